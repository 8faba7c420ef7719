import { z } from 'zod'
import { listOrganizationsOfUser, organizationView } from '#modules/directory'
import type { Actor } from '#platform/operation'
import type { Door } from '#platform/routes'
import { secretHash } from '#platform/tokens'
import { bearerText, newSecret } from './bearer.ts'
import { sessionCookie } from './cookie.ts'
import { noOrganization, notYours } from './errors.ts'
import { memberView } from './member.ts'
import { sessionBrief, startSession } from './start-session.ts'

export const named = z.object({ id: z.uuid(), name: z.string().meta({ examples: ['Northside Repairs'] }) })

/** Signed in, or which organization? Then the same again, with its id. */
export const entryView = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('signed_in'),
    member: memberView,
    organization: organizationView,
    session: sessionBrief,
  }),
  z.object({ state: z.literal('choose'), organizations: z.array(named) }),
])
export type Entry = z.infer<typeof entryView>

/** Nobody has been let in yet. */
export const choiceOf = (organizations: { id: string; name: string }[]): Entry => ({ state: 'choose', organizations })

/** Someone whose identity is established and who may do nothing yet but come in. */
const entrant = (orgId: string, memberId: string): Actor => ({
  kind: 'member',
  id: memberId,
  orgId,
  role: null,
  memberId,
  may: (permission) => permission === startSession.permission,
})

/** Begins a session and sets its cookie. @throws accounts/not_a_member */
export async function enterAs(door: Door, orgId: string, memberId: string): Promise<Entry> {
  const secret = newSecret()
  const { userAgent } = door.visit
  const input = { memberId, secretHash: secretHash(secret).toString('base64'), userAgent }
  const started = await door.run(startSession, entrant(orgId, memberId), input)
  door.visit.setHeader('set-cookie', sessionCookie(door.instance, bearerText(orgId, started.session.id, secret)))
  return { state: 'signed_in', ...started }
}

/**
 * Which organization a person enters: the one chosen, or the only one; else they have to choose.
 * @throws accounts/no_organization, accounts/not_a_member
 */
export async function chooseOrganization(
  door: Pick<Door, 'runNarrow'>,
  userId: string,
  chosen: string | undefined,
): Promise<{ orgId: string; memberId: string } | { organizations: { id: string; name: string }[] }> {
  const { organizations } = await door.runNarrow(listOrganizationsOfUser, { userId })
  const one =
    chosen === undefined && organizations.length === 1
      ? organizations[0]
      : organizations.find(({ id }) => id === chosen)
  if (one) return { orgId: one.id, memberId: one.memberId }
  if (chosen !== undefined) throw notYours()
  if (organizations.length === 0) throw noOrganization()
  return { organizations: organizations.map(({ id, name }) => ({ id, name })) }
}
