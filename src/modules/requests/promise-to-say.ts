import type { PromiseView } from '#modules/promises'

type Promised = Pick<PromiseView, 'kind' | 'state' | 'dueAt'>

/** Kinds that promise to be heard of, beside the matter itself. */
const HEARING: readonly string[] = ['next_update', 'first_reply', 'next_reply', 'callback']
const stands = ({ state }: Promised): boolean => state === 'open' || state === 'proposed'

/** The promise that a text about a matter means: the newest that stands of what is to be done, else of what is to be told, else the newest. */
export function promiseToSay<P extends Promised>(promises: readonly P[]): P | undefined {
  const done = promises.filter(({ kind }) => !HEARING.includes(kind))
  return done.findLast(stands) ?? promises.findLast(stands) ?? done.at(-1) ?? promises.at(-1)
}

/** By when the customer hears of us next: the first of such promises to fall due. */
export const toHearBy = <P extends Promised>(promises: readonly P[]): P | undefined =>
  promises
    .filter((promise) => stands(promise) && HEARING.includes(promise.kind))
    .toSorted((a, b) => Temporal.Instant.compare(Temporal.Instant.from(a.dueAt), Temporal.Instant.from(b.dueAt)))[0]
