/**
 * Instants as wall-clock milliseconds of one zone and back. The engine counts in wall-clock time: a firm's rhythm follows
 * its clocks, also over the hour that is skipped or comes twice.
 */
export class WallClock {
  readonly zone: string
  /** Since when an offset holds, ascending; the first from the beginning of time. */
  readonly #since: number[] = [Number.NEGATIVE_INFINITY]
  readonly #offsets: number[] = []
  #knownUntil = Number.NEGATIVE_INFINITY
  #at = 0

  /** @throws RangeError for a zone that there is none of */
  constructor(zone: string) {
    this.zone = zone
    const first = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    this.#offsets.push(first.offsetNanoseconds / 1e6)
    this.#knownUntil = 0
  }

  /** Wall-clock milliseconds, as if they were UTC, of an instant in epoch milliseconds. */
  wallOf(ms: number): number {
    if (ms >= this.#knownUntil) this.#learn(ms)
    if (!this.#holds(this.#at, ms)) {
      let low = 0
      let high = this.#since.length
      while (high - low > 1) {
        const middle = (low + high) >> 1
        if ((this.#since[middle] as number) <= ms) low = middle
        else high = middle
      }
      this.#at = low
    }
    return ms + (this.#offsets[this.#at] as number)
  }

  /** The first instant at which the wall shows this time; one that is skipped moves forward by the gap. */
  instantOf(wall: number): number {
    this.wallOf(wall + 36 * 3_600_000)
    let at = this.#since.length - 1
    while (at > 0 && (this.#since[at] as number) > wall + 18 * 3_600_000) at--
    // In the period before the last change unless the wall is past it there.
    for (let before = Math.max(0, at - 2); before <= at; before++) {
      const ms = wall - (this.#offsets[before] as number)
      const ends = this.#since[before + 1] ?? Number.POSITIVE_INFINITY
      if (ms < ends) return ms
      const next = wall - (this.#offsets[before + 1] as number)
      if (next < ends) return ms
    }
    return wall - (this.#offsets[at] as number)
  }

  #holds(index: number, ms: number): boolean {
    return (this.#since[index] as number) <= ms && ms < (this.#since[index + 1] ?? Number.POSITIVE_INFINITY)
  }

  #learn(ms: number): void {
    const target = Math.ceil(ms) + 400 * 86_400_000
    let from = Temporal.Instant.fromEpochMilliseconds(Math.max(0, this.#knownUntil)).toZonedDateTimeISO(this.zone)
    for (;;) {
      const next = from.getTimeZoneTransition('next')
      if (next === null || next.epochMilliseconds > target) break
      if (next.epochMilliseconds > (this.#since.at(-1) as number)) {
        this.#since.push(next.epochMilliseconds)
        this.#offsets.push(next.offsetNanoseconds / 1e6)
      }
      from = next
    }
    this.#knownUntil = target
  }
}
