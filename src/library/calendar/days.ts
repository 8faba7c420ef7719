import { checkInstant, DAY, earliest, latest, yearOf } from './civil.ts'
import { CalendarError } from './error.ts'
import type { OpeningSource } from './openings.ts'
import { instantOf, spanAt } from './zone.ts'

/** Where on the date: at the start's wall time, moved into the date's hours, or at the date's last closing. */
export type DayTarget = 'same time' | 'close'

/** As `calendar.addDays`. A date's hours are those written on it: a night shift belongs to the date it begins on. */
export function addBusinessDays(source: OpeningSource, startMs: number, n: number, at: DayTarget): number {
  checkInstant('start', startMs)
  if (!Number.isInteger(n)) throw new CalendarError('n', `${n} is not a whole number of days.`)
  if (at !== 'same time' && at !== 'close') throw new CalendarError('at', `${at} is neither "same time" nor "close".`)
  const wall = startMs + spanAt(source.zone, startMs).offset
  const startDay = Math.floor(wall / DAY)
  const opens = (date: number): boolean => source.ofDate(date).length > 0
  let day = startDay
  if (n === 0) while (!opens(day)) day = neighbour(day, 1)
  for (let left = Math.abs(n); left > 0; left -= opens(day) ? 1 : 0) day = neighbour(day, n < 0 ? -1 : 1)
  const hours = source.ofDate(day)
  const close = hours.at(-1) as number
  if (at === 'close') return close
  const spans = source.zone.spans(yearOf(day * DAY))
  const same = day === startDay ? startMs : instantOf(spans, wall + (day - startDay) * DAY)
  for (let i = 0; i < hours.length; i += 2)
    if (same < (hours[i + 1] as number)) return Math.max(same, hours[i] as number)
  return close
}

function neighbour(day: number, step: number): number {
  const next = day + step
  if (next * DAY < earliest || next * DAY >= latest)
    throw new CalendarError('n', 'That many days with opening hours do not lie within the years 1970 to 2200.')
  return next
}
