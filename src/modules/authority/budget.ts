import { customerIdsOf } from '#modules/customers'
import { organizationOf } from '#modules/directory'
import type { Actor, Context } from '#platform/operation'
import {
  type AuthorityRole,
  DIMENSIONS,
  type Dimension,
  type Left,
  leftOf,
  limitFor,
  type Situation,
  type Used,
} from './limits.ts'
import { addUse, limitRows, type UseKey, type UseRow, usedOf } from './queries.ts'
import { limitOf } from './view.ts'

/** Stands for every remedy. */
const ALL = '00000000-0000-0000-0000-000000000000'

/** Whose limits something is taken from. */
export type Granter = { readonly key: string; readonly memberId: string | null; readonly role: AuthorityRole }

export const granterOf = ({ kind, id, role, memberId }: Actor): Granter =>
  memberId !== null && role !== null && role !== 'viewer'
    ? { key: `member:${memberId}`, memberId, role }
    : { key: `${kind}:${id}`, memberId: null, role: 'program' }

/** The year and the month that a grant of now counts in, in the organization's zone. */
export async function periodsOf(ctx: Context): Promise<{ year: string; month: string; currency: string }> {
  const { timeZone, currency } = await organizationOf(ctx)
  const day = ctx.now.toZonedDateTimeISO(timeZone).toPlainDate().toString()
  return { year: day.slice(0, 4), month: day.slice(0, 7), currency }
}

export type Counted = {
  about: string
  customerId: string
  granterKey: string
  year: string
  month: string
}

const keysOf = ({
  about,
  customerId,
  granterKey,
  year,
  month,
}: Counted): Pick<UseKey, 'dimension' | 'key' | 'period'>[] => [
  { dimension: 'customer_year', key: customerId, period: year },
  { dimension: 'firm_month', key: '', period: month },
  { dimension: 'member_month', key: granterKey, period: month },
  { dimension: 'request', key: about, period: '' },
]

/** The sums that a grant counts in, in the order of their keys. */
export const sumsOf = (counted: Counted, remedyId: string): UseKey[] =>
  keysOf(counted).flatMap((key) => [ALL, remedyId].map((remedy_id) => ({ ...key, remedy_id })))

/** Of whomever a customer was merged with, too. */
const sumIn = (rows: readonly UseRow[], dimension: Dimension, remedyId: string): number =>
  rows
    .filter((row) => row.dimension === dimension && row.remedy_id === remedyId)
    .reduce((sum, { amount }) => sum + amount, 0)

/** What was granted to those who were merged into a customer: nothing is granted to them any more. */
async function usedOfMerged(ctx: Context, { customerId, year }: Counted): Promise<UseRow[]> {
  const merged = (await customerIdsOf(ctx, customerId)).filter((id) => id !== customerId)
  if (merged.length === 0) return []
  const keys = merged.map((key) => ({ dimension: 'customer_year', key, period: year }))
  return usedOf(ctx.db, ctx.orgId, keys)
}

function usedIn(rows: readonly UseRow[], remedyId: string): Used {
  const of = (id: string) =>
    Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, sumIn(rows, dimension, id)])) as Used['ofAll']
  return { ofRemedy: of(remedyId), ofAll: of(ALL) }
}

/** Locks the sums that a grant counts in and says what is left of it for a granter. What is then added is sure to fit. */
export async function lockedLeft(
  ctx: Context,
  counted: Counted,
  { role, situation, remedyId }: { role: AuthorityRole; situation: Situation; remedyId: string },
): Promise<Left> {
  const sums = await addUse(
    ctx.db,
    ctx.orgId,
    sumsOf(counted, remedyId).map((key) => ({ ...key, amount: 0 })),
  )
  const used = [...sums, ...(await usedOfMerged(ctx, counted))]
  const limits = (await limitRows(ctx.db, ctx.orgId)).map(limitOf)
  return leftOf(limitFor(limits, { role, situation, remedyId }), role, usedIn(used, remedyId))
}

/** What is left of several remedies for a granter, as things stand now: somebody else may be quicker. */
export async function leftNow(
  ctx: Context,
  counted: Counted,
  { role, situation }: { role: AuthorityRole; situation: Situation },
  remedyIds: readonly string[],
): Promise<Map<string, Left>> {
  const sums = [...(await usedOf(ctx.db, ctx.orgId, keysOf(counted))), ...(await usedOfMerged(ctx, counted))]
  const limits = (await limitRows(ctx.db, ctx.orgId)).map(limitOf)
  return new Map(
    remedyIds.map((remedyId) => [
      remedyId,
      leftOf(limitFor(limits, { role, situation, remedyId }), role, usedIn(sums, remedyId)),
    ]),
  )
}
