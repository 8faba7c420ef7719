import { z } from 'zod'
import { LANGUAGES, timeZone, words } from '#platform/fields'
import { directoryOperation } from '#platform/operation'
import { country } from './country.ts'
import { currencyOf } from './currency.ts'
import { emailAddress } from './email-address.ts'
import { addressTaken, credentialExpired, credentialUnknown, credentialUsed } from './errors.ts'
import {
  ensureUserRow,
  findCredential,
  insertOrganization,
  lockCredential,
  markProven,
  organizationsOf,
  updateCredential,
} from './queries.ts'

/** What a new organization is described by. */
export const organizationInput = {
  name: words(200, 'Northside Repairs').meta({ description: 'As customers know it.' }),
  country: country.meta({ description: 'Where it works: decides holidays and the form of dates.' }),
  timeZone: timeZone.meta({ description: 'In which its days are counted.' }),
  language: z.enum(LANGUAGES).default('en').meta({ description: 'Of new members and contacts.' }),
}

/**
 * Enters a new organization and its owner in the directory. The set-up credential carries the ids from then on, so
 * that a set-up which was cut short goes on where it stopped instead of founding a second organization.
 * Nobody can enter the organization before its owner is a member of it.
 * @throws directory/link_*, directory/address_taken
 */
export const foundOrganization = directoryOperation({
  name: 'directory.foundOrganization',
  scope: 'directory',
  effect: 'writes',
  summary: 'Enter a new organization in the directory',
  input: z.strictObject({
    ...organizationInput,
    credentialId: z.uuid(),
    sample: z.boolean(),
    email: emailAddress,
    /** May the address be one that has organizations already? Only the operator may say so. */
    knownAddress: z.boolean(),
  }),
  output: z.object({ organizationId: z.uuid(), userId: z.uuid(), memberId: z.uuid() }),
  async run(ctx, input) {
    const credential = await lockCredential(ctx.db, input.credentialId)
    if (credential?.purpose !== 'set_up') throw credentialUnknown()
    if (credential.used_at !== null) throw credentialUsed()
    if (Temporal.Instant.compare(credential.expires_at, ctx.now) <= 0) throw credentialExpired()
    if (credential.org_id !== null) {
      const begun = await findCredential(ctx.db, input.credentialId)
      if (!begun?.org_id || !begun.user_id || !begun.member_id || begun.email !== input.email) throw credentialUsed()
      return { organizationId: begun.org_id, userId: begun.user_id, memberId: begun.member_id }
    }
    const userId = await ensureUserRow(ctx.db, ctx.newId(), input.email, ctx.now)
    const organizations = await organizationsOf(ctx.db, userId)
    if (!input.knownAddress && organizations.length > 0) throw addressTaken()
    await markProven(ctx.db, userId, ctx.now)
    const organizationId = ctx.newId()
    const memberId = ctx.newId()
    await insertOrganization(ctx.db, {
      id: organizationId,
      name: input.name,
      country: input.country,
      time_zone: input.timeZone,
      language: input.language,
      currency: currencyOf(input.country),
      sample: input.sample,
      created_at: ctx.now,
    })
    await updateCredential(ctx.db, credential.id, { org_id: organizationId, user_id: userId, member_id: memberId })
    return { organizationId, userId, memberId }
  },
})
