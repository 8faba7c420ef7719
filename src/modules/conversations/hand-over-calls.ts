import { z } from 'zod'
import { operation } from '#platform/operation'
import { handOverOpenCalls } from './due-call-queries.ts'

export const handOverCalls = operation({
  name: 'calls.handOver',
  effect: 'writes',
  permission: 'conversations.deliver',
  summary: 'Whoever sees to a promise from now on makes the calls about it',
  input: z.strictObject({ promiseId: z.uuid(), ownerId: z.uuid().nullable(), ownerTeamId: z.uuid().nullable() }),
  output: z.object({ calls: z.number().int() }),
  run: async (ctx, { promiseId, ownerId, ownerTeamId }) => ({
    calls: await handOverOpenCalls(ctx.db, ctx.orgId, promiseId, { owner_id: ownerId, owner_team_id: ownerTeamId }),
  }),
})
