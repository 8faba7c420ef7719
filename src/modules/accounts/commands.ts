import { z } from 'zod'
import {
  emailAddress,
  findFirstUser,
  findUser,
  makeCredential,
  organizationInput,
  useCredential,
} from '#modules/directory'
import { type Gate, parseInput } from '#platform/gate'
import { type Role, systemActor } from '#platform/operation'
import { createApiKey as createApiKeyOperation } from './create-api-key.ts'
import { unknownAddress } from './errors.ts'
import { type FollowUp, found } from './found.ts'
import { signInLink as credentialLink, setUpLink } from './links.ts'

const initInput = z.strictObject({
  ...organizationInput,
  ownerEmail: emailAddress,
  ownerName: z.string().trim().min(1).max(200).optional(),
  sample: z.boolean().default(false),
})

/**
 * `init`: creates an organization with its owner, without signing anybody in. The operator's word is enough: the
 * owner's address may be one that has other organizations.
 */
export async function init(
  gate: Gate,
  followUps: readonly FollowUp[],
  raw: z.input<typeof initInput>,
): Promise<{ organizationId: string; memberId: string }> {
  const { ownerEmail, ownerName, ...organization } = parseInput(initInput, raw)
  const { id } = await gate.runNarrow(makeCredential, { purpose: 'set_up' })
  const owner = { email: ownerEmail, name: ownerName ?? ownerEmail.split('@')[0] ?? ownerEmail }
  const founded = await found(gate, followUps, id, { ...organization, owner }, { knownAddress: true })
  await gate.runNarrow(useCredential, { id, proves: false })
  return { organizationId: founded.organization.id, memberId: founded.memberId }
}

const apiKeyInput = z.strictObject({ org: z.uuid(), role: z.string(), name: z.string() })

/** `api-key create`: makes an API key. @returns the key, shown this once */
export async function createApiKey(gate: Gate, raw: { org: string; role: Role; name: string }): Promise<string> {
  const { org, ...input } = parseInput(apiKeyInput, raw)
  const { key } = await gate.run(createApiKeyOperation, systemActor(org, 'command line'), input)
  if (key === null) throw new Error('A key is shown when it is made.')
  return key
}

/** `sign-in EMAIL`: a one-time sign-in link. @throws accounts/unknown_address */
export async function signInLink(gate: Gate, email: string): Promise<{ link: string; expiresAt: string }> {
  const { user } = await gate.runNarrow(findUser, { email })
  if (!user) throw unknownAddress()
  return linkFor(gate, user.id)
}

/** What `start` prints: a link to set up the first organization, else one that signs in who has been here longest. */
export async function startLink(
  gate: Gate,
): Promise<{ purpose: 'set_up' | 'sign_in'; link: string; expiresAt: string }> {
  const { user } = await gate.runNarrow(findFirstUser, {})
  if (user) return { purpose: 'sign_in', ...(await linkFor(gate, user.id)) }
  const { id, expiresAt } = await gate.runNarrow(makeCredential, { purpose: 'set_up' })
  return { purpose: 'set_up', link: setUpLink(gate.instance, id), expiresAt }
}

async function linkFor(gate: Gate, userId: string): Promise<{ link: string; expiresAt: string }> {
  const { id, expiresAt } = await gate.runNarrow(makeCredential, { purpose: 'sign_in', userId })
  return { link: credentialLink(gate.instance, id, 'handed'), expiresAt }
}
