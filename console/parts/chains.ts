import type { PromiseData } from './promise-data.ts'

export interface Chain {
  readonly id: string
  /** What stands or waits, newest first; of an ended chain its last promise. Never empty. */
  readonly current: readonly PromiseData[]
  /** What came before, newest first. */
  readonly before: readonly PromiseData[]
}

const stands = (promise: PromiseData): boolean =>
  promise.state === 'open' || promise.state === 'proposed' || promise.overdue || promise.telling === 'undelivered'

/** What needs a hand first comes first: what is due soonest, before what waits for the customer and nobody can be late with. */
const byUrgency = (a: PromiseData, b: PromiseData): number =>
  Number(a.pausedAt !== null) - Number(b.pausedAt !== null) || Date.parse(a.dueAt) - Date.parse(b.dueAt)

/** The promise to see to next; null where nothing is promised that is not over. */
export const mostUrgent = (promises: readonly PromiseData[]): PromiseData | null =>
  promises.filter(({ state, overdue }) => state === 'open' || state === 'proposed' || overdue).toSorted(byUrgency)[0] ??
  null

/** Promises by chain: chains with something that stands first, the most urgent on top; then the ended ones, latest first. */
export function chainsOf(promises: readonly PromiseData[]): Chain[] {
  const chains = [...Map.groupBy(promises, (promise) => promise.chainId)].map(([id, members]): Chain => {
    const newestFirst = members.toSorted((a, b) => b.madeAt.localeCompare(a.madeAt))
    const standing = newestFirst.filter(stands)
    const current = standing.length > 0 ? standing : newestFirst.slice(0, 1)
    return { id, current, before: newestFirst.filter((promise) => !current.includes(promise)) }
  })
  return chains.toSorted((a, b) => {
    const [first, second] = [a, b].map(({ current }) => current.toSorted(byUrgency).find(stands))
    if (first && second) return byUrgency(first, second)
    if (first || second) return first ? -1 : 1
    return Date.parse(b.current[0]?.dueAt ?? '') - Date.parse(a.current[0]?.dueAt ?? '')
  })
}
