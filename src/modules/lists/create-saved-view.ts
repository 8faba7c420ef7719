import { z } from 'zod'
import { activeTeam } from '#modules/calendars'
import { operation } from '#platform/operation'
import { needsMember, shareNotAllowed, teamOfView } from './errors.ts'
import { listName, look, SCOPES, savedViewView, viewName } from './saved-view.ts'
import { insertView } from './saved-view-queries.ts'
import { viewOf } from './view-of.ts'

export const createSavedView = operation({
  name: 'savedViews.create',
  effect: 'writes',
  permission: 'savedViews.write',
  summary: 'Save how a list is looked at: for yourself, a team or everybody',
  input: z.strictObject({
    list: listName,
    name: viewName,
    scope: z.enum(SCOPES).default('member'),
    teamId: z.uuid().optional().meta({ description: "The team, of a team's view." }),
    filters: look.filters.default({}),
    sort: look.sort.default(null),
    columns: look.columns.default(null),
    density: look.density.default(null),
  }),
  output: savedViewView,
  async run(ctx, { list, name, scope, teamId, filters, sort, columns, density }) {
    const { memberId } = ctx.actor
    if (scope !== 'member' && !ctx.actor.may('savedViews.share')) throw shareNotAllowed()
    if (scope === 'member' && memberId === null) throw needsMember()
    if ((scope === 'team') !== (teamId !== undefined)) throw teamOfView()
    if (teamId !== undefined) await activeTeam(ctx, teamId)
    const row = await insertView(ctx.db, {
      org_id: ctx.orgId,
      id: ctx.newId(),
      list,
      name,
      scope,
      member_id: scope === 'member' ? memberId : null,
      team_id: teamId ?? null,
      filters: JSON.stringify(filters),
      sort,
      columns,
      density,
      created_by: memberId,
      created_at: ctx.now,
    })
    ctx.record({ type: 'saved_view.created', subject: `savedView:${row.id}`, data: { list, scope } })
    return viewOf(ctx, row)
  },
})
