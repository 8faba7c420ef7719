import { z } from 'zod'
import { memberOperation } from '#platform/operation'
import { lockCall, updateCall } from './due-call-queries.ts'
import { callId, callView } from './due-call-schemas.ts'
import { viewsOfCalls } from './due-call-views.ts'
import { callNotFound, callOver } from './errors.ts'

export const takeCall = memberOperation({
  name: 'calls.take',
  effect: 'writes',
  permission: 'conversations.write',
  summary: 'Say that you make a call',
  input: z.strictObject({ id: callId }),
  output: callView,
  async run(ctx, { id }) {
    const { memberId } = ctx.actor
    const row = await lockCall(ctx.db, ctx.orgId, id)
    if (!row) throw callNotFound()
    if (row.state !== 'open') throw callOver(row.state)
    if (row.owner_id !== memberId) {
      await updateCall(ctx.db, ctx.orgId, id, { owner_id: memberId, owner_team_id: null })
      ctx.record({ type: 'call.taken', subject: `call:${id}`, about: row.about, data: { memberId } })
    }
    const taken = { ...row, owner_id: memberId, owner_team_id: null }
    const [view] = await viewsOfCalls(ctx, [taken])
    if (!view) throw callNotFound()
    return { ...view, version: row.version + (row.owner_id === memberId ? 0 : 1) }
  },
})
