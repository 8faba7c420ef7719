import { z } from 'zod'
import { apiKeyNames, memberNames } from '#modules/accounts'
import { operation } from '#platform/operation'
import { consentFields, consentView, viewOfConsent } from './consent.ts'
import { consentsOf } from './consent-queries.ts'
import { contactNotFound } from './errors.ts'
import { findContact } from './queries.ts'
import { contactId } from './schemas.ts'

const MOST = 500

export const listConsents = operation({
  name: 'contacts.listConsents',
  effect: 'reads',
  permission: 'customers.read',
  summary: 'What a contact consented to and withdrew, the latest first',
  input: z.strictObject({ id: contactId, purpose: consentFields.purpose.optional() }),
  output: z.object({ items: z.array(consentView) }),
  async run(ctx, { id, purpose }) {
    if (!(await findContact(ctx.db, ctx.orgId, id))) throw contactNotFound()
    const rows = await consentsOf(ctx.db, ctx.orgId, id, purpose, MOST)
    const by = (kind: string) => [...new Set(rows.filter((row) => row.actor_kind === kind).map((row) => row.actor_id))]
    const [members, keys] = await Promise.all([memberNames(ctx, by('member')), apiKeyNames(ctx, by('apiKey'))])
    const names = new Map([...members, ...keys])
    return { items: rows.map((row) => viewOfConsent(row, names)) }
  },
})
