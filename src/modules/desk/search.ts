import { z } from 'zod'
import { searchCustomers } from '#modules/customers'
import { searchRequests } from '#modules/requests'
import { operation } from '#platform/operation'

const id = z.uuid().meta({ examples: ['01938c1e-7a00-7000-8000-000000000001'] })

export const search = operation({
  name: 'desk.search',
  effect: 'reads',
  permission: 'desk.read',
  summary: 'Customers and requests that somebody means by what they typed, the likeliest first',
  input: z.strictObject({
    q: z
      .string()
      .max(200)
      .meta({
        description:
          'Words, beginnings or other forms of words, a number, an address, a telephone number. Accents may be left out; slips are forgiven.',
        examples: ['boiler gonzales'],
      }),
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(50)
      .default(6)
      .meta({ description: 'At most so many of each.', examples: [6] }),
  }),
  output: z.object({
    customers: z.array(
      z.object({
        id,
        name: z.string().meta({ examples: ['Ana González'] }),
        detail: z
          .string()
          .nullable()
          .meta({ description: 'An address or a telephone number.', examples: ['ana@example.com'] }),
      }),
    ),
    requests: z.array(
      z.object({
        id,
        number: z
          .number()
          .int()
          .meta({ examples: [1042] }),
        subject: z.string().meta({ examples: ['Boiler makes a knocking noise'] }),
        status: z.enum(['open', 'closed']),
        customerName: z
          .string()
          .nullable()
          .meta({ examples: ['Ana González'] }),
      }),
    ),
  }),
  async run(ctx, { q, limit }) {
    const may = (permission: string) => ctx.actor.may(permission)
    const [customers, requests] = await Promise.all([
      may('customers.read') ? searchCustomers(ctx, q, limit) : [],
      may('requests.read') ? searchRequests(ctx, q, limit) : [],
    ])
    return { customers, requests }
  },
})
