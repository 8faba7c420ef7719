import type { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { sql } from 'kysely'
import type { Database, Tx } from '#platform/db'
import { Refusal } from '#platform/errors'
import { type Authenticate, problem, traceOf } from '#platform/http'
import { lowestIdAt } from '#platform/ids'
import type { Presence, PresenceBook } from '#platform/presence'

export type Change = { id: string; type: string; subject: string; about: string }
export type Live = {
  /** A hint that something was committed here: subscribers hear of it at once. */
  hint(orgId: string, changes: readonly Change[]): void
  subscribe(orgId: string, listener: (change: Change) => void): () => void
  stop(): void
}

/** What happened since an instant that is no event, of a module that announces it without writing one. */
export type Look = (db: Tx, orgId: string, since: Temporal.Instant) => Promise<Change[]>

type Room = { listeners: Set<(change: Change) => void>; seen: Map<string, number>; since: Temporal.Instant }

const POLL_MS = 1_000
const PAGE = 500
const BEAT_MS = 20_000
// Transactions commit out of order: each look reaches back this far, and what was seen already is passed over.
const OVERLAP = { seconds: 10 }

/**
 * What happens, to whoever listens. Hints of this process arrive at once; what other processes did is found by a look
 * a second at the organizations that somebody here listens to.
 * @param options.silent types of events that come by the thousand and are no news: history that is brought in
 * @param options.looks for what happens without an event
 */
export function createLive(
  database: Database,
  now: () => Temporal.Instant,
  { silent = [], looks = [] }: { silent?: readonly string[]; looks?: readonly Look[] } = {},
): Live {
  const rooms = new Map<string, Room>()
  const tell = (room: Room, change: Change): void => {
    if (room.seen.has(change.id) || silent.includes(change.type)) return
    room.seen.set(change.id, Date.now())
    for (const listener of room.listeners) listener(change)
  }
  const look = async (orgId: string, room: Room): Promise<void> => {
    const from = room.since.subtract(OVERLAP)
    room.since = now()
    for (let after = lowestIdAt(from), more = true; more; ) {
      const changes = await database.asOrganization(orgId, false, async (db) => {
        const { rows } = await sql<Change>`select id, type, subject, about from event
          where org_id = ${orgId} and id > ${after} and type <> all(${silent}) order by id limit ${PAGE}`.execute(db)
        return rows
      })
      for (const change of changes) tell(room, change)
      more = changes.length === PAGE
      after = changes.at(-1)?.id ?? after
    }
    for (const find of looks)
      for (const change of await database.asOrganization(orgId, false, (db) => find(db, orgId, from)))
        tell(room, change)
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

/** Who a request comes from, and what makes that look again; true when it did. */
type Doorkeeper = Authenticate & { forget(what: { orgId: string; events: Change[] }): boolean }

/**
 * `GET /v1/stream`: server-sent events named "change", and "presence" with who is at a place now; a comment every 20 s to
 * keep the line open.
 */
export function mountStream(
  app: Hono,
  live: Live,
  presence: PresenceBook,
  authenticate: Doorkeeper,
  mayStream: string,
): void {
  app.get('/v1/stream', async (c) => {
    const request = c.req.raw
    const actor = await authenticate(request, c)
    if (!actor?.may(mayStream))
      return problem(
        c,
        new Refusal('access/not_signed_in', 'unauthenticated', 'Sign in to follow what happens.'),
        traceOf(c),
      )
    // The answer's headers are gone by then: a cookie could not be renewed any more. What cannot be looked up ends the
    // stream; the browser comes again.
    const mayStillStream = (): Promise<boolean> =>
      authenticate(request, null).then(
        (still) => still?.may(mayStream) === true,
        () => false,
      )
    c.header('x-accel-buffering', 'no')
    return streamSSE(c, async (stream) => {
      const waiting: Change[] = []
      const present = new Map<string, Presence>()
      let wake = (): void => {}
      const leave = live.subscribe(actor.orgId, (change) => {
        waiting.push(change)
        wake()
      })
      const part = presence.subscribe(actor.orgId, (now) => {
        present.set(now.place, now)
        wake()
      })
      stream.onAbort(() => wake())
      try {
        await stream.writeSSE({ event: 'ready', data: '{}' })
        while (!stream.aborted) {
          for (const change of waiting.splice(0)) {
            // Whoever was just shut out hears nothing more, whichever process did it.
            if (authenticate.forget({ orgId: actor.orgId, events: [change] }) && !(await mayStillStream())) return
            const { type, subject, about } = change
            await stream.writeSSE({ event: 'change', data: JSON.stringify({ type, subject, about }) })
          }
          for (const now of [...present.values()]) {
            present.delete(now.place)
            await stream.writeSSE({ event: 'presence', data: JSON.stringify(now) })
          }
          if (waiting.length > 0 || present.size > 0 || stream.aborted) continue
          const beat = await new Promise<boolean>((resolve) => {
            const timer = setTimeout(() => resolve(true), BEAT_MS)
            wake = () => {
              clearTimeout(timer)
              resolve(false)
            }
          })
          // What ends by its own time is noticed here.
          if (beat && !(await mayStillStream())) return
          if (beat && !stream.aborted) await stream.write(': still here\n\n')
        }
      } finally {
        leave()
        part()
      }
    })
  })
}
