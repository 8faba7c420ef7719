import { z } from 'zod'
import { findUser } from '#modules/directory'
import { notSignedIn } from '#platform/errors'
import { type Actor, memberOperation } from '#platform/operation'
import type { Door } from '#platform/routes'
import { sessionNotFound } from './errors.ts'
import { findSession } from './queries.ts'

const identifySession = memberOperation({
  name: 'session.identify',
  effect: 'reads',
  permission: 'session.get',
  summary: 'Whose session this is',
  input: z.strictObject({ sessionId: z.uuid() }),
  output: z.object({ userId: z.uuid(), startedAt: z.iso.datetime() }),
  async run(ctx, { sessionId }) {
    const found = await findSession(ctx.db, ctx.orgId, sessionId)
    if (!found || found.member_id !== ctx.actor.memberId) throw sessionNotFound()
    return { userId: found.user_id, startedAt: found.created_at.toString() }
  },
})

export type Identity = {
  userId: string
  email: string
  passwordHash: string | null
  /**
   * The address is proven to be the person's own, and the session began after that. One that began before may be
   * anybody's who was handed an invitation, and is good for its own organization only.
   */
  proven: boolean
  /** The address was proven after the session began: it must not touch what the person has elsewhere. */
  outlived: boolean
}

/** The person behind a signed-in member. @throws access/not_signed_in */
export async function identify(door: Door, actor: Actor | null): Promise<Identity> {
  if (actor?.sessionId === undefined) throw notSignedIn()
  const { userId, startedAt } = await door.run(identifySession, actor, { sessionId: actor.sessionId })
  const { user } = await door.runNarrow(findUser, { id: userId })
  if (!user) throw notSignedIn()
  const proven = user.provenAt !== null && Temporal.Instant.compare(user.provenAt, startedAt) <= 0
  const outlived = user.provenAt !== null && !proven
  return { userId, email: user.email, passwordHash: user.passwordHash, proven, outlived }
}
