import { DAY, dateText } from './civil.ts'
import type { Timeline } from './timeline.ts'
import { spanAt, type Zone } from './zone.ts'

/** One stretch of counted business time. */
export interface Explained {
  /** Local date, `2026-03-01`. */
  date: string
  /** Epoch milliseconds. */
  from: number
  to: number
  seconds: number
}

/** As `calendar.explain`. */
export function explainDue(timeline: Timeline, zone: Zone, startMs: number, seconds: number): Explained[] {
  const openings = timeline.openingsBetween(startMs, timeline.due(startMs, seconds))
  const rows: Explained[] = []
  let span = spanAt(zone, startMs)
  let last: Explained = { date: '', from: startMs, to: startMs, seconds: 0 }
  let lastDay = Number.NaN
  for (let i = 0; i < openings.length; i += 2) {
    const end = openings[i + 1] as number
    let from = openings[i] as number
    while (from < end) {
      if (from >= span.to) span = spanAt(zone, from)
      const day = Math.floor((from + span.offset) / DAY)
      const to = Math.min(end, span.to, (day + 1) * DAY - span.offset)
      // A change of offset within a date does not cut the row.
      if (day !== lastDay || last.to !== from) {
        last = { date: day === lastDay ? last.date : dateText(day), from, to, seconds: 0 }
        rows.push(last)
      }
      last.to = to
      last.seconds = (to - last.from) / 1000
      lastDay = day
      from = to
    }
  }
  return rows
}
