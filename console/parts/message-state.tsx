import { IconAlertCircle, IconCheck, IconClock, IconMailX, IconPhone, IconPlayerPause } from '@tabler/icons-react'
import type { Output } from '../api/contract.ts'
import { m } from '../ui/text.ts'
import { absolute } from '../ui/time.ts'
import css from './message-state.module.css'

type Message = Output<'conversations.getMessage'>

interface Props {
  readonly message: Pick<Message, 'state' | 'failure'> &
    Partial<Pick<Message, 'sendAt' | 'quiet' | 'cameBackAt' | 'cancelledWhy' | 'call'>>
}

const icons = { queued: IconClock, sent: IconCheck, held: IconPlayerPause, failed: IconAlertCircle } as const

/** What became of a message: icon and word, when it goes, what the mail server said where it failed, and what is done then. */
export function MessageState({ message }: Props) {
  const { state, failure, call } = message
  if (state === 'cancelled' && message.cancelledWhy)
    return (
      <span className={css.state}>
        <IconMailX size={14} stroke={2} aria-hidden />
        {m.mail.dropped()} · {m.mail.why[message.cancelledWhy]()}
      </span>
    )
  // What came in, was noted or was taken back is not on its way anywhere.
  if (!(state in icons)) return null
  const Icon = icons[state as keyof typeof icons]
  return (
    <>
      <span className={css.state} data-state={state}>
        <Icon size={14} stroke={2} aria-hidden />
        {wordsOf(message)}
        {failure && <span className={css.failure}>{failure}</span>}
      </span>
      {call && call.state !== 'cancelled' && (
        <span className={css.state} data-state={call.state}>
          <IconPhone size={14} stroke={2} aria-hidden />
          {callWords(call)}
        </span>
      )}
    </>
  )
}

function wordsOf({ state, sendAt, quiet, cameBackAt }: Props['message']): string {
  const waits = state === 'queued' && sendAt && Date.parse(sendAt) > Date.now()
  if (waits) return quiet ? m.mail.planned({ at: absolute(sendAt) }) : m.mail.scheduled({ at: absolute(sendAt) })
  if (state === 'failed' && cameBackAt) return m.mail.cameBack()
  return m.mail.state[state as keyof typeof icons]()
}

const callWords = ({ state, dueAt }: NonNullable<Message['call']>): string =>
  state === 'reached'
    ? m.mail.call.reached()
    : state === 'not_reached'
      ? m.mail.call.notReached()
      : m.mail.call.open({ at: absolute(dueAt) })
