import { z } from 'zod'
import { operation } from '#platform/operation'
import { customerId, customerView } from './schemas.ts'
import { viewById } from './view.ts'

export const getCustomer = operation({
  name: 'customers.get',
  effect: 'reads',
  permission: 'customers.read',
  summary: 'A customer with its contacts',
  input: z.strictObject({ id: customerId }),
  output: customerView,
  run: (ctx, { id }) => viewById(ctx, id),
})
