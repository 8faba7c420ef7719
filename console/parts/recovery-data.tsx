import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClock,
  IconFlag,
  IconMailQuestion,
  IconMessageOff,
  IconSend,
  IconThumbDown,
  IconTrendingDown,
  IconUserOff,
} from '@tabler/icons-react'
import type { Output, Row } from '../api/contract.ts'
import { absolute, percent, span } from '../ui/time.ts'
import css from './recovery.module.css'
import { v } from './recovery-words.tsx'

export type Recovery = Output<'recoveries.get'>
export type Item = Row<'recoveries.listItems'>
type Rule = Recovery['dates']

const causes = {
  at_risk: { icon: IconTrendingDown, says: () => v.cause.atRisk() },
  milestone: { icon: IconFlag, says: () => v.cause.milestone() },
  absence: { icon: IconUserOff, says: () => v.cause.absence() },
  event: { icon: IconAlertTriangle, says: () => v.cause.event() },
} as const

/** What a recovery came from: icon and word. */
export function Cause({ cause }: { cause: Recovery['cause'] }) {
  const { icon: Icon, says } = causes[cause]
  return (
    <span className={css.cause}>
      <Icon size={15} stroke={1.9} aria-hidden />
      {says()}
    </span>
  )
}

/** How new dates are found, in words. */
export function ruleWords(rule: Rule): string {
  if (rule.by === 'forecast') return v.rule.saysForecast({ percent: percent(rule.confidence) })
  if (rule.by === 'fixed') return v.rule.saysFixed({ at: absolute(rule.at) })
  return v.rule.saysShift({ span: hoursWords(rule.businessSeconds) })
}

const HOUR_MS = 3_600_000

/** Business time has no days of 24 hours: it stays in hours. */
const hoursWords = (seconds: number): string =>
  seconds * 1000 < HOUR_MS
    ? span(seconds * 1000)
    : new Intl.NumberFormat(document.documentElement.lang, {
        style: 'unit',
        unit: 'hour',
        unitDisplay: 'short',
        maximumFractionDigits: 1,
      }).format(seconds / 3600)

const looks = {
  waiting: { icon: IconClock, tone: 'risk', says: () => v.item.state.waiting() },
  chosen: { icon: IconSend, tone: 'open', says: () => v.item.state.chosen() },
  sent: { icon: IconSend, tone: 'open', says: () => v.item.state.sent() },
  left: { icon: IconBan, tone: 'ended', says: () => v.item.state.left() },
  settled: { icon: IconCircleDashed, tone: 'ended', says: () => v.item.state.settled() },
  failed: { icon: IconCircleX, tone: 'broken', says: () => v.item.state.failed() },
  telling: { icon: IconSend, tone: 'open', says: () => v.item.outcome.telling() },
  undelivered: { icon: IconMessageOff, tone: 'broken', says: () => v.item.outcome.undelivered() },
  told: { icon: IconMailQuestion, tone: 'proposed', says: () => v.item.outcome.told() },
  accepted: { icon: IconCircleCheck, tone: 'renegotiated', says: () => v.item.outcome.accepted() },
  declined: { icon: IconThumbDown, tone: 'ended', says: () => v.item.outcome.declined() },
  silent: { icon: IconMessageOff, tone: 'renegotiated', says: () => v.item.outcome.silent() },
  over: { icon: IconCircleDashed, tone: 'ended', says: () => v.item.outcome.over() },
} as const

/** Where a promise in a recovery stands: what became of it, once something was sent. Colour, icon and word together. */
export function ItemBadge({ item }: { item: Pick<Item, 'state' | 'outcome'> }) {
  const { icon: Icon, tone, says } = looks[item.outcome ?? item.state]
  return (
    <span className={css.badge} data-tone={tone}>
      <Icon size={13} stroke={2.2} aria-hidden />
      {says()}
    </span>
  )
}

/** Whether something can still be changed about it. */
export const isOpenItem = ({ state }: Pick<Item, 'state'>): boolean => state === 'waiting' || state === 'failed'

const failures: Readonly<Record<string, () => string>> = {
  'recovery/beyond_limits': () => v.failure.beyond(),
  'recovery/remedy_date_needed': () => v.failure.remedyDate(),
  'recovery/date_not_later': () => v.failure.notLater(),
  'promises/below_floor': () => v.failure.belowFloor(),
}
export const failureWords = (code: string): string => failures[code]?.() ?? v.failure.other({ code })

type Counts = Recovery['counts']

const parts = [
  { key: 'waiting', tone: 'risk', says: (n: number) => v.count.waiting({ n }) },
  { key: 'failed', tone: 'broken', says: (n: number) => v.count.failed({ n }) },
  { key: 'chosen', tone: 'open', says: (n: number) => v.count.chosen({ n }) },
  { key: 'untold', tone: 'untold', says: (n: number) => v.count.untold({ n }) },
  { key: 'asked', tone: 'proposed', says: (n: number) => v.count.asked({ n }) },
  { key: 'accepted', tone: 'renegotiated', says: (n: number) => v.count.accepted({ n }) },
  { key: 'silent', tone: 'silent', says: (n: number) => v.count.silent({ n }) },
  { key: 'declined', tone: 'declined', says: (n: number) => v.count.declined({ n }) },
  { key: 'left', tone: 'ended', says: (n: number) => v.count.left({ n }) },
  { key: 'settled', tone: 'ended', says: (n: number) => v.count.settled({ n }) },
] as const

/** What became of all that a recovery holds, as a bar of shares with its words. */
export function Shares({ counts }: { counts: Counts }) {
  const { sent, accepted, silent, declined, untold } = counts
  const of = { ...counts, asked: Math.max(0, sent - accepted - silent - declined - untold) }
  const shown = parts.filter(({ key }) => of[key] > 0)
  const words = [
    ...shown.map(({ key, says }) => says(of[key])),
    ...(counts.undated > 0 ? [v.count.undated({ n: counts.undated })] : []),
  ]
  return (
    <span className={css.shares}>
      <span className={css.bar} aria-hidden>
        {shown.map(({ key, tone }) => (
          <span key={key} data-tone={tone} style={{ flexGrow: of[key] }} />
        ))}
      </span>
      <span className={css.words}>{[v.touched({ n: counts.total }), ...words].join(' · ')}</span>
    </span>
  )
}

/** How many can be sent: they wait, and have a date. */
export const readyIn = ({ counts }: Recovery): number => Math.max(0, counts.waiting + counts.failed - counts.undated)

/** Why nothing can be sent now; null: it can. */
export function whyNotSend(recovery: Recovery, mayMany: boolean, ready: number): string | null {
  if (recovery.state === 'planning') return v.planning()
  if (ready === 0) return v.sendNone()
  if (recovery.reason === '' && recovery.reasonId === null) return v.sendNoReason()
  return ready > 1 && !mayMany ? v.sendMany() : null
}
