/** How a wall-clock time became an instant. `skipped`: clocks went over it; `twice`: they showed it twice. */
export type Placed = { at: number; how: 'once' | 'skipped' | 'twice' }

type DayOffset = number | 'changes'

/**
 * Places wall-clock times of one zone on the time line by the rule `compatible` of Temporal (and RFC 5545): a time that
 * was skipped moves forward by the gap, a time that came twice is its first occurrence.
 * Days without a change of offset are remembered, so that a million rows cost a look-up each.
 * @throws RangeError for a zone that there is none of
 */
export class LocalTime {
  readonly #zone: string
  readonly #days = new Map<number, DayOffset>()

  constructor(zone: string) {
    this.#zone = zone
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
  }

  /** @param wall milliseconds of the wall clock read as if it were UTC. */
  place(wall: number): Placed {
    const day = Math.floor(wall / 86_400_000)
    let offset = this.#days.get(day)
    if (offset === undefined) {
      offset = this.#offsetOf(day)
      this.#days.set(day, offset)
    }
    return offset === 'changes' ? this.#placeCarefully(wall) : { at: wall - offset, how: 'once' }
  }

  #plain(wall: number): Temporal.PlainDateTime {
    return Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime()
  }

  /** The offset in milliseconds that holds for the whole local day and an hour around it, or that it changes. */
  #offsetOf(day: number): DayOffset {
    const start = this.#plain(day * 86_400_000).toZonedDateTime(this.#zone)
    const end = this.#plain((day + 1) * 86_400_000).toZonedDateTime(this.#zone)
    const change = start.subtract({ hours: 3 }).getTimeZoneTransition('next')
    if (change !== null && change.epochMilliseconds <= end.add({ hours: 3 }).epochMilliseconds) return 'changes'
    return start.offsetNanoseconds / 1_000_000
  }

  #placeCarefully(wall: number): Placed {
    const plain = this.#plain(wall)
    const first = plain.toZonedDateTime(this.#zone, { disambiguation: 'earlier' })
    const second = plain.toZonedDateTime(this.#zone, { disambiguation: 'later' })
    if (first.epochMilliseconds === second.epochMilliseconds) return { at: first.epochMilliseconds, how: 'once' }
    if (first.toPlainDateTime().equals(plain)) return { at: first.epochMilliseconds, how: 'twice' }
    return { at: second.epochMilliseconds, how: 'skipped' }
  }
}
