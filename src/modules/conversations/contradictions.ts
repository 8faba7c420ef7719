import type { FoundPromise, PromiseKind } from '#library/language'
import type { PromiseView } from '#modules/promises'

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
export const RECORDED: Readonly<Record<PromiseKind, string>> = {
  call: 'callback',
  visit: 'arrival',
  delivery: 'completion',
  reply: 'next_update',
  refund: 'refund',
  repair: 'completion',
  send: 'milestone',
  other: 'other',
}

export type Contradiction = {
  code: 'date_differs' | 'declined'
  /** The promise that it is compared with. */
  promise: PromiseView
  /** Which of the promises in the text. */
  index: number
}

type Found = Pick<FoundPromise, 'kind' | 'due' | 'granularity'>

/** Replies and updates: writing keeps them. */
const BY_WRITING: readonly string[] = ['first_reply', 'next_reply', 'next_update']

const running = ({ state }: PromiseView): boolean => state === 'open' || state === 'proposed'

/** What a text promises, held against the record. */
export type Compared = {
  flags: Contradiction[]
  /** Running promises that say the same, by which of the promises in the text says it again. */
  already: ReadonlyMap<number, PromiseView>
}

/**
 * Where a text says something else than the record: another date than an open promise, or one that the customer declined.
 * To say again what is promised contradicts nothing. Replies and updates are made by writing, and neither do they.
 * @param zone in which days are compared, where the text names no hour
 */
export function compare(found: readonly Found[], promises: readonly PromiseView[], zone: string): Compared {
  const told = promises.filter(({ beneficiary, kind }) => beneficiary === 'customer' && !BY_WRITING.includes(kind))
  const flags: Contradiction[] = []
  const already = new Map<number, PromiseView>()
  for (const [index, { kind, due, granularity }] of found.entries()) {
    if (due === null || kind === 'reply') continue
    const alike = told.filter((promise) => SAME[kind].includes(promise.kind))
    const same = ({ dueAt }: PromiseView): boolean => {
      const at = Temporal.Instant.from(dueAt)
      return granularity === 'minute' ? at.equals(due) : dayOf(at, zone).equals(dayOf(due, zone))
    }
    const open = alike.filter(running)
    const again = open.find(same)
    if (again) already.set(index, again)
    const declined = alike.find((promise) => promise.state === 'declined' && same(promise))
    const differs = again ? undefined : open[0]
    if (declined) flags.push({ code: 'declined', promise: declined, index })
    else if (differs) flags.push({ code: 'date_differs', promise: differs, index })
  }
  return { flags, already }
}

const dayOf = (at: Temporal.Instant, zone: string): Temporal.PlainDate => at.toZonedDateTimeISO(zone).toPlainDate()
