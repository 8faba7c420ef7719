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
  const rows: (Explained & { day: number })[] = []
  for (const opening of timeline.openingsBetween(startMs, timeline.due(startMs, seconds))) {
    let from = opening.from
    while (from < opening.to) {
      const span = spanAt(zone, from)
      const day = Math.floor((from + span.offset) / DAY)
      const to = Math.min(opening.to, span.to, (day + 1) * DAY - span.offset)
      const last = rows.at(-1)
      // A change of offset within a date does not cut the row.
      if (last?.day === day && last.to === from) last.to = to
      else rows.push({ day, date: '', from, to, seconds: 0 })
      from = to
    }
  }
  return rows.map(({ day, from, to }) => ({ date: dateText(day), from, to, seconds: (to - from) / 1000 }))
}
