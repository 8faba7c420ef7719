import { z } from 'zod'
import { credentialUnknown, emailAddress, openCredential, organizationInput, useCredential } from '#modules/directory'
import { type Door, doorOperation } from '#platform/routes'
import { enterAs, entryView } from './enter.ts'
import { type FollowUp, found } from './found.ts'
import { memberName } from './member.ts'
import { token } from './sign-in.ts'

const input = z.strictObject({
  token: token.meta({ description: 'Of the set-up link that "start" prints: what follows its #.' }),
  ...organizationInput,
  sample: z
    .boolean()
    .default(false)
    .meta({ description: 'Fill it with the sample business.', examples: [false] }),
  owner: z.strictObject({ name: memberName, email: emailAddress }),
})

/**
 * Creates an organization with its owner and signs the owner in. `followUps` belong to higher modules; the
 * composition root knows them.
 * @throws directory/link_*, directory/address_taken
 */
export const createOrganizationWith = (followUps: readonly FollowUp[]) =>
  doorOperation({
    name: 'organizations.create',
    scope: 'door',
    effect: 'writes',
    summary: 'Set up a new organization',
    input,
    output: entryView,
    async run(door: Door, { token, ...organization }: z.output<typeof input>) {
      const opened = openCredential(door.instance.keys, token)
      if (!opened) throw credentialUnknown()
      const { id } = opened
      // Whoever sets up an organization has not shown that the address is theirs: one with an account is refused.
      const { organization: founded, memberId } = await found(door, followUps, id, organization, {
        knownAddress: false,
      })
      await door.runNarrow(useCredential, { id, proves: false })
      return enterAs(door, founded.id, memberId)
    },
  })
