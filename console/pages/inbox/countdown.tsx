import type { Row } from '../../api/contract.ts'
import { w } from '../../parts/inbox-words.tsx'
import { absolute, span } from '../../ui/time.ts'
import css from './marks.module.css'

type Waiting = Pick<Row<'conversations.list'>, 'waitingSince' | 'replyDueAt' | 'snoozedUntil'>

const soon = 3_600_000

/** How long there is to answer as promised; where nothing was promised, how long they have waited. */
export function Countdown({ conversation: { waitingSince, replyDueAt }, now }: { conversation: Waiting; now: number }) {
  if (waitingSince === null) return null
  if (replyDueAt === null)
    return <span className={css.countdown}>{w.waits({ time: span(now - Date.parse(waitingSince)) })}</span>
  const left = Date.parse(replyDueAt) - now
  const look = left < 0 ? 'late' : left < soon ? 'soon' : 'open'
  const says = left < 0 ? w.replyLate : w.replyDue
  return (
    <span className={css.countdown} data-look={look} title={says({ at: absolute(replyDueAt) })}>
      {left < 0 ? '−' : ''}
      {span(left)}
    </span>
  )
}
