/** Numbers that look random and are the same for the same seed. */
export type Random = {
  /** In [0, 1). */
  next(): number
  /** In [low, high). */
  between(low: number, high: number): number
  /** True in this share of calls. */
  chance(share: number): boolean
  pick<T>(from: readonly T[]): T
  /** Picks with the given weights. */
  weighted<T>(from: readonly (readonly [item: T, weight: number])[]): T
  shuffle<T>(items: readonly T[]): T[]
  /** Standard normal (Box and Muller 1958). */
  normal(): number
  /** Log-normal with this median; `spread` is the standard deviation of the logarithm. */
  logNormal(median: number, spread: number): number
  /** A stream of its own, so that drawing more in one place changes nothing in another. */
  fork(name: string): Random
}

/** A generator by the recurrence "mulberry32" (32 bits of state): for data that should look alive, for nothing else. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const pick = <T>(from: readonly T[]): T => {
    const item = from[Math.floor(next() * from.length)]
    if (item === undefined) throw new Error('There is nothing to pick from')
    return item
  }
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return {
    next,
    pick,
    normal,
    between: (low, high) => low + next() * (high - low),
    chance: (share) => next() < share,
    weighted: (from) => {
      let left = next() * from.reduce((sum, entry) => sum + entry[1], 0)
      for (const entry of from) {
        left -= entry[1]
        if (left < 0) return entry[0]
      }
      return pick(from)[0]
    },
    shuffle: (items) => {
      const shuffled = [...items]
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = Math.floor(next() * (i + 1))
        const [a, b] = [shuffled[i], shuffled[j]]
        if (a !== undefined && b !== undefined) [shuffled[i], shuffled[j]] = [b, a]
      }
      return shuffled
    },
    logNormal: (median, spread) => median * Math.exp(spread * normal()),
    fork: (name) =>
      randomFrom([...name].reduce((sum, letter) => Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0), seed)),
  }
}
