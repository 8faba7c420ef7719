import { organizationOf } from '#modules/directory'
import type { Context } from '#platform/operation'
import { nameTaken, wordingMissing } from './errors.ts'
import { reasonWithName } from './reason-queries.ts'
import type { Wording } from './remedy.ts'

/** @throws playbooks/wording_missing, playbooks/name_taken */
export async function checkReason(
  ctx: Context,
  reason: { name: string; why: Wording },
  id: string | null,
): Promise<void> {
  const { language } = await organizationOf(ctx)
  if (!reason.why[language]) throw wordingMissing(language, 'why')
  const named = await reasonWithName(ctx.db, ctx.orgId, reason.name)
  if (named && named.id !== id) throw nameTaken()
}
