import { z } from 'zod'
import { operation } from '#platform/operation'
import { savedViewId } from './saved-view.ts'
import { deleteView } from './saved-view-queries.ts'
import { lockForChange } from './view-of.ts'

export const deleteSavedView = operation({
  name: 'savedViews.delete',
  effect: 'writes',
  permission: 'savedViews.write',
  summary: 'Delete a saved view; what it shows stays',
  input: z.strictObject({ id: savedViewId }),
  output: z.object({}),
  async run(ctx, { id }) {
    const { list, scope } = await lockForChange(ctx, id)
    await deleteView(ctx.db, ctx.orgId, id)
    ctx.record({ type: 'saved_view.deleted', subject: `savedView:${id}`, data: { list, scope } })
    return {}
  },
})
