import { type RemedyView, remediesOf } from '#modules/playbooks'
import { textOf, textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import type { AuthorityRole, Limit, Situation } from './limits.ts'
import type { GrantRow, LimitRow } from './queries.ts'
import type { GrantView } from './schemas.ts'

const number = (amount: number | string | null): number | null => (amount === null ? null : Number(amount))

export const limitOf = (row: LimitRow): Limit => ({
  role: row.role as AuthorityRole,
  situation: row.situation as Situation | null,
  remedyId: row.remedy_id,
  amounts: {
    request: number(row.per_request),
    customer_year: number(row.per_customer_year),
    firm_month: number(row.per_firm_month),
    member_month: number(row.per_member_month),
  },
})

export function viewOfLimit(row: LimitRow) {
  const { role, situation, remedyId, amounts } = limitOf(row)
  return {
    id: row.id,
    role,
    situation,
    remedyId,
    perRequest: amounts.request,
    perCustomerYear: amounts.customer_year,
    perFirmMonth: amounts.firm_month,
    perMemberMonth: amounts.member_month,
    version: row.version,
  }
}

export async function viewsOfGrants(ctx: Context, rows: readonly GrantRow[]): Promise<GrantView[]> {
  const remedies = await remediesOf(
    ctx,
    rows.map((row) => row.remedy_id),
  )
  return rows.map((row) => grantWith(row, remedies))
}

export const viewOfGrant = async (ctx: Context, row: GrantRow): Promise<GrantView> =>
  grantWith(row, await remediesOf(ctx, [row.remedy_id]))

function grantWith(row: GrantRow, remedies: ReadonlyMap<string, RemedyView>): GrantView {
  return {
    id: row.id,
    state: row.state as GrantView['state'],
    about: row.about,
    customerId: row.customer_id,
    remedyId: row.remedy_id,
    remedyName: remedies.get(row.remedy_id)?.name ?? '',
    situation: row.situation as Situation,
    amount: Number(row.amount),
    currency: row.currency,
    forPromiseId: row.for_promise_id,
    promiseId: row.promise_id,
    reason: row.reason,
    grantedBy: row.granted_by_member,
    approvalId: row.approval_id,
    expiresOn: row.expires_on?.toString() ?? null,
    takenBackAt: textOrNull(row.taken_back_at),
    takenBackReason: row.taken_back_reason,
    createdAt: textOf(row.created_at),
  }
}
