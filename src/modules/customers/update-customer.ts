import { z } from 'zod'
import { calendarClock } from '#modules/calendars'
import { stale } from '#platform/errors'
import { operation } from '#platform/operation'
import { customerNotFound } from './errors.ts'
import { lockCustomer, updateCustomerRow } from './queries.ts'
import { calendarId, customerFields, customerView, edit, segment } from './schemas.ts'
import { viewsOf } from './view.ts'

export const updateCustomer = operation({
  name: 'customers.update',
  effect: 'writes',
  permission: 'customers.update',
  summary: 'Change a customer',
  input: z.strictObject({
    ...edit,
    name: customerFields.name.optional(),
    kind: customerFields.kind.optional(),
    note: customerFields.note.optional(),
    segment: segment.optional(),
    calendarId: calendarId.optional(),
  }),
  output: customerView,
  async run(ctx, { id: asked, ifVersion, ...change }) {
    const present = await lockCustomer(ctx.db, ctx.orgId, asked)
    if (!present) throw customerNotFound()
    const { id } = present
    if (ifVersion !== undefined && ifVersion !== present.version) throw stale('customers', 'customer', present.version)
    if (change.calendarId) await calendarClock(ctx, change.calendarId)
    const row = await updateCustomerRow(ctx.db, ctx.orgId, id, {
      name: change.name ?? present.name,
      kind: change.kind ?? present.kind,
      note: change.note ?? present.note,
      segment: change.segment ?? present.segment,
      calendar_id: change.calendarId === undefined ? present.calendar_id : change.calendarId,
    })
    ctx.record({ type: 'customer.updated', subject: `customer:${id}`, data: { changed: Object.keys(change) } })
    const [view] = await viewsOf(ctx, [row])
    if (!view) throw customerNotFound()
    return view
  },
})
