/** The one source of "now". Tests hand in a clock that stands still until it is moved. */
export type Clock = { now(): Temporal.Instant }

export const systemClock: Clock = {
  now: () => Temporal.Instant.fromEpochMilliseconds(Date.now()),
}

export type StoppedClock = Clock & {
  set(instant: Temporal.Instant | string): void
  advance(duration: Temporal.DurationLike): void
}

/** A clock that shows `start` until it is set or advanced. */
export function stoppedClock(start: string): StoppedClock {
  let now = Temporal.Instant.from(start)
  return {
    now: () => now,
    set: (instant) => {
      now = Temporal.Instant.from(instant)
    },
    advance: (duration) => {
      now = now.add(duration)
    },
  }
}
