import type { WallClock } from './local-time.ts'

/** The part of a calendar (`kept/calendar`) that the engine asks. */
export interface Openings {
  /** Business seconds in `[fromMs, toMs)`. */
  elapsed(fromMs: number, toMs: number): number
}

const DAY = 86_400_000

/**
 * Local days on which the calendar is closed though the same weekday is open in a neighbouring week. What is closed every
 * week is in the rhythm already.
 */
export class Holidays {
  readonly #wall: WallClock
  readonly #calendar: Openings | null
  readonly #known = new Map<number, boolean>()
  readonly #open = new Map<number, boolean>()

  constructor(wall: WallClock, calendar: Openings | null) {
    this.#wall = wall
    this.#calendar = calendar
  }

  has(day: number): boolean {
    if (this.#calendar === null) return false
    let holiday = this.#known.get(day)
    if (holiday === undefined) {
      holiday = !this.#isOpen(day) && [-7, 7, -14, 14].some((days) => this.#isOpen(day + days))
      this.#known.set(day, holiday)
    }
    return holiday
  }

  #isOpen(day: number): boolean {
    let open = this.#open.get(day)
    if (open === undefined) {
      const from = this.#wall.instantOf(day * DAY)
      // Outside of what a calendar knows nothing is closed.
      open =
        from < 0 ||
        from > 7_258_000_000_000 ||
        (this.#calendar as Openings).elapsed(from, this.#wall.instantOf((day + 1) * DAY)) > 0
      this.#open.set(day, open)
    }
    return open
  }
}
