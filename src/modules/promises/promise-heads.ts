import { textOf, textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import { promisesByIds } from './queries.ts'
import type { PromiseView } from './schemas.ts'

/** What a list shows of a promise beside something else. */
export type PromiseHead = Pick<PromiseView, 'id' | 'kind' | 'wording' | 'state' | 'dueAt' | 'windowFrom' | 'toldAt'>

/** Some promises by id; unknown ids are left out. */
export async function promiseHeads(
  ctx: Pick<Context, 'db' | 'orgId'>,
  ids: readonly string[],
): Promise<Map<string, PromiseHead>> {
  const rows = await promisesByIds(ctx.db, ctx.orgId, ids)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...{ id: row.id, kind: row.kind as PromiseHead['kind'], wording: row.wording },
        ...{ state: row.state as PromiseHead['state'], dueAt: textOf(row.due_at) },
        ...{ windowFrom: textOrNull(row.window_from), toldAt: textOrNull(row.told_at) },
      },
    ]),
  )
}
