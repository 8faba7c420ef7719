import { z } from 'zod'
import { activeMember } from '#modules/accounts'
import { organizationOf } from '#modules/directory'
import { notPermitted } from '#platform/errors'
import { type Context, memberOperation, operation } from '#platform/operation'
import { deputyDays, ownDeputy } from './errors.ts'
import { type DeputyRow, deleteDeputy, deputyRows, putDeputy } from './queries.ts'

/** Today, where the organization is. */
export async function today(ctx: Context): Promise<Temporal.PlainDate> {
  const { timeZone } = await organizationOf(ctx)
  return ctx.now.toZonedDateTimeISO(timeZone).toPlainDate()
}

/** Who answers for whom today. */
export const deputiesToday = async (ctx: Context): Promise<Map<string, string>> =>
  new Map((await deputyRows(ctx.db, ctx.orgId, await today(ctx))).map((row) => [row.member_id, row.deputy_id]))

const day = z.iso.date()
const deputyView = z.object({
  memberId: z.uuid().meta({ description: 'Who is away.' }),
  deputyId: z.uuid().meta({ description: 'Who answers for them.' }),
  fromDay: day.meta({ examples: ['2026-12-21'] }),
  toDay: day.meta({ description: 'The last day.', examples: ['2026-12-31'] }),
})

const viewOf = (row: DeputyRow) => ({
  memberId: row.member_id,
  deputyId: row.deputy_id,
  fromDay: row.from_day.toString(),
  toDay: row.to_day.toString(),
})

export const listDeputies = operation({
  name: 'authority.listDeputies',
  effect: 'reads',
  permission: 'authority.read',
  summary: 'Who answers for whom, and when',
  input: z.strictObject({}),
  output: z.object({ deputies: z.array(deputyView) }),
  run: async (ctx) => ({ deputies: (await deputyRows(ctx.db, ctx.orgId, null)).map(viewOf) }),
})

export const setDeputy = memberOperation({
  name: 'authority.setDeputy',
  effect: 'writes',
  permission: 'authority.deputize',
  summary: 'Say who answers approvals for you, or, as an owner, for a colleague, on some days',
  input: z.strictObject({
    memberId: z.uuid().optional().meta({ description: 'Who is away. Default: you. For others: owners only.' }),
    deputyId: z.uuid().meta({ description: 'Who answers.' }),
    fromDay: day.meta({ examples: ['2026-12-21'] }),
    toDay: day.meta({ examples: ['2026-12-31'] }),
  }),
  output: deputyView,
  async run(ctx, { memberId = ctx.actor.memberId, deputyId, fromDay, toDay }) {
    if (memberId !== ctx.actor.memberId && !ctx.actor.may('authority.write')) throw notPermitted('authority.write')
    if (deputyId === memberId) throw ownDeputy()
    await activeMember(ctx, memberId)
    await activeMember(ctx, deputyId)
    const [from, to] = [Temporal.PlainDate.from(fromDay), Temporal.PlainDate.from(toDay)]
    if (Temporal.PlainDate.compare(from, to) > 0 || Temporal.PlainDate.compare(to, await today(ctx)) < 0)
      throw deputyDays()
    const row = await putDeputy(ctx.db, {
      org_id: ctx.orgId,
      member_id: memberId,
      deputy_id: deputyId,
      from_day: from,
      to_day: to,
      created_at: ctx.now,
    })
    ctx.record({ type: 'authority.deputy_set', subject: `member:${memberId}`, data: { deputyId, fromDay, toDay } })
    return viewOf(row)
  },
})

export const removeDeputy = memberOperation({
  name: 'authority.removeDeputy',
  effect: 'writes',
  permission: 'authority.deputize',
  summary: 'You answer yourself again; as an owner: a colleague does',
  input: z.strictObject({ memberId: z.uuid().meta({ description: 'Who was away.' }) }),
  output: z.object({ removed: z.boolean().meta({ description: 'false: there was none.', examples: [true] }) }),
  async run(ctx, { memberId }) {
    if (memberId !== ctx.actor.memberId && !ctx.actor.may('authority.write')) throw notPermitted('authority.write')
    const { numDeletedRows } = await deleteDeputy(ctx.db, ctx.orgId, memberId)
    const removed = numDeletedRows > 0n
    if (removed) ctx.record({ type: 'authority.deputy_removed', subject: `member:${memberId}`, data: {} })
    return { removed }
  },
})
