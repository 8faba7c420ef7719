import type { Change } from './progress.ts'
import type { Known } from './segments.ts'

/** What is asked about: when it came in (epoch milliseconds) and what was known then, by name. */
export type Asked = { readonly id?: string | undefined; readonly openedAt: number; readonly changes?: unknown } & {
  readonly [feature: string]: unknown
}

/** One request of a log. Times are epoch milliseconds. */
export type LoggedRequest = {
  readonly id: string
  readonly openedAt: number
  /** null: not closed. */
  readonly closedAt: number | null
  /** The log knows nothing of it after this, and it was open then: it counts as longer than that, no more. */
  readonly lostAt?: number | null | undefined
  /** What happened to it, where that is recorded. Later than `now` is not looked at. */
  readonly changes?: readonly Change[] | undefined
  readonly [feature: string]: unknown
}

/** What happened since a model was last brought up to date. */
export interface News {
  readonly opened?: Iterable<LoggedRequest> | undefined
  /** `lost`: it has not ended, but nothing more is known of it. */
  readonly closed?:
    | Iterable<{ readonly id: string; readonly closedAt: number; readonly lost?: boolean | undefined }>
    | undefined
  readonly changed?: Iterable<{ readonly id: string } & Change> | undefined
}

/** The features of a request that are compared, as text. */
export function knownOf(request: { readonly [feature: string]: unknown }, features: readonly string[]): Known {
  return Object.fromEntries(features.map((feature) => [feature, textOf(request[feature])]))
}

export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value)
