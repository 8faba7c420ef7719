import type { Change } from '#library/forecast'
import type { Context } from '#platform/operation'
import { comparedOf, type ENGINE_FEATURES } from './features.ts'
import { observationRows } from './queries.ts'

/** What was observed, as a model is asked about it. */
export type Observed = Record<(typeof ENGINE_FEATURES)[number], string> & {
  /** Epoch milliseconds. */
  openedAt: number
  ended: boolean
  changes: Change[] | undefined
}

/** What is known of some ids; those that nothing was told of are left out. */
export async function observationsOf(
  ctx: Pick<Context, 'db' | 'orgId'>,
  ids: readonly string[],
): Promise<Map<string, Observed>> {
  const rows = ids.length === 0 ? [] : await observationRows(ctx.db, ctx.orgId, ids)
  return new Map(
    rows.map((row) => [
      row.id,
      { ...comparedOf(row), openedAt: row.opened, ended: row.ended, changes: row.changes ?? undefined },
    ]),
  )
}
