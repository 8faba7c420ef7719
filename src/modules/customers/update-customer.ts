import { z } from 'zod'
import { stale } from '#platform/errors'
import { operation } from '#platform/operation'
import { customerNotFound } from './errors.ts'
import { lockCustomer, updateCustomerRow } from './queries.ts'
import { customerFields, customerView, edit } from './schemas.ts'
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
  }),
  output: customerView,
  async run(ctx, { id, ifVersion, ...change }) {
    const present = await lockCustomer(ctx.db, ctx.orgId, id)
    if (!present) throw customerNotFound()
    if (ifVersion !== undefined && ifVersion !== present.version) throw stale('customers', 'customer', present.version)
    const row = await updateCustomerRow(ctx.db, ctx.orgId, id, {
      name: change.name ?? present.name,
      kind: change.kind ?? present.kind,
      note: change.note ?? present.note,
    })
    ctx.record({ type: 'customer.updated', subject: `customer:${id}`, data: { changed: Object.keys(change) } })
    const [view] = await viewsOf(ctx, [row])
    if (!view) throw customerNotFound()
    return view
  },
})
