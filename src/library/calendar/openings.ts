import { DAY, dayNumber, earliest, firstYear, lastYear, latest, weekdayOf, yearOf, yearStart } from './civil.ts'
import { CalendarError } from './error.ts'
import type { Hours, Plan } from './plan.ts'
import { instantOf, type Span, stretchesOf, type Zone } from './zone.ts'

/** Openings `[from, to)` in epoch milliseconds, flat: from, to, from, to, … Sorted, disjoint, none touching another. */
export type Openings = readonly number[]

/** What a calendar opens, computed on demand. */
export interface OpeningSource {
  readonly zone: Zone
  /** The openings of a UTC year, cut at its ends. */
  ofYear(year: number): Openings
  /** What the hours written on a local date open; nothing on a date that the zone skipped. */
  ofDate(day: number): Openings
}

/** @throws {CalendarError} for a calendar that never opens. */
export function createOpenings(plan: Plan): OpeningSource {
  // The spans of the year that was asked about last, with its first day and the day behind it.
  let spans: readonly Span[] = []
  let first = 0
  let end = 0
  const turnTo = (year: number): void => {
    spans = plan.zone.spans(year)
    first = dayNumber(year, 1, 1)
    end = dayNumber(year + 1, 1, 1)
  }
  const source: OpeningSource = {
    zone: plan.zone,
    ofYear: (year) => {
      turnTo(year)
      const found: number[] = []
      // Hours end up to 48 h after their midnight, zones lie within 15 h of UTC, a skipped date adds a day.
      for (let day = first - 3; day < end + 2; day++) appendDate(plan, spans, day, found)
      return merged(found, Math.max(yearStart(year), earliest), Math.min(yearStart(year + 1), latest))
    },
    ofDate: (day) => {
      if (day < first || day >= end) turnTo(yearOf(day * DAY))
      const found: number[] = []
      appendDate(plan, spans, day, found)
      return merged(found, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
    },
  }
  refuseNeverOpen(plan, source)
  return source
}

function appendDate(plan: Plan, spans: readonly Span[], day: number, found: number[]): void {
  const override = plan.overrides.get(day)
  const ranges: readonly Hours[] = override ?? plan.week[weekdayOf(day)] ?? []
  if (ranges.length === 0) return
  const offset = onlyOffset(spans, day)
  if (offset === undefined) {
    appendAtChange(plan, spans, day, ranges, override !== undefined, found)
    return
  }
  const midnight = day * DAY - offset
  // A holiday on this date leaves what lies after its midnight, one on the next date what lies before.
  const begin = override === undefined && plan.holidays.has(day) ? DAY : 0
  const end = plan.holidays.has(day + 1) ? DAY : 2 * DAY
  for (const range of ranges) found.push(midnight + Math.max(range.from, begin), midnight + Math.min(range.to, end))
}

/** The offset of a date and of the days around it, when it is the same in all of them. */
function onlyOffset(spans: readonly Span[], day: number): number | undefined {
  for (const span of spans) {
    const midnight = day * DAY - span.offset
    if (midnight - DAY >= span.from && midnight + 3 * DAY <= span.to) return span.offset
  }
  return undefined
}

/** As `appendDate`, for a date near a change of offset: every time is placed by itself. */
function appendAtChange(
  plan: Plan,
  spans: readonly Span[],
  day: number,
  ranges: readonly Hours[],
  isOverride: boolean,
  found: number[],
): void {
  if (stretchesOf(spans, day).length === 0) return
  for (const range of ranges) {
    const from = instantOf(spans, day * DAY + range.from)
    const to = instantOf(spans, day * DAY + range.to)
    found.push(...withoutHolidays(plan, spans, from, to, isOverride ? day : null))
  }
}

/** Takes the holidays that an opening touches out of it, except the date whose own override made the opening. */
function withoutHolidays(
  plan: Plan,
  spans: readonly Span[],
  from: number,
  to: number,
  spared: number | null,
): Openings {
  let rest: Openings = [from, to]
  const offsets = spans.map((span) => span.offset)
  const first = Math.floor((from + Math.min(...offsets)) / DAY)
  const last = Math.floor((to - 1 + Math.max(...offsets)) / DAY)
  for (let day = first; day <= last; day++) {
    if (day === spared || !plan.holidays.has(day)) continue
    for (const closed of stretchesOf(spans, day))
      rest = [...cut(rest, Number.NEGATIVE_INFINITY, closed.from), ...cut(rest, closed.to, Number.POSITIVE_INFINITY)]
  }
  return rest
}

/** What of the openings lies within `[from, to)`. */
export function cut(openings: Openings, from: number, to: number): Openings {
  const within: number[] = []
  for (let i = 0; i < openings.length; i += 2) {
    const start = Math.max(openings[i] as number, from)
    const end = Math.min(openings[i + 1] as number, to)
    if (start < end) within.push(start, end)
  }
  return within
}

/**
 * Sorted, cut at both ends, and as one where they overlap or touch; works in place. What does not end after it begins is
 * nothing: of an opening with both ends in one gap the later time may come first.
 */
function merged(openings: number[], earliestFrom: number, latestTo: number): Openings {
  sortPairs(openings)
  let count = 0
  for (let i = 0; i < openings.length; i += 2) {
    const from = Math.max(openings[i] as number, earliestFrom)
    const to = Math.min(openings[i + 1] as number, latestTo)
    if (from >= to) continue
    if (count > 0 && from <= (openings[count - 1] as number)) {
      if (to > (openings[count - 1] as number)) openings[count - 1] = to
    } else {
      openings[count] = from
      openings[count + 1] = to
      count += 2
    }
  }
  openings.length = count
  return openings
}

/** By insertion: the pairs come in order of their dates, so few have to move, and these not far. */
function sortPairs(openings: number[]): void {
  for (let i = 2; i < openings.length; i += 2) {
    const from = openings[i] as number
    if (from >= (openings[i - 2] as number)) continue
    const to = openings[i + 1] as number
    let place = i
    for (; place > 0 && (openings[place - 2] as number) > from; place -= 2) {
      openings[place] = openings[place - 2] as number
      openings[place + 1] = openings[place - 1] as number
    }
    openings[place] = from
    openings[place + 1] = to
  }
}

function refuseNeverOpen(plan: Plan, source: OpeningSource): void {
  const weekOpens = plan.week.some((ranges) => ranges.length > 0)
  // One weekday recurs some 12,000 times in the years covered: fewer closed dates can't close all of them.
  if (weekOpens && plan.holidays.size + plan.overrides.size < 11_000) return
  if ([...plan.overrides.keys()].some((day) => source.ofDate(day).length > 0)) return
  if (weekOpens) for (let year = firstYear; year <= lastYear; year++) if (source.ofYear(year).length > 0) return
  throw new CalendarError('hours', 'The calendar never opens: give at least one weekday or override with hours.')
}
