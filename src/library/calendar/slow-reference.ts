/**
 * The calendar's law, followed minute by minute with Temporal and nothing clever: what the tests hold the index to.
 * Shares no code with it. Good for whole minutes and for zones whose changes fall on whole minutes.
 */
import type { CalendarSpec, TimeRange, Weekday } from '../calendar.ts'

const weekdayNames: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const MINUTE = 60_000

/** Whether each minute (or other step) of `[fromMs, toMs)` is open, in order. */
export function openMinutes(spec: CalendarSpec, fromMs: number, toMs: number, step = MINUTE): boolean[] {
  const zone = spec.timeZone
  const firstDate = dateAt(fromMs, zone).subtract({ days: 4 })
  const lastDate = dateAt(toMs, zone).add({ days: 2 })
  const openings: { from: number; to: number; spared: string | null }[] = []
  for (let date = firstDate; Temporal.PlainDate.compare(date, lastDate) <= 0; date = date.add({ days: 1 })) {
    const name = date.toString()
    const override = spec.overrides?.[name]
    if (!exists(date, zone)) continue
    for (const range of override ?? spec.hours[weekdayNames[date.dayOfWeek - 1] as Weekday] ?? []) {
      const [from, to] = minutesOf(range)
      openings.push({ from: place(date, from, zone), to: place(date, to, zone), spared: override ? name : null })
    }
  }
  const open: boolean[] = new Array(Math.ceil((toMs - fromMs) / step)).fill(false)
  for (const { from, to, spared } of openings) {
    const first = Math.max(Math.ceil((from - fromMs) / step), 0)
    for (let i = first; i < open.length && fromMs + i * step < to; i++) {
      const date = spec.holidays?.length ? dateAt(fromMs + i * step, zone).toString() : ''
      if (spared === date || !spec.holidays?.includes(date)) open[i] = true
    }
  }
  return open
}

function minutesOf([from, to]: TimeRange): [number, number] {
  const [start, end] = [from, to].map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) as [
    number,
    number,
  ]
  return [start, end < start ? end + 1440 : end]
}

function place(date: Temporal.PlainDate, minutes: number, zone: string): number {
  return date.toPlainDateTime().add({ minutes }).toZonedDateTime(zone, { disambiguation: 'compatible' })
    .epochMilliseconds
}

/** A date that the zone skipped comes back as another one. */
function exists(date: Temporal.PlainDate, zone: string): boolean {
  return date.toZonedDateTime({ timeZone: zone }).toPlainDate().equals(date)
}

function dateAt(ms: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate()
}
