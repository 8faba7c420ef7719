import type { Context } from '#platform/operation'
import { isUnfinished } from './promise.ts'
import { lockRoots, promisesByIds } from './queries.ts'
import { standingOf } from './view.ts'

/** Who sees to a promise, and whether there is something left to see to. */
export type PromiseStand = {
  id: string
  wording: string
  about: string
  customerId: string | null
  ownerId: string | null
  ownerTeamId: string | null
  unfinished: boolean
}

/** Some promises by id, with `lock` for a change of them; unknown ids are left out. */
export async function promiseStands(
  ctx: Pick<Context, 'db' | 'orgId'>,
  ids: readonly string[],
  { lock = false } = {},
): Promise<Map<string, PromiseStand>> {
  if (lock) await lockRoots(ctx.db, ctx.orgId, ids)
  const rows = await promisesByIds(ctx.db, ctx.orgId, ids)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        wording: row.wording,
        about: row.about,
        customerId: row.customer_id,
        ownerId: row.owner_id,
        ownerTeamId: row.owner_team_id,
        unfinished: isUnfinished(standingOf(row)),
      },
    ]),
  )
}
