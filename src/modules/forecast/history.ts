import type { Tx } from '#platform/db'
import { comparedOf, ENGINE_FEATURES } from './features.ts'
import type { FitPage } from './fit-in-thread.ts'
import { historyRows, type LoggedRow } from './queries.ts'

/** Rows a page: read, sent to the thread, forgotten. */
export const HISTORY_PAGE = 10_000

/** Where the next page begins. */
export type HistoryMark = { startedAt: number; id: string }

/** A page of what began by `until`, in columns, and where the next begins; null after the last. */
export async function historyPage(
  db: Tx,
  orgId: string,
  until: Temporal.Instant,
  after: HistoryMark | null,
): Promise<{ page: FitPage; next: HistoryMark | null }> {
  const rows = await historyRows(db, orgId, { until, after, limit: HISTORY_PAGE })
  const last = rows.at(-1)
  return {
    page: columnsOf(rows),
    next: rows.length < HISTORY_PAGE || !last ? null : { startedAt: last.opened, id: last.id },
  }
}

function columnsOf(rows: readonly LoggedRow[]): FitPage {
  const numbers = (of: (row: LoggedRow) => number | null): Float64Array =>
    Float64Array.from(rows, (row) => of(row) ?? Number.NaN)
  const compared = rows.map(comparedOf)
  return {
    ids: rows.map((row) => row.id),
    openedAt: numbers((row) => row.opened),
    closedAt: numbers((row) => row.closed),
    lostAt: numbers((row) => row.lost),
    targetAt: numbers((row) => row.target),
    changes: rows.map((row) => row.changes),
    values: ENGINE_FEATURES.map((feature) => compared.map((known) => known[feature])),
  }
}
