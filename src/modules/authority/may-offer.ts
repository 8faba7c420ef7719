import { z } from 'zod'
import { survivorIdOf } from '#modules/customers'
import { currencyCode, offeredRemedies, remedyId } from '#modules/playbooks'
import { about } from '#modules/promises'
import { operation } from '#platform/operation'
import { granterOf, leftNow, periodsOf } from './budget.ts'
import { suffices } from './limits.ts'
import { leftView, situation } from './schemas.ts'

export const mayOffer = operation({
  name: 'authority.mayOffer',
  effect: 'reads',
  permission: 'remedies.read',
  summary: 'What you may offer a customer about a matter by yourself, with what is left of each limit',
  input: z.strictObject({
    about,
    customerId: z.uuid().meta({ description: 'To whom.' }),
    situation: situation.default('broken'),
  }),
  output: z.object({
    currency: currencyCode,
    offers: z.array(
      z.object({
        remedyId,
        left: leftView,
        alone: z.boolean().meta({ description: 'false: a colleague has to be asked.', examples: [true] }),
      }),
    ),
  }),
  async run(ctx, { about: matter, customerId, situation: why }) {
    const granter = granterOf(ctx.actor)
    const { year, month, currency } = await periodsOf(ctx)
    const remedies = await offeredRemedies(ctx)
    const left = await leftNow(
      ctx,
      { about: matter, customerId: await survivorIdOf(ctx, customerId), granterKey: granter.key, year, month },
      { role: granter.role, situation: why },
      remedies.map(({ id }) => id),
    )
    const offers = remedies.map(({ id, cost }) => {
      const rest = left.get(id) ?? { amount: 0, by: null }
      return { remedyId: id, left: rest, alone: cost === null ? rest.amount !== 0 : suffices(rest, cost) }
    })
    return { currency, offers }
  },
})
