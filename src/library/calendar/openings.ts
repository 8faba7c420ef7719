import { DAY, earliest, firstYear, lastYear, latest, weekdayOf, yearOf, yearStart } from './civil.ts'
import { CalendarError } from './error.ts'
import type { Hours, Plan } from './plan.ts'
import { instantOf, type Span, stretchesOf, type Zone } from './zone.ts'

/** `[from, to)` in epoch milliseconds. */
export interface Opening {
  from: number
  to: number
}

/** A calendar's openings, computed on demand. */
export interface Openings {
  readonly zone: Zone
  /** The openings of a UTC year, cut at its ends: sorted, disjoint, none touching another. */
  ofYear(year: number): Opening[]
  /** What the hours written on a local date open, sorted and merged; none on a date that the zone skipped. */
  ofDate(day: number): Opening[]
}

/** @throws {CalendarError} for a calendar that never opens. */
export function createOpenings(plan: Plan): Openings {
  const openings: Openings = {
    zone: plan.zone,
    ofYear: (year) => {
      const [from, to] = [yearStart(year), yearStart(year + 1)]
      const spans = plan.zone.spans(year)
      const found: Opening[] = []
      // Hours end up to 48 h after their midnight, zones lie within 15 h of UTC, a skipped date adds a day.
      for (let day = from / DAY - 3; day < to / DAY + 2; day++) appendDate(plan, spans, day, found)
      return merge(found.flatMap((opening) => clip(opening, Math.max(from, earliest), Math.min(to, latest))))
    },
    ofDate: (day) => {
      const found: Opening[] = []
      appendDate(plan, plan.zone.spans(yearOf(day * DAY)), day, found)
      return merge(found)
    },
  }
  refuseNeverOpen(plan, openings)
  return openings
}

function appendDate(plan: Plan, spans: readonly Span[], day: number, found: Opening[]): void {
  const override = plan.overrides.get(day)
  const ranges: readonly Hours[] = override ?? plan.week[weekdayOf(day)] ?? []
  if (ranges.length === 0) return
  if (spans.length > 1 && stretchesOf(spans, day).length === 0) return
  for (const range of ranges) {
    const from = instantOf(spans, day * DAY + range.from)
    const to = instantOf(spans, day * DAY + range.to)
    // Both ends may fall into one gap, the later time then before the earlier.
    if (from >= to) continue
    if (plan.holidays.size === 0) found.push({ from, to })
    else found.push(...withoutHolidays(plan, spans, { from, to }, override ? day : null))
  }
}

/** Takes the holidays that an opening touches out of it, except the date whose own override made the opening. */
function withoutHolidays(plan: Plan, spans: readonly Span[], opening: Opening, spared: number | null): Opening[] {
  let rest = [opening]
  const offsets = spans.map((span) => span.offset)
  const first = Math.floor((opening.from + Math.min(...offsets)) / DAY)
  const last = Math.floor((opening.to - 1 + Math.max(...offsets)) / DAY)
  for (let day = first; day <= last; day++) {
    if (day === spared || !plan.holidays.has(day)) continue
    for (const closed of stretchesOf(spans, day))
      rest = rest.flatMap((open) => [
        ...clip(open, Number.NEGATIVE_INFINITY, closed.from),
        ...clip(open, closed.to, Number.POSITIVE_INFINITY),
      ])
  }
  return rest
}

function clip(opening: Opening, from: number, to: number): Opening[] {
  const cut = { from: Math.max(opening.from, from), to: Math.min(opening.to, to) }
  return cut.from < cut.to ? [cut] : []
}

function merge(openings: Opening[]): Opening[] {
  openings.sort((a, b) => a.from - b.from)
  const merged: Opening[] = []
  for (const opening of openings) {
    const last = merged.at(-1)
    if (last && opening.from <= last.to) last.to = Math.max(last.to, opening.to)
    else merged.push(opening)
  }
  return merged
}

function refuseNeverOpen(plan: Plan, openings: Openings): void {
  const weekOpens = plan.week.some((ranges) => ranges.length > 0)
  // One weekday recurs some 12,000 times in the years covered: fewer closed dates can't close all of them.
  if (weekOpens && plan.holidays.size + plan.overrides.size < 11_000) return
  if ([...plan.overrides.keys()].some((day) => openings.ofDate(day).length > 0)) return
  if (weekOpens) for (let year = firstYear; year <= lastYear; year++) if (openings.ofYear(year).length > 0) return
  throw new CalendarError('hours', 'The calendar never opens: give at least one weekday or override with hours.')
}
