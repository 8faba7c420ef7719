import { z } from 'zod'
import { operation } from '#platform/operation'
import { lockRequest, updateRequestRow } from './queries.ts'
import { requestId } from './schemas.ts'

export const identifyRequest = operation({
  name: 'requests.identify',
  effect: 'writes',
  permission: 'requests.receive',
  summary: 'Somebody said who wrote: the request is theirs, where it is nobody’s yet',
  input: z.strictObject({ id: requestId, customerId: z.uuid(), contactId: z.uuid() }),
  output: z.object({ identified: z.boolean() }),
  async run(ctx, { id, customerId, contactId }) {
    const row = await lockRequest(ctx.db, ctx.orgId, id)
    if (!row || row.customer_id !== null) return { identified: false }
    await updateRequestRow(ctx.db, ctx.orgId, id, { customer_id: customerId, contact_id: contactId })
    ctx.record({
      type: 'request.changed',
      subject: `request:${id}`,
      data: { fields: ['customer_id', 'contact_id'] },
    })
    return { identified: true }
  },
})
