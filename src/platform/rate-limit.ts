import type { Clock } from '#platform/clock'
import { Refusal } from '#platform/errors'

export type RateLimit = {
  /** Counts one use of `key`; refuses when more than `max` fell within `seconds`. */
  take(key: string, max: number, seconds: number): void
}

const MAX_KEYS = 50_000

/** Fixed windows in this process's memory. With several web nodes each allows the stated number. */
export function createRateLimit(clock: Clock): RateLimit {
  const windows = new Map<string, { ends: number; used: number }>()
  return {
    take: (key, max, seconds) => {
      const now = clock.now().epochMilliseconds
      let window = windows.get(key)
      if (!window || window.ends <= now) {
        if (windows.size >= MAX_KEYS) for (const [old, { ends }] of windows) if (ends <= now) windows.delete(old)
        if (windows.size >= MAX_KEYS) windows.clear()
        window = { ends: now + seconds * 1000, used: 0 }
        windows.set(key, window)
      }
      window.used++
      if (window.used <= max) return
      const retryAfterSeconds = Math.ceil((window.ends - now) / 1000)
      throw new Refusal('access/too_many', 'limit', `Too many attempts. Try again in ${retryAfterSeconds} s.`, {
        retryAfterSeconds,
      })
    },
  }
}
