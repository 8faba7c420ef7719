import { z } from 'zod'
import { quoteDate, quoteView } from '#modules/forecast'
import { serviceNames } from '#modules/services'
import { operation } from '#platform/operation'
import { requestNotFound } from './errors.ts'
import { findRequest } from './queries.ts'
import { requestId } from './schemas.ts'

export const quoteRequest = operation({
  name: 'requests.quote',
  effect: 'reads',
  permission: 'promises.make',
  summary: 'Dates at 50, 80 and 90 % confidence from the history of similar requests, and what they rest on',
  input: z.strictObject({ id: requestId }),
  output: quoteView,
  async run(ctx, { id }) {
    const row = await findRequest(ctx.db, ctx.orgId, id)
    if (!row) throw requestNotFound()
    const service =
      row.service_id === null ? '' : ((await serviceNames(ctx, [row.service_id])).get(row.service_id) ?? '')
    const { category, subcategory, channel, priority, team, area } = row
    return quoteDate(ctx, {
      features: { service, category, subcategory, channel, priority, team, area },
      startAt: row.opened_at,
      ...(row.service_id === null ? {} : { serviceId: row.service_id }),
    })
  },
})
