import { z } from 'zod'
import { operation } from '#platform/operation'
import { alreadyClosed, followedAlready, requestNotFound } from './errors.ts'
import { lockRequest, updateRequestRow } from './queries.ts'
import { requestId, requestView } from './schemas.ts'
import { viewById } from './view.ts'

export const adoptRequest = operation({
  name: 'requests.adopt',
  effect: 'writes',
  permission: 'requests.adopt',
  summary: 'Take an open imported request into the daily work',
  input: z.strictObject({ id: requestId }),
  output: requestView,
  async run(ctx, { id }) {
    const row = await lockRequest(ctx.db, ctx.orgId, id)
    if (!row) throw requestNotFound()
    if (row.followed) throw followedAlready()
    if (row.status === 'closed') throw alreadyClosed()
    await updateRequestRow(ctx.db, ctx.orgId, id, { followed: true, owner_id: row.owner_id ?? ctx.actor.memberId })
    ctx.record({ type: 'request.adopted', subject: `request:${id}`, data: {} })
    return viewById(ctx, id)
  },
})
