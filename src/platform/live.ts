import type { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { sql } from 'kysely'
import type { Database } from '#platform/db'
import { Refusal } from '#platform/errors'
import { type Authenticate, problem, traceOf } from '#platform/http'

export type Change = { id: string; type: string; subject: string; about: string }
export type Live = {
  /** A hint that something was committed here: subscribers hear of it at once. */
  hint(orgId: string, changes: readonly Change[]): void
  subscribe(orgId: string, listener: (change: Change) => void): () => void
  stop(): void
}

type Room = { listeners: Set<(change: Change) => void>; seen: Map<string, number>; since: Temporal.Instant }

const POLL_MS = 1_000
// Transactions commit out of order: each look reaches back this far, and what was seen already is passed over.
const OVERLAP = { seconds: 10 }

/**
 * What happens, to whoever listens. Hints of this process arrive at once; what other processes did is found by a look
 * a second at the organizations that somebody here listens to.
 */
export function createLive(database: Database, now: () => Temporal.Instant): Live {
  const rooms = new Map<string, Room>()
  const tell = (room: Room, change: Change): void => {
    if (room.seen.has(change.id)) return
    room.seen.set(change.id, Date.now())
    for (const listener of room.listeners) listener(change)
  }
  const look = async (orgId: string, room: Room): Promise<void> => {
    const from = room.since.subtract(OVERLAP)
    room.since = now()
    const changes = await database.asOrganization(orgId, false, async (db) => {
      const { rows } = await sql<Change>`select id, type, subject, about from event
        where org_id = ${orgId} and id > ${lowestIdAt(from)} order by id limit 500`.execute(db)
      return rows
    })
    for (const change of changes) tell(room, change)
    const old = Date.now() - 60_000
    for (const [id, at] of room.seen) if (at < old) room.seen.delete(id)
  }
  let looking = false
  const timer = setInterval(() => {
    if (looking) return
    looking = true
    // A look that fails is made up for by the next one.
    const looks = [...rooms].map(([orgId, room]) => look(orgId, room).catch(() => {}))
    void Promise.all(looks).then(() => {
      looking = false
    })
  }, POLL_MS)
  timer.unref()
  return {
    hint: (orgId, changes) => {
      const room = rooms.get(orgId)
      if (room) for (const change of changes) tell(room, change)
    },
    subscribe: (orgId, listener) => {
      const room = rooms.get(orgId) ?? { listeners: new Set(), seen: new Map(), since: now() }
      // What lies within the overlap happened before the listener came.
      if (room.listeners.size === 0) room.since = now().add(OVERLAP)
      rooms.set(orgId, room)
      room.listeners.add(listener)
      return () => {
        room.listeners.delete(listener)
        if (room.listeners.size === 0) rooms.delete(orgId)
      }
    },
    stop: () => clearInterval(timer),
  }
}

const lowestIdAt = (instant: Temporal.Instant): string => {
  const hex = instant.epochMilliseconds.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

/** `GET /v1/stream`: server-sent events named "change", a comment every 20 s to keep the line open. */
export function mountStream(app: Hono, live: Live, authenticate: Authenticate, mayStream: string): void {
  app.get('/v1/stream', async (c) => {
    const actor = await authenticate(c.req.raw, c)
    if (!actor?.may(mayStream))
      return problem(
        c,
        new Refusal('access/not_signed_in', 'unauthenticated', 'Sign in to follow what happens.'),
        traceOf(c),
      )
    c.header('x-accel-buffering', 'no')
    return streamSSE(c, async (stream) => {
      const waiting: Change[] = []
      let wake = (): void => {}
      const leave = live.subscribe(actor.orgId, (change) => {
        waiting.push(change)
        wake()
      })
      stream.onAbort(() => {
        leave()
        wake()
      })
      await stream.writeSSE({ event: 'ready', data: '{}' })
      while (!stream.aborted) {
        for (const { type, subject, about } of waiting.splice(0))
          await stream.writeSSE({ event: 'change', data: JSON.stringify({ type, subject, about }) })
        if (waiting.length > 0 || stream.aborted) continue
        const beat = await new Promise<boolean>((resolve) => {
          const timer = setTimeout(() => resolve(true), 20_000)
          wake = () => {
            clearTimeout(timer)
            resolve(false)
          }
        })
        // A revoked session stops hearing at the next beat.
        if (beat && !(await authenticate(c.req.raw, c))) break
        if (beat && !stream.aborted) await stream.write(': still here\n\n')
      }
      leave()
    })
  })
}
