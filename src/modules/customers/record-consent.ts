import { z } from 'zod'
import { instant } from '#platform/fields'
import { operation } from '#platform/operation'
import { consentFields } from './consent.ts'
import { consentsOf, insertConsent } from './consent-queries.ts'
import { consentLater, contactNotFound } from './errors.ts'
import { lockContact, updateContactRow } from './queries.ts'
import { contactId, contactView } from './schemas.ts'
import { viewOfOne } from './view.ts'

/** Adds to the record of what a contact consents to. It stands as they said last, not as it was recorded last. */
export const recordConsent = operation({
  name: 'contacts.recordConsent',
  effect: 'writes',
  permission: 'contacts.update',
  summary: 'Record that a contact gives or withdraws consent',
  input: z.strictObject({
    id: contactId,
    ...consentFields,
    occurredAt: instant
      .optional()
      .meta({ description: 'When they said it; now, if left out.', examples: ['2026-01-15T10:00:00Z'] }),
  }),
  output: contactView,
  async run(ctx, { id, purpose, given, channel, words, occurredAt = ctx.now }) {
    if (Temporal.Instant.compare(occurredAt, ctx.now) > 0) throw consentLater()
    const present = await lockContact(ctx.db, ctx.orgId, id)
    if (!present) throw contactNotFound()
    const said = { purpose, given, channel, words, occurred_at: occurredAt }
    await insertConsent(ctx.db, {
      ...{ org_id: ctx.orgId, id: ctx.newId(), contact_id: id, ...said, recorded_at: ctx.now },
      ...{ actor_kind: ctx.actor.kind, actor_id: ctx.actor.id },
    })
    const [last] = await consentsOf(ctx.db, ctx.orgId, id, purpose, 1)
    const row = await updateContactRow(ctx.db, ctx.orgId, id, {
      [purpose === 'news' ? 'news_consent' : 'feedback_consent']: last?.given ?? given,
    })
    ctx.record({
      type: given ? 'consent.given' : 'consent.withdrawn',
      subject: `contact:${id}`,
      about: `customer:${present.customer_id}`,
      data: { purpose, channel, occurredAt: occurredAt.toString() },
    })
    return viewOfOne(ctx, row)
  },
})
