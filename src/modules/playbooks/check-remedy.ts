import { organizationOf } from '#modules/directory'
import type { Context } from '#platform/operation'
import { nameTaken, noAmount, onlyCreditsExpire, wordingMissing } from './errors.ts'
import { remedyWithName } from './queries.ts'
import type { RemedyKind, Wording } from './remedy.ts'

/** @throws playbooks/no_amount, playbooks/only_credits_expire, playbooks/wording_missing, playbooks/name_taken */
export async function checkRemedy(
  ctx: Context,
  remedy: { kind: RemedyKind; name: string; cost: number | null; wording: Wording; validDays: number | null },
  id: string | null,
): Promise<void> {
  if (remedy.kind === 'apology' && remedy.cost !== 0) throw noAmount()
  if (remedy.validDays !== null && remedy.kind !== 'credit') throw onlyCreditsExpire()
  const { language } = await organizationOf(ctx)
  if (!remedy.wording[language]) throw wordingMissing(language, 'wording')
  const named = await remedyWithName(ctx.db, ctx.orgId, remedy.name)
  if (named && named.id !== id) throw nameTaken()
}
