import { useEffect, useSyncExternalStore } from 'react'
import { api } from './call.ts'

export interface Present {
  readonly memberId: string
  readonly doing: 'viewing' | 'writing'
}

const rooms = new Map<string, readonly Present[]>()
const listeners = new Set<() => void>()
const nobody: readonly Present[] = []
const everyMilliseconds = 20_000

/** Who is at a place now, as the live stream or an answer says. */
export function hearPresence(place: string, here: readonly Present[]): void {
  rooms.set(place, here)
  for (const listener of listeners) listener()
}

/** Who else is at a conversation now, for somebody who only sees it in a list. */
export function usePresent(id: string, self: string): readonly Present[] {
  const here = useSyncExternalStore(subscribe, () => rooms.get(`conversation:${id}`) ?? nobody)
  return here.filter(({ memberId }) => memberId !== self)
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/**
 * Says that the reader looks at a conversation, or writes in it, while mounted; gives who else does. What is said gets
 * lost with the connection: who is there is a hint, and nothing rests on it.
 */
export function usePresence(id: string, writing: boolean, self: string): readonly Present[] {
  const place = `conversation:${id}`
  useEffect(() => {
    const say = (doing: 'viewing' | 'writing') => {
      if (document.hidden) return
      api('conversations.announcePresence', { id, doing }).then(
        ({ others }) =>
          hearPresence(
            `conversation:${id}`,
            others.map(({ id: memberId, doing: theirs }) => ({ memberId, doing: theirs })),
          ),
        () => {},
      )
    }
    const doing = writing ? 'writing' : 'viewing'
    say(doing)
    const timer = setInterval(() => say(doing), everyMilliseconds)
    return () => clearInterval(timer)
  }, [id, writing])
  useEffect(() => {
    // A page that is closed has no time for more.
    const leave = () =>
      navigator.sendBeacon(
        `/v1/conversations/${id}/presence`,
        new Blob([JSON.stringify({ doing: 'nothing' })], { type: 'application/json' }),
      )
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [id])
  const here = useSyncExternalStore(subscribe, () => rooms.get(place) ?? nobody)
  return here.filter(({ memberId }) => memberId !== self)
}
