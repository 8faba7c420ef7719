import type { Holidays } from './holidays.ts'

const HOUR = 3_600_000
export const DAY = 24 * HOUR
const FLOOR = 0.03
const ENOUGH_CLOSINGS = 200

/**
 * When this firm gets things done: a weight for each hour of the week, mean 1, so that a week of operating time is as
 * long as a week. Times are wall-clock milliseconds.
 */
export class Rhythm {
  readonly weights: readonly number[]
  readonly #before = new Float64Array(169)

  constructor(weights: readonly number[]) {
    this.weights = weights
    for (let hour = 0; hour < 168; hour++)
      this.#before[hour + 1] = (this.#before[hour] as number) + (weights[hour] as number)
  }

  static flat(): Rhythm {
    return new Rhythm(new Array<number>(168).fill(1))
  }

  /** From closings by hour of the week; flat below 200 of them, no hour below 3 % of the mean. */
  static fit(closings: ArrayLike<number>): Rhythm {
    let sum = 0
    for (let hour = 0; hour < 168; hour++) sum += closings[hour] as number
    if (sum < ENOUGH_CLOSINGS) return Rhythm.flat()
    const raw = Array.from({ length: 168 }, (_, hour) =>
      Math.max(FLOOR, (((closings[hour] as number) + 0.5) * 168) / (sum + 84)),
    )
    const mean = raw.reduce((total, weight) => total + weight, 0) / 168
    return new Rhythm(raw.map((weight) => weight / mean))
  }

  /** Operating time from the start of the week to this wall-clock time, in milliseconds. */
  #within(wall: number): number {
    const hours = hourOfWeek(wall)
    const hour = Math.floor(hours)
    return ((this.#before[hour] as number) + (hours - hour) * (this.weights[hour] as number)) * HOUR
  }

  /** Operating time from local midnight to this wall-clock time of the same day. */
  sinceMidnight(wall: number, day: number, holiday: boolean): number {
    if (holiday) return (wall - day * DAY) * FLOOR
    const hours = hourOfWeek(day * DAY)
    return this.#within(wall) - (this.#before[hours] as number) * HOUR
  }

  /** Operating time of one local day. */
  ofDay(day: number, holiday: boolean): number {
    if (holiday) return DAY * FLOOR
    const from = hourOfWeek(day * DAY)
    return ((this.#before[from + 24] as number) - (this.#before[from] as number)) * HOUR
  }

  /** The wall-clock time of a day at which so much operating time has passed since its midnight. */
  atDay(day: number, operating: number, holiday: boolean): number {
    if (holiday) return day * DAY + operating / FLOOR
    const from = hourOfWeek(day * DAY)
    const target = operating / HOUR + (this.#before[from] as number)
    let low = from
    let high = from + 24
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((this.#before[middle] as number) <= target) low = middle
      else high = middle
    }
    const into = (target - (this.#before[low] as number)) / (this.weights[low] as number)
    return day * DAY + (low - from + Math.min(1, Math.max(0, into))) * HOUR
  }
}

/** Monday 00:00 is 0. */
export function hourOfWeek(wall: number): number {
  const hours = wall / HOUR + 72
  return hours - Math.floor(hours / 168) * 168
}

export const dayOf = (wall: number): number => Math.floor(wall / DAY)

const PAST_DAYS = 1_200
const FUTURE_DAYS = 4_600

/** Operating time between any two wall-clock times as far as can be foreseen from one day on: the rhythm with holidays. */
export class Timetable {
  readonly #rhythm: Rhythm
  readonly #holidays: Holidays
  readonly #first: number
  readonly #sums = new Float64Array(PAST_DAYS + FUTURE_DAYS + 1)

  constructor(rhythm: Rhythm, holidays: Holidays, today: number) {
    this.#rhythm = rhythm
    this.#holidays = holidays
    this.#first = today - PAST_DAYS
    for (let i = 0; i < PAST_DAYS + FUTURE_DAYS; i++) {
      const day = this.#first + i
      this.#sums[i + 1] = (this.#sums[i] as number) + rhythm.ofDay(day, holidays.has(day))
    }
  }

  /** Position on the operating time line; only differences mean something. Beyond the table a day counts as a day. */
  position(wall: number): number {
    const day = dayOf(wall)
    const i = day - this.#first
    if (i < 0) return wall - this.#first * DAY
    if (i >= PAST_DAYS + FUTURE_DAYS)
      return (this.#sums.at(-1) as number) + wall - (this.#first + this.#sums.length - 1) * DAY
    return (this.#sums[i] as number) + this.#rhythm.sinceMidnight(wall, day, this.#holidays.has(day))
  }

  /** The wall-clock time of a position. */
  wallAt(position: number): number {
    if (position <= 0) return position + this.#first * DAY
    const end = this.#sums.at(-1) as number
    if (position >= end) return position - end + (this.#first + this.#sums.length - 1) * DAY
    let low = 0
    let high = this.#sums.length - 1
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((this.#sums[middle] as number) <= position) low = middle
      else high = middle
    }
    const day = this.#first + low
    return this.#rhythm.atDay(day, position - (this.#sums[low] as number), this.#holidays.has(day))
  }
}
