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

/** Promises by chain: chains with something that stands first, by due instant; then the ended ones, latest first. */
export function chainsOf(promises: readonly PromiseData[]): Chain[] {
  const chains = [...Map.groupBy(promises, (promise) => promise.chainId)].map(([id, members]): Chain => {
    const newestFirst = members.toSorted((a, b) => b.madeAt.localeCompare(a.madeAt))
    const standing = newestFirst.filter(stands)
    const current = standing.length > 0 ? standing : newestFirst.slice(0, 1)
    return { id, current, before: newestFirst.filter((promise) => !current.includes(promise)) }
  })
  const order = (chain: Chain) => {
    const first = chain.current[0]
    if (!first) return '3'
    return stands(first) ? `1 ${first.dueAt}` : `2 ${String(9e15 - Date.parse(first.dueAt)).padStart(16, '0')}`
  }
  return chains.toSorted((a, b) => order(a).localeCompare(order(b)))
}
