export const SITUATIONS = ['broken', 'at_risk', 'complaint', 'goodwill'] as const
export type Situation = (typeof SITUATIONS)[number]

export const AUTHORITY_ROLES = ['owner', 'lead', 'frontline', 'program'] as const
export type AuthorityRole = (typeof AUTHORITY_ROLES)[number]

export const DIMENSIONS = ['request', 'customer_year', 'firm_month', 'member_month'] as const
export type Dimension = (typeof DIMENSIONS)[number]
export type PerDimension<T> = Readonly<Record<Dimension, T>>

/** One line of the matrix; amounts in minor units, null where there is no limit of that sort. */
export type Limit = {
  readonly role: AuthorityRole
  readonly situation: Situation | null
  readonly remedyId: string | null
  readonly amounts: PerDimension<number | null>
}

/** What was granted, per dimension: of one remedy, and of all. */
export type Used = { readonly ofRemedy: PerDimension<number>; readonly ofAll: PerDimension<number> }

/** What may be granted of a remedy: null is without limit; `by` says which limit leaves the least. */
export type Left = { readonly amount: number | null; readonly by: Dimension | null }

export const NOTHING: Left = { amount: 0, by: null }

/** The line that speaks: for this remedy before for all, then for this situation before for every one. */
export function limitFor(
  limits: readonly Limit[],
  { role, situation, remedyId }: { role: AuthorityRole; situation: Situation; remedyId: string },
): Limit | null {
  const rank = (limit: Limit): number => (limit.remedyId === null ? 0 : 2) + (limit.situation === null ? 0 : 1)
  const fitting = limits.filter(
    (limit) =>
      limit.role === role &&
      (limit.remedyId === null || limit.remedyId === remedyId) &&
      (limit.situation === null || limit.situation === situation),
  )
  return fitting.reduce<Limit | null>((best, limit) => (best && rank(best) >= rank(limit) ? best : limit), null)
}

/** What a line leaves: the smallest of what its limits leave, never less than nothing. */
export function leftOf(limit: Limit | null, role: AuthorityRole, used: Used): Left {
  if (limit === null) return role === 'owner' ? { amount: null, by: null } : NOTHING
  const counted = limit.remedyId === null ? used.ofAll : used.ofRemedy
  let left: Left = { amount: null, by: null }
  for (const by of DIMENSIONS) {
    const most = limit.amounts[by]
    if (most === null) continue
    const rest = Math.max(0, most - counted[by])
    if (left.amount === null || rest < left.amount) left = { amount: rest, by }
  }
  return left
}

/** What costs nothing needs no authority. */
export const suffices = (left: Left, amount: number): boolean =>
  amount === 0 || left.amount === null || amount <= left.amount
