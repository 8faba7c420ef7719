import { z } from 'zod'
import { memberOperation } from '#platform/operation'
import { savedViewId, savedViewView } from './saved-view.ts'
import { clearDefault, setDefault } from './saved-view-queries.ts'
import { viewById } from './view-of.ts'

export const chooseDefaultView = memberOperation({
  name: 'savedViews.chooseDefault',
  effect: 'writes',
  permission: 'savedViews.write',
  summary: 'Let your list open with this view, or no longer',
  input: z.strictObject({ id: savedViewId, isDefault: z.boolean() }),
  output: savedViewView,
  async run(ctx, { id, isDefault }) {
    const { memberId } = ctx.actor
    const view = await viewById(ctx, id)
    if (view.isDefault === isDefault) return view
    if (isDefault) await setDefault(ctx.db, { org_id: ctx.orgId, member_id: memberId, list: view.list, view_id: id })
    else await clearDefault(ctx.db, ctx.orgId, memberId, view.list)
    ctx.record({ type: 'saved_view.default_chosen', subject: `savedView:${id}`, data: { isDefault } })
    return { ...view, isDefault }
  },
})
