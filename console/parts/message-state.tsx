import { IconAlertCircle, IconCheck, IconClock, IconPlayerPause } from '@tabler/icons-react'
import { m } from '../ui/text.ts'
import css from './message-state.module.css'

interface Props {
  readonly message: { readonly state: 'queued' | 'sent' | 'held' | 'failed'; readonly failure: string | null }
}

const icons = { queued: IconClock, sent: IconCheck, held: IconPlayerPause, failed: IconAlertCircle } as const

/** What became of a message: icon and word, and what the mail server said where it failed. */
export function MessageState({ message: { state, failure } }: Props) {
  const Icon = icons[state]
  return (
    <span className={css.state} data-state={state}>
      <Icon size={14} stroke={2} aria-hidden />
      {m.mail.state[state]()}
      {failure && <span className={css.failure}>{failure}</span>}
    </span>
  )
}
