import { z } from 'zod'
import { operation } from '#platform/operation'
import { listName, savedViewView } from './saved-view.ts'
import { viewsOfList } from './saved-view-queries.ts'
import { viewsOf } from './view-of.ts'

export const listSavedViews = operation({
  name: 'savedViews.list',
  effect: 'reads',
  permission: 'savedViews.read',
  summary: 'Saved views of a list: your own, those of your teams, and everybody’s, by name',
  input: z.strictObject({ list: listName }),
  output: z.object({ items: z.array(savedViewView) }),
  run: async (ctx, { list }) => ({
    items: await viewsOf(ctx, await viewsOfList(ctx.db, ctx.orgId, list, ctx.actor.memberId)),
  }),
})
