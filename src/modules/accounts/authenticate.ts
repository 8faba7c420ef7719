import { timingSafeEqual } from 'node:crypto'
import type { Clock } from '#platform/clock'
import type { Database } from '#platform/db'
import type { Hint } from '#platform/gate'
import type { Instance } from '#platform/instance'
import type { Actor, Role } from '#platform/operation'
import type { Authenticate } from '#platform/routes'
import { secretHash } from '#platform/tokens'
import { bearerText, newSecret, readApiKey, readBearer } from './bearer.ts'
import { readSessionCookie, SESSION_DAYS, sessionCookie } from './cookie.ts'
import { findLiveApiKey, findLiveSession, rotateSession } from './queries.ts'
import { ROLE_PERMISSIONS } from './roles.ts'

const REMEMBERED_MS = 1_000
const MAX_REMEMBERED = 10_000
const ROTATE_AFTER = { hours: 24 }
const PREVIOUS_WORKS_FOR = { minutes: 1 }

type Remembered = { secretHash: Buffer; actor: Actor; at: number }

/** After these events who may do what in an organization is no longer what it was. */
const CHANGES = /^(session|member|apiKey)\./

/**
 * Who a request comes from: an API key in `Authorization: Bearer`, else a session in the cookie. Either is one look at
 * a primary key in the organization's transaction, remembered for a second. Sessions get a new secret once a day.
 * `forget` (from the gate's `onCommit`) makes what was revoked in this process end at once; other processes see it
 * within the second. It tells whether what it heard of was such a change.
 */
export function createAuthenticate(deps: {
  database: Database
  clock: Clock
  instance: Instance
}): Authenticate & { forget(hint: Pick<Hint, 'orgId' | 'events'>): boolean } {
  const remembered = new Map<string, Remembered>()
  // Grows with every change: what was looked up before one is not remembered after it.
  let changes = 0

  const recall = (key: string, hash: Buffer): Actor | null => {
    const found = remembered.get(key)
    const age = found ? deps.clock.now().epochMilliseconds - found.at : 0
    return found && age >= 0 && age < REMEMBERED_MS && timingSafeEqual(found.secretHash, hash) ? found.actor : null
  }
  const remember = (key: string, hash: Buffer, actor: Actor, seen: number): Actor => {
    if (seen !== changes) return actor
    if (remembered.size >= MAX_REMEMBERED) remembered.clear()
    remembered.set(key, { secretHash: hash, actor, at: deps.clock.now().epochMilliseconds })
    return actor
  }

  const fromApiKey = async (text: string): Promise<Actor | null> => {
    const key = readApiKey(text)
    if (!key) return null
    const { orgId, id } = key
    const known = recall(`${orgId} ${id}`, key.secretHash)
    if (known) return known
    const seen = changes
    const found = await deps.database.asOrganization(orgId, false, (db) =>
      findLiveApiKey(db, orgId, id, deps.clock.now()),
    )
    if (!found || !timingSafeEqual(found.secret_hash, key.secretHash)) return null
    const { role } = found
    const all = ROLE_PERMISSIONS[role]
    const scopes = found.scopes.includes('*') ? all : all.intersection(new Set(found.scopes))
    const may = (permission: string) => scopes.has(permission)
    return remember(`${orgId} ${id}`, key.secretHash, { kind: 'apiKey', id, orgId, role, memberId: null, may }, seen)
  }

  const fromSession = async (text: string, renew: ((cookie: string) => void) | null): Promise<Actor | null> => {
    const session = readBearer(text)
    if (!session) return null
    const { orgId, id } = session
    const known = recall(`${orgId} ${id}`, session.secretHash)
    if (known) return known
    const seen = changes
    const now = deps.clock.now()
    const found = await deps.database.asOrganization(orgId, false, (db) => findLiveSession(db, orgId, id, now))
    if (!found) return null
    const actor = memberActor(orgId, found.member_id, found.role, id)
    if (!timingSafeEqual(found.secret_hash, session.secretHash)) {
      const { previous_secret_hash: previous, rotated_at } = found
      // A request that was under way while another one brought the new secret.
      const works = previous && Temporal.Instant.compare(now, rotated_at.add(PREVIOUS_WORKS_FOR)) <= 0
      return works && timingSafeEqual(previous, session.secretHash) ? actor : null
    }
    if (renew === null || Temporal.Instant.compare(now, found.rotated_at.add(ROTATE_AFTER)) < 0)
      return remember(`${orgId} ${id}`, session.secretHash, actor, seen)
    const secret = newSecret()
    const next = {
      present: session.secretHash,
      next: secretHash(secret),
      now,
      expiresAt: now.add({ hours: SESSION_DAYS * 24 }),
    }
    if (await deps.database.asOrganization(orgId, true, (db) => rotateSession(db, orgId, id, next)))
      renew(sessionCookie(deps.instance, bearerText(orgId, id, secret)))
    return actor
  }

  const authenticate: Authenticate = async (request, c) => {
    const authorization = request.headers.get('authorization')
    if (authorization !== null) {
      const bearer = /^bearer +(\S+) *$/i.exec(authorization)?.[1]
      return bearer === undefined ? null : fromApiKey(bearer)
    }
    const cookie = readSessionCookie(deps.instance, request.headers.get('cookie'))
    if (cookie === null) return null
    return fromSession(cookie, c && ((header) => c.header('set-cookie', header, { append: true })))
  }

  return Object.assign(authenticate, {
    forget: ({ orgId, events }: Pick<Hint, 'orgId' | 'events'>) => {
      if (!events.some(({ type }) => CHANGES.test(type))) return false
      changes++
      for (const key of remembered.keys()) if (key.startsWith(orgId)) remembered.delete(key)
      return true
    },
  })
}

/** A member as actor: in a session, or by a link that was mailed to them. */
export const memberActor = (orgId: string, memberId: string, role: Role, sessionId?: string): Actor => ({
  kind: 'member',
  id: memberId,
  orgId,
  role,
  memberId,
  ...(sessionId === undefined ? {} : { sessionId }),
  may: (permission) => ROLE_PERMISSIONS[role].has(permission),
})
