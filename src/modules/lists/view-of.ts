import { teamsOfMember } from '#modules/calendars'
import type { Context } from '#platform/operation'
import { savedViewNotFound, shareNotAllowed } from './errors.ts'
import { mayChange, maySee, type SavedViewView, type Viewer } from './saved-view.ts'
import { defaultsOf, findView, lockView, type SavedViewRow } from './saved-view-queries.ts'

/** What decides which views somebody sees. */
export async function viewerOf(ctx: Context): Promise<Viewer> {
  const { memberId } = ctx.actor
  const teams = memberId === null ? [] : await teamsOfMember(ctx, memberId)
  return { memberId, mayShare: ctx.actor.may('savedViews.share'), teamIds: new Set(teams.map(({ id }) => id)) }
}

/** Views as the API shows them; those that are not the asker's to see are left out. */
export async function viewsOf(ctx: Context, rows: readonly SavedViewRow[]): Promise<SavedViewView[]> {
  const who = await viewerOf(ctx)
  const defaults = who.memberId === null ? new Map<string, string>() : await defaultsOf(ctx.db, ctx.orgId, who.memberId)
  return rows
    .filter((row) => maySee(row, who))
    .map((row) => ({
      id: row.id,
      list: row.list as SavedViewView['list'],
      name: row.name,
      scope: row.scope as SavedViewView['scope'],
      teamId: row.team_id,
      filters: row.filters as SavedViewView['filters'],
      sort: row.sort,
      columns: row.columns,
      density: row.density as SavedViewView['density'],
      isDefault: defaults.get(row.list) === row.id,
      mayChange: mayChange(row, who),
      version: row.version,
    }))
}

/** One view as the API shows it. @throws lists/not_found */
export async function viewOf(ctx: Context, row: SavedViewRow | undefined): Promise<SavedViewView> {
  const [view] = row ? await viewsOf(ctx, [row]) : []
  if (!view) throw savedViewNotFound()
  return view
}

export const viewById = async (ctx: Context, id: string): Promise<SavedViewView> =>
  viewOf(ctx, await findView(ctx.db, ctx.orgId, id))

/** A view that the asker may change, locked. @throws lists/not_found, lists/share */
export async function lockForChange(ctx: Context, id: string): Promise<SavedViewRow> {
  const row = await lockView(ctx.db, ctx.orgId, id)
  const who = await viewerOf(ctx)
  if (!row || !maySee(row, who)) throw savedViewNotFound()
  if (!mayChange(row, who)) throw shareNotAllowed()
  return row
}
