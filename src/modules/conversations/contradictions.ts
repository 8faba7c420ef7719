import type { FoundPromise, PromiseKind } from '#library/language'
import type { PromiseView } from '#modules/promises'

/** Which kinds of promises say the same as what is found in a text. */
const SAME: Readonly<Record<PromiseKind, readonly string[]>> = {
  call: ['callback', 'first_reply', 'next_update'],
  visit: ['arrival', 'completion'],
  delivery: ['completion', 'milestone', 'arrival'],
  reply: ['first_reply', 'next_update'],
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
  code: 'date_differs' | 'declined' | 'promised_already'
  /** The promise that it is compared with. */
  promise: PromiseView
  /** Which of the promises in the text. */
  index: number
}

type Found = Pick<FoundPromise, 'kind' | 'due' | 'granularity'>

const running = ({ state }: PromiseView): boolean => state === 'open' || state === 'proposed'

/**
 * Where a text says something else than the record: another date than an open promise, one that the customer declined, or
 * a second promise of what is promised already. Replies and updates are made by writing, and contradict nothing.
 * @param zone in which days are compared, where the text names no hour
 */
export function contradictions(
  found: readonly Found[],
  promises: readonly PromiseView[],
  zone: string,
): Contradiction[] {
  const told = promises.filter(({ beneficiary }) => beneficiary === 'customer')
  return found.flatMap(({ kind, due, granularity }, index): Contradiction[] => {
    if (due === null || kind === 'reply') return []
    const alike = told.filter(
      (promise) =>
        SAME[kind].includes(promise.kind) && promise.kind !== 'first_reply' && promise.kind !== 'next_update',
    )
    const same = ({ dueAt }: PromiseView): boolean => {
      const at = Temporal.Instant.from(dueAt)
      return granularity === 'minute' ? at.equals(due) : dayOf(at, zone).equals(dayOf(due, zone))
    }
    const open = alike.filter(running)
    const declined = alike.find((promise) => promise.state === 'declined' && same(promise))
    if (declined) return [{ code: 'declined', promise: declined, index }]
    const differs = open.find((promise) => !same(promise))
    if (differs) return [{ code: 'date_differs', promise: differs, index }]
    const already = open.find(same)
    return already ? [{ code: 'promised_already', promise: already, index }] : []
  })
}

const dayOf = (at: Temporal.Instant, zone: string): Temporal.PlainDate => at.toZonedDateTimeISO(zone).toPlainDate()
