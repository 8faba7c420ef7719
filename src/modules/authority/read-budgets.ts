import { z } from 'zod'
import { findActiveMembers, memberNames } from '#modules/accounts'
import { amount, currencyCode, remediesOf, remedyId } from '#modules/playbooks'
import { type Context, operation } from '#platform/operation'
import { periodsOf } from './budget.ts'
import type { Limit } from './limits.ts'
import { isMonth, PERIOD } from './period.ts'
import { limitRows, spentRows } from './queries.ts'
import { limitPlace } from './schemas.ts'
import { type Spent, spentBy, spentIn } from './spent.ts'
import { limitOf } from './view.ts'

export const period = z
  .string()
  .regex(PERIOD, 'Must be a month or a year')
  .meta({ description: 'A month or a year, in the zone of the organization.', examples: ['2026-11'] })

const count = z
  .number()
  .int()
  .min(0)
  .meta({ examples: [3] })
const spent = {
  granted: count,
  amount: amount.meta({ description: 'Of all that was granted.' }),
  takenBack: count.meta({ description: 'Of these.', examples: [1] }),
  takenBackAmount: amount,
  used: amount.meta({ description: 'What counts against limits: granted and not taken back.' }),
}
const name = z
  .string()
  .nullable()
  .meta({ examples: ['Ana Ruiz'] })
const rest = {
  limit: amount.nullable().meta({ description: 'Of a month; null: there is none that holds for all.' }),
  left: amount.nullable().meta({ description: 'null: there is no limit.' }),
}

export const readBudgets = operation({
  name: 'budgets.read',
  effect: 'reads',
  permission: 'authority.read',
  summary: 'What was granted in a month or year: of the firm, by whom, of what, and what is left of its monthly limits',
  input: z.strictObject({ period: period.optional().meta({ description: 'Default: this month.' }) }),
  output: z.object({
    period,
    currency: currencyCode,
    total: z.object(spent),
    members: z.array(
      z.object({
        memberId: z.uuid().nullable().meta({ description: 'On whose authority; null: of programs.' }),
        memberName: name,
        ...spent,
        ...rest,
      }),
    ),
    remedies: z.array(z.object({ remedyId, remedyName: name.meta({ examples: ['Discount'] }), ...spent })),
    firmLimits: z
      .array(z.object({ ...limitPlace, remedyName: name, limit: amount, used: amount, left: amount }))
      .meta({ description: 'Lines of the matrix that limit what the firm grants in a month; none for a year.' }),
  }),
  async run(ctx, { period: asked }) {
    const { month, currency } = await periodsOf(ctx)
    const during = asked ?? month
    const rows = await spentRows(ctx.db, ctx.orgId, during)
    const limits = isMonth(during) ? (await limitRows(ctx.db, ctx.orgId)).map(limitOf) : []
    const byRemedy = spentBy(rows, (row) => row.remedyId)
    const ofFirm = limits.flatMap((line) =>
      line.amounts.firm_month === null ? [] : [{ ...line, limit: line.amounts.firm_month }],
    )
    const remedies = await remediesOf(ctx, [
      ...byRemedy.map(([id]) => id),
      ...ofFirm.flatMap((line) => line.remedyId ?? []),
    ])
    const nameOf = (id: string | null) => remedies.get(id ?? '')?.name ?? null
    const total = spentIn(rows)
    const usedOf = new Map(byRemedy.map(([id, { used }]) => [id, used]))
    return {
      period: during,
      currency,
      total,
      members: await membersOf(
        ctx,
        spentBy(rows, (row) => row.memberId),
        limits,
      ),
      remedies: byRemedy.map(([id, sum]) => ({ remedyId: id, remedyName: nameOf(id), ...sum })),
      firmLimits: ofFirm.map(({ role, situation, remedyId: of, limit }) => {
        const used = of === null ? total.used : (usedOf.get(of) ?? 0)
        return { role, situation, remedyId: of, remedyName: nameOf(of), limit, used, left: Math.max(0, limit - used) }
      }),
    }
  },
})

/** Whoever granted something, with the limit that holds for all they grant in a month. */
async function membersOf(ctx: Context, sums: [string | null, Spent][], limits: readonly Limit[]) {
  const ids = sums.flatMap(([id]) => id ?? [])
  const names = await memberNames(ctx, ids)
  const active = await findActiveMembers(ctx, ids)
  return sums.map(([id, sum]) => {
    const role = id === null ? 'program' : active.get(id)?.role
    const line = limits.find((one) => one.role === role && one.situation === null && one.remedyId === null)
    // Programs are limited each by itself.
    const limit = id === null ? null : (line?.amounts.member_month ?? null)
    const left = limit === null ? null : Math.max(0, limit - sum.used)
    return { memberId: id, memberName: names.get(id ?? '') ?? null, ...sum, limit, left }
  })
}
