import { foundOrganization, type OrganizationView } from '#modules/directory'
import type { Gate } from '#platform/gate'
import { systemActor } from '#platform/operation'
import { addOwner } from './add-owner.ts'

/**
 * What higher modules do for a new organization (a default calendar, the sample business). It may be called again for
 * the same organization after a set-up that was cut short: then it does what is missing.
 */
export type FollowUp = (gate: Gate, organization: OrganizationView) => Promise<void>

export type NewOrganization = {
  name: string
  country: string
  timeZone: string
  language: OrganizationView['language']
  sample: boolean
  owner: { name: string; email: string }
}

/** Founds an organization under a set-up credential, which is left to be used. @throws directory/link_*, directory/address_taken */
export async function found(
  gate: Gate,
  followUps: readonly FollowUp[],
  credentialId: string,
  input: NewOrganization,
  options: { knownAddress: boolean },
): Promise<{ organization: OrganizationView; memberId: string }> {
  const { owner, ...organization } = input
  const ids = await gate.runNarrow(foundOrganization, { ...organization, ...options, credentialId, email: owner.email })
  const { organizationId, userId, memberId } = ids
  const founded = await gate.run(addOwner, systemActor(organizationId, 'set-up'), {
    memberId,
    userId,
    email: owner.email,
    name: owner.name,
    language: input.language,
  })
  for (const followUp of followUps) await followUp(gate, founded)
  return { organization: founded, memberId }
}
