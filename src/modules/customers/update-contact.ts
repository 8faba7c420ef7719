import { z } from 'zod'
import { stale } from '#platform/errors'
import { ifVersion } from '#platform/fields'
import { operation } from '#platform/operation'
import { contactNotFound, contactOfMerged } from './errors.ts'
import { survivorIdOf } from './one-customer.ts'
import { columnsOf } from './preferences.ts'
import { clearPrimary, lockContact, updateContactRow } from './queries.ts'
import { contactFields, contactId, contactView } from './schemas.ts'
import { viewOfOne } from './view.ts'

const { isPrimary: _, ...fields } = contactFields

export const updateContact = operation({
  name: 'contacts.update',
  effect: 'writes',
  permission: 'contacts.update',
  summary: 'Change a contact',
  input: z.strictObject({
    id: contactId,
    ifVersion,
    ...z.object(fields).partial().shape,
    isPrimary: z
      .literal(true)
      .optional()
      .meta({ description: 'Makes it the primary one. To end that, make another the primary one.' }),
  }),
  output: contactView,
  async run(ctx, { id, ifVersion: version, ...change }) {
    const present = await lockContact(ctx.db, ctx.orgId, id)
    if (!present) throw contactNotFound()
    if (version !== undefined && version !== present.version) throw stale('customers', 'contact', present.version)
    if (change.isPrimary && (await survivorIdOf(ctx, present.customer_id)) !== present.customer_id)
      throw contactOfMerged()
    if (change.isPrimary && !present.is_primary) await clearPrimary(ctx.db, ctx.orgId, present.customer_id)
    const row = await updateContactRow(ctx.db, ctx.orgId, id, {
      name: change.name ?? present.name,
      email: change.email === undefined ? present.email : change.email,
      phone: change.phone === undefined ? present.phone : change.phone,
      language: change.language ?? present.language,
      time_zone: change.timeZone ?? present.time_zone,
      ...columnsOf(change),
      is_primary: change.isPrimary ?? present.is_primary,
      // Another address, or the same one typed anew: it is tried again.
      ...(change.email === undefined ? {} : { bounced_at: null, bounce_reason: null }),
    })
    ctx.record({
      type: 'contact.updated',
      subject: `contact:${id}`,
      about: `customer:${present.customer_id}`,
      data: { changed: Object.keys(change) },
    })
    return viewOfOne(ctx, row)
  },
})
