import type { FoundPromise, PromiseKind } from '#library/language'
import { type PromiseView, REPLY_KINDS, UPDATE_KINDS } from './schemas.ts'

/** Which kinds of promises say the same as what is found in a text. */
const SAME: Readonly<Record<PromiseKind, readonly string[]>> = {
  call: ['callback'],
  visit: ['arrival', 'completion'],
  delivery: ['completion', 'milestone', 'arrival'],
  reply: [],
  refund: ['refund'],
  repair: ['completion'],
  send: ['milestone', 'completion', 'confirmation'],
  other: ['other', 'completion'],
}

/** As which kind of promise something found is recorded. */
export const RECORDED = {
  call: 'callback',
  visit: 'arrival',
  delivery: 'completion',
  reply: 'next_update',
  refund: 'refund',
  repair: 'completion',
  send: 'milestone',
  other: 'other',
} as const satisfies Record<PromiseKind, string>

/**
 * `date_differs`: another date than the open promise; `declined`: the customer declined it; `second`: what is promised is
 * promised once more.
 */
export type Contradiction = {
  code: 'date_differs' | 'declined' | 'second'
  /** The promise that it is compared with. */
  promise: PromiseView
  /** Which of the promises in the text; null: one that is recorded with it. */
  index: number | null
  /** Said again it is no lie: only what contradicts the record takes a reason. */
  needsReason: boolean
}

type Found = Pick<FoundPromise, 'kind' | 'due' | 'granularity'>

const running = ({ state }: PromiseView): boolean => state === 'open' || state === 'proposed'

/** How it is said decides what saying it keeps: replies and updates, and who is spoken with has been called back. */
export type Way = 'written' | 'spoken'

/** What was promised to the customer that saying something does not keep. */
function told(promises: readonly PromiseView[], way: Way): PromiseView[] {
  const kept = way === 'spoken' ? REPLY_KINDS : UPDATE_KINDS
  return promises.filter(({ beneficiary, kind }) => beneficiary === 'customer' && !kept.includes(kind))
}

/** What a text promises, held against the record. */
export type Compared = {
  flags: Contradiction[]
  /** Running promises that say the same, by which of the promises in the text says it again. */
  already: ReadonlyMap<number, PromiseView>
}

/**
 * Where a text says something else than the record: another date than an open promise, or one that the customer declined.
 * What is promised already, said once more, with the same date or with none, is a flag that takes no reason.
 * @param zone in which days are compared, where the text names no hour
 */
export function compare(
  found: readonly Found[],
  promises: readonly PromiseView[],
  zone: string,
  way: Way = 'written',
): Compared {
  const known = told(promises, way)
  const flags: Contradiction[] = []
  const already = new Map<number, PromiseView>()
  for (const [index, { kind, due, granularity }] of found.entries()) {
    const alike = known.filter((promise) => SAME[kind].includes(promise.kind))
    const same = ({ dueAt }: PromiseView): boolean => {
      if (due === null) return false
      const at = Temporal.Instant.from(dueAt)
      return granularity === 'minute' ? at.equals(due) : dayOf(at, zone).equals(dayOf(due, zone))
    }
    const open = alike.filter(running)
    const again = due === null ? open[0] : open.find(same)
    if (again) {
      already.set(index, again)
      flags.push({ code: 'second', promise: again, index, needsReason: false })
    }
    const declined = alike.find((promise) => promise.state === 'declined' && same(promise))
    if (declined) flags.push({ code: 'declined', promise: declined, index, needsReason: true })
    else if (!again && open[0]) flags.push({ code: 'date_differs', promise: open[0], index, needsReason: true })
  }
  return { flags, already }
}

/**
 * Promises that are to be recorded although one of the same kind about the same matter runs already: a second one for the
 * same thing, whatever its date. @param flagged what the text was flagged with: said once is enough
 */
export function doubled(
  recorded: readonly { kind: string }[],
  promises: readonly PromiseView[],
  flagged: readonly Contradiction[],
  way: Way = 'written',
): Contradiction[] {
  const open = told(promises, way).filter(running)
  return recorded.flatMap(({ kind }) => {
    const promise = open.find((each) => each.kind === kind)
    const said = flagged.some((flag) => flag.needsReason && flag.promise.id === promise?.id)
    return promise && !said ? [{ code: 'second' as const, promise, index: null, needsReason: true }] : []
  })
}

const dayOf = (at: Temporal.Instant, zone: string): Temporal.PlainDate => at.toZonedDateTimeISO(zone).toPlainDate()
