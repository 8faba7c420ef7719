import type { Signals } from '#platform/signals'

/** What a member does where they are. */
export type Doing = 'viewing' | 'writing'
export type Here = { memberId: string; doing: Doing }
/** A place and who is there now. */
export type Presence = { place: string; here: Here[] }

export type PresenceBook = {
  /** A member is at a place for the next while, or has left it: `null`. */
  say(orgId: string, place: string, memberId: string, doing: Doing | null): void
  at(orgId: string, place: string): Here[]
  /** Tells of every place where somebody comes, leaves or does something else, and of those who are there already. */
  subscribe(orgId: string, listener: (presence: Presence) => void): () => void
  close(): Promise<void>
}

/** Whoever does not say again within this time has left: the console says it every 20 s. */
const STAYS_SECONDS = 45
/** How often those who have left without a word are looked for. */
const LOOK_MS = 15_000

type Told = { orgId: string; place: string; memberId: string; doing: Doing | null }
type Room = Map<string, Map<string, { doing: Doing; until: Temporal.Instant }>>

/**
 * Who looks at what, and who writes where: in the memory of each process, told to the others by a signal. Nothing of it
 * is stored; a signal that is lost is made up for by the next, and a process that starts knows in 20 s.
 */
export function createPresence(signals: Signals, now: () => Temporal.Instant): PresenceBook {
  const rooms = new Map<string, Room>()
  const listeners = new Map<string, Set<(presence: Presence) => void>>()

  const at = (orgId: string, place: string): Here[] => {
    const people = rooms.get(orgId)?.get(place) ?? new Map()
    return [...people].flatMap(([memberId, { doing, until }]) =>
      Temporal.Instant.compare(until, now()) > 0 ? [{ memberId, doing }] : [],
    )
  }
  const tell = (orgId: string, place: string): void => {
    const here = at(orgId, place)
    for (const listener of listeners.get(orgId) ?? []) listener({ place, here })
  }
  const forgetThoseGone = (orgId: string, room: Room): void => {
    for (const [place, people] of room) {
      const before = people.size
      for (const [memberId, { until }] of people)
        if (Temporal.Instant.compare(until, now()) <= 0) people.delete(memberId)
      // Whoever was cut off says nothing: that they have left is noticed here.
      if (people.size < before) tell(orgId, place)
      if (people.size === 0) room.delete(place)
    }
    if (room.size === 0) rooms.delete(orgId)
  }
  const looking = setInterval(() => {
    for (const [orgId, room] of rooms) forgetThoseGone(orgId, room)
  }, LOOK_MS)
  looking.unref()
  const hear = ({ orgId, place, memberId, doing }: Told): void => {
    const room: Room = rooms.get(orgId) ?? new Map()
    rooms.set(orgId, room)
    const people = room.get(place) ?? new Map()
    room.set(place, people)
    const before = JSON.stringify(at(orgId, place))
    if (doing === null) people.delete(memberId)
    else people.set(memberId, { doing, until: now().add({ seconds: STAYS_SECONDS }) })
    // Who says the same again tells nobody anything.
    if (JSON.stringify(at(orgId, place)) !== before) tell(orgId, place)
    forgetThoseGone(orgId, room)
  }
  signals.hear((payload) => {
    const told = read(payload)
    if (told) hear(told)
  })
  const everywhere = (orgId: string): Presence[] =>
    [...(rooms.get(orgId)?.keys() ?? [])].flatMap((place) => {
      const here = at(orgId, place)
      return here.length === 0 ? [] : [{ place, here }]
    })
  return {
    at,
    say(orgId, place, memberId, doing) {
      const told: Told = { orgId, place, memberId, doing }
      hear(told)
      signals.send(JSON.stringify(told))
    },
    subscribe(orgId, listener) {
      const all = listeners.get(orgId) ?? new Set()
      listeners.set(orgId, all.add(listener))
      signals.open()
      for (const each of everywhere(orgId)) listener(each)
      return () => {
        all.delete(listener)
        if (all.size === 0) listeners.delete(orgId)
      }
    },
    close() {
      clearInterval(looking)
      return signals.close()
    },
  }
}

function read(payload: string): Told | null {
  try {
    const { orgId, place, memberId, doing } = JSON.parse(payload) as Partial<Told>
    const isText = typeof orgId === 'string' && typeof place === 'string' && typeof memberId === 'string'
    return isText ? { orgId, place, memberId, doing: doing === 'viewing' || doing === 'writing' ? doing : null } : null
  } catch {
    return null
  }
}
