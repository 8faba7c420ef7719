import { z } from 'zod'
import { stale } from '#platform/errors'
import { ifVersion } from '#platform/fields'
import { operation } from '#platform/operation'
import { look, savedViewId, savedViewView, viewName } from './saved-view.ts'
import { changeView } from './saved-view-queries.ts'
import { lockForChange, viewOf } from './view-of.ts'

export const updateSavedView = operation({
  name: 'savedViews.update',
  effect: 'writes',
  permission: 'savedViews.write',
  summary: 'Rename a saved view, or save how the list is looked at now',
  input: z.strictObject({
    id: savedViewId,
    ifVersion,
    name: viewName.optional(),
    ...z.strictObject(look).partial().shape,
  }),
  output: savedViewView,
  async run(ctx, { id, ifVersion: version, filters, ...change }) {
    const row = await lockForChange(ctx, id)
    if (version !== undefined && version !== row.version) throw stale('lists', 'saved view', row.version)
    const given = Object.entries(change).filter(([, value]) => value !== undefined)
    const set = { ...Object.fromEntries(given), ...(filters ? { filters: JSON.stringify(filters) } : {}) }
    const fields = Object.keys(set)
    if (fields.length === 0) return viewOf(ctx, row)
    const changed = await changeView(ctx.db, ctx.orgId, id, set)
    ctx.record({ type: 'saved_view.changed', subject: `savedView:${id}`, data: { fields } })
    return viewOf(ctx, changed)
  },
})
