import { textOf } from '#platform/fields'
import type { Context } from '#platform/operation'
import { waitNotFound } from './wait-errors.ts'
import { findWait, listWaitRows, pausedAbout, type WaitRow, waitsByIds } from './wait-queries.ts'
import { viewOfWait, type WaitView } from './wait-schemas.ts'
import { dueIfAnswered } from './waiting-of.ts'

/** Waits as the API shows them: what stands still because of the open ones is read in one statement. */
export async function viewsOfWaits(ctx: Context, rows: readonly WaitRow[]): Promise<WaitView[]> {
  const open = rows.filter((row) => row.ended_at === null)
  const paused = await pausedAbout(
    ctx.db,
    ctx.orgId,
    open.map((row) => row.about),
  )
  const due = await dueIfAnswered(ctx, paused)
  return rows.map((row) => {
    const standing = row.ended_at === null ? paused.filter(({ about }) => about === row.about) : []
    return viewOfWait(
      row,
      standing.flatMap(({ id }) => {
        const when = due.get(id)
        return when ? [{ promiseId: id, dueAt: textOf(when.now) }] : []
      }),
    )
  })
}

/** One wait as the API shows it. @throws promises/not_found */
export async function waitById(ctx: Context, id: string): Promise<WaitView> {
  const row = await findWait(ctx.db, ctx.orgId, id)
  const [view] = row ? await viewsOfWaits(ctx, [row]) : []
  if (!view) throw waitNotFound()
  return view
}

/** What customers answered to some waits, by wait. */
export async function repliesOf(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await waitsByIds(ctx.db, ctx.orgId, ids)
  return new Map(rows.flatMap(({ id, reply }) => (reply === null ? [] : [[id, reply] as const])))
}

const MOST = 50

/** What we waited for about a matter, and what was answered: the newest 50, oldest first. */
export async function waitsAbout(ctx: Context, about: string): Promise<WaitView[]> {
  const rows = await listWaitRows(ctx.db, ctx.orgId, { about }, null, MOST)
  return viewsOfWaits(ctx, rows.reverse())
}
