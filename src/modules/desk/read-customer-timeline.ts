import { z } from 'zod'
import { customerIdsOf, getCustomer } from '#modules/customers'
import { operation } from '#platform/operation'
import { cursorKeys, pageInput, pageOf } from '#platform/pages'
import { newestOfCustomers } from './customer-queries.ts'
import { TIMELINE_CHANNELS } from './timeline.ts'
import { show, timelinePage } from './timeline-page.ts'
import { timelineEntry } from './timeline-schemas.ts'

export const readCustomerTimeline = operation({
  name: 'desk.readCustomerTimeline',
  effect: 'reads',
  permission: 'customers.read',
  summary: 'Everything that happened with a customer on every channel and in every request, newest first',
  input: z.strictObject({
    id: z.uuid().meta({ description: 'The customer.' }),
    ...pageInput,
    show,
    channel: z
      .enum(TIMELINE_CHANNELS)
      .optional()
      .meta({ description: 'Only what was said on this channel. Default: everything.', examples: ['email'] }),
  }),
  output: pageOf(timelineEntry),
  async run(ctx, { id, limit, cursor, ...choice }) {
    await getCustomer.run(ctx, { id })
    const before = cursorKeys(cursor, 1)?.[0] ?? null
    const sees = {
      requests: ctx.actor.may('requests.read'),
      conversations: ctx.actor.may('conversations.read'),
      promises: ctx.actor.may('promises.read'),
    }
    const rows = await newestOfCustomers(ctx.db, ctx.orgId, await customerIdsOf(ctx, id), sees, before, limit + 1)
    return timelinePage(ctx, rows, limit, choice)
  },
})
