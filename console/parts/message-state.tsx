import { IconAlertCircle, IconCheck, IconClock, IconPlayerPause } from '@tabler/icons-react'
import type { Output } from '../api/contract.ts'
import { m } from '../ui/text.ts'
import css from './message-state.module.css'

interface Props {
  readonly message: { readonly state: Output<'conversations.getMessage'>['state']; readonly failure: string | null }
}

const icons = { queued: IconClock, sent: IconCheck, held: IconPlayerPause, failed: IconAlertCircle } as const

/** What became of a message: icon and word, and what the mail server said where it failed. */
export function MessageState({ message: { state, failure } }: Props) {
  // What came in, was noted or was taken back is not on its way anywhere.
  if (!(state in icons)) return null
  const known = state as keyof typeof icons
  const Icon = icons[known]
  return (
    <span className={css.state} data-state={state}>
      <Icon size={14} stroke={2} aria-hidden />
      {m.mail.state[known]()}
      {failure && <span className={css.failure}>{failure}</span>}
    </span>
  )
}
