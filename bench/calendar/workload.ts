import type { CalendarSpec, TimeRange, Weekday } from '#library/calendar'
import { weekdays } from '#library/calendar'

/** What the bench asks: 12 calendars and, for each operation, one of them, a start, business seconds and an end. */
export type Workload = {
  specs: CalendarSpec[]
  calendar: Int32Array
  /** Epoch milliseconds. */
  start: Float64Array
  end: Float64Array
  seconds: Float64Array
}

/** Uniform in [0, 1), the same sequence for a seed (mulberry32, public domain, T. Ettinger). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const MINUTE = 60_000
const ZONES = ['America/New_York', 'Europe/Madrid', 'Australia/Lord_Howe', 'America/Santiago']
const HOLIDAYS = [2023, 2024, 2025, 2026, 2027].flatMap((year) =>
  ['01-01', '01-06', '03-19', '04-03', '05-01', '05-25', '07-04', '08-15', '10-12', '11-02', '12-25', '12-26'].map(
    (date) => `${year}-${date}`,
  ),
)
const SHAPES: { days: readonly Weekday[]; ranges: readonly TimeRange[]; minutesADay: number }[] = [
  {
    days: weekdays.slice(0, 5),
    ranges: [
      ['09:00', '12:00'],
      ['13:00', '17:00'],
    ],
    minutesADay: 420,
  },
  { days: weekdays, ranges: [['00:00', '24:00']], minutesADay: 1440 },
  {
    days: weekdays.slice(0, 5),
    ranges: [
      ['06:00', '10:00'],
      ['22:00', '30:00'],
    ],
    minutesADay: 720,
  },
]
/** Business minutes, then business days. */
const MINUTES = [15, 30, 60, 120, 240, 480]
const DAYS = [1, 2, 3, 5, 10, 20, 60]

/** Four zones with daylight saving time, three shapes, 12 holidays a year; 15 minutes to 60 business days. */
export function makeWorkload(operations: number, seed = 42): Workload {
  const random = seeded(seed)
  const pick = (length: number): number => Math.floor(random() * length)
  const kinds = ZONES.flatMap((timeZone) => SHAPES.map((shape) => ({ timeZone, shape })))
  const [first, last] = [Date.UTC(2024, 0, 8), Date.UTC(2026, 5, 30)]
  const made: Workload = {
    specs: kinds.map(({ timeZone, shape: { days, ranges } }) => ({
      timeZone,
      hours: Object.fromEntries(days.map((day) => [day, ranges])),
      holidays: HOLIDAYS,
    })),
    calendar: new Int32Array(operations),
    start: new Float64Array(operations),
    end: new Float64Array(operations),
    seconds: new Float64Array(operations),
  }
  for (let i = 0; i < operations; i++) {
    const calendar = pick(kinds.length)
    const start = first + pick((last - first) / MINUTE) * MINUTE
    const step = pick(MINUTES.length + DAYS.length)
    const minutesADay = kinds[calendar]?.shape.minutesADay ?? 0
    const minutes = MINUTES[step] ?? (DAYS[step - MINUTES.length] ?? 0) * minutesADay
    // Log-uniform from a quarter of an hour to 84 days.
    const length = Math.floor(15 * ((84 * 1440) / 15) ** random())
    made.calendar[i] = calendar
    made.start[i] = start
    made.end[i] = start + length * MINUTE
    made.seconds[i] = minutes * 60
  }
  return made
}
