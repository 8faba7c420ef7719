import type { Language } from '#platform/fields'
import type { Context } from '#platform/operation'
import { addPromise } from './add-promise.ts'
import { stillThere } from './cadence.ts'
import { repliesDeliveredAt, undeliveredOf } from './policy-queries.ts'
import { ANSWER_KINDS } from './schemas.ts'
import { stepsLike } from './steps.ts'

/** However little time was left, so much business time there is to answer anew. */
const LEAST_SECONDS = 3_600

/**
 * An answer that was sent at an instant reached nobody. What it kept stays kept, since nothing in a chain is undone; the
 * reply is owed anew, by the instant that was told, or, where that is over or nearly so, within a business hour.
 * @returns whether an answer about the matter is owed now
 */
export async function oweReplyAgain(ctx: Context, about: string, sentAt: Temporal.Instant): Promise<boolean> {
  const owed = await undeliveredOf(ctx.db, ctx.orgId, [about], ANSWER_KINDS)
  if (owed.length > 0) return true
  const [kept] = await repliesDeliveredAt(ctx.db, ctx.orgId, about, sentAt)
  if (!kept) return false
  const stands = Temporal.Instant.compare(kept.due_at, ctx.now.add({ seconds: LEAST_SECONDS })) > 0
  await addPromise(ctx, {
    kind: kept.kind,
    wording: kept.wording,
    language: kept.language as Language,
    ...(stands ? { dueAt: kept.due_at } : { businessSeconds: LEAST_SECONDS }),
    calendarId: kept.calendar_id ?? undefined,
    caveats: [],
    asksAnswer: false,
    about,
    beneficiary: 'customer',
    customerId: kept.customer_id ?? undefined,
    contactId: kept.contact_id ?? undefined,
    ownerId: await stillThere(ctx, kept.owner_id),
    ownerTeamId: kept.owner_team_id ?? undefined,
    basis: kept.basis,
    policy: kept.policy_id === null ? undefined : { id: kept.policy_id, version: kept.policy_version ?? 1 },
    steps: await stepsLike(ctx, kept),
    predecessor: null,
  })
  return true
}
