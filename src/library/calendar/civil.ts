/**
 * Civil dates as day numbers (days since 1970-01-01, proleptic Gregorian), so that the index of openings is built with
 * integer arithmetic alone. Day arithmetic after H. Hinnant, "chrono-compatible low-level date algorithms".
 */
import { CalendarError } from './error.ts'

export const DAY = 86_400_000
export const firstYear = 1970
export const lastYear = 2200

/** Day number of a civil date. `month` 1–12. */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const leaps = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100)
  // `| 0` keeps it a small integer for the runtime: the index counts days in its innermost loop.
  return (era * 146_097 + yearOfEra * 365 + leaps + dayOfYear - 719_468) | 0
}

/** 0 for Monday … 6 for Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

/** The civil year that holds an instant in UTC. */
export function yearOf(ms: number): number {
  let year = firstYear + Math.floor(ms / (365.2425 * DAY))
  if (ms < yearStart(year)) year -= 1
  else if (ms >= yearStart(year + 1)) year += 1
  return year
}

/** Epoch milliseconds of 1 January, 00:00 UTC. */
export function yearStart(year: number): number {
  return dayNumber(year, 1, 1) * DAY
}

/** Instants accepted: 1970–2200 in every zone, so from a day before to a day after those years in UTC. */
export const earliest = yearStart(firstYear) - DAY
export const latest = yearStart(lastYear + 1) + DAY

/** @throws {CalendarError} naming `field` for what is no instant within the years covered. */
export function checkInstant(field: string, ms: number): void {
  if (!(ms >= earliest && ms < latest))
    throw new CalendarError(field, `${ms} is not an instant in epoch milliseconds within the years 1970 to 2200.`)
}

/** `2026-03-01` of a day number. */
export function dateText(day: number): string {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const march = Math.floor((5 * dayOfYear + 2) / 153)
  const month = march < 10 ? march + 3 : march - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${year}-${twoDigits(month)}-${twoDigits(dayOfYear - Math.floor((153 * march + 2) / 5) + 1)}`
}

const twoDigits = (number: number): string => (number < 10 ? `0${number}` : `${number}`)

/** Day number of `2026-03-01`; refuses what is no date, naming `field`. */
export function readDate(field: string, text: unknown): number {
  const parts = typeof text === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) : null
  const [year, month, day] = [Number(parts?.[1]), Number(parts?.[2]), Number(parts?.[3])]
  if (!(month >= 1 && month <= 12 && day >= 1))
    throw new CalendarError(field, `${JSON.stringify(text)} is not a date written as 2026-12-31.`)
  const number = dayNumber(year, month, day)
  // Month 13 is the next January.
  if (number >= dayNumber(year, month + 1, 1)) throw new CalendarError(field, `${text} does not exist.`)
  if (year < firstYear || year > lastYear)
    throw new CalendarError(field, `${text} lies outside the years ${firstYear} to ${lastYear}.`)
  return number
}
