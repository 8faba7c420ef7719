import { readDate } from './civil.ts'
import { CalendarError } from './error.ts'
import { readZone, type Zone } from './zone.ts'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/** `['09:00', '17:30']`; the end may be `24:00` … `48:00`, or an earlier clock time: then on the next day. */
export type TimeRange = readonly [from: string, to: string]

export interface CalendarSpec {
  /** IANA name, as `Europe/Warsaw`, or an offset, as `+02:00`. */
  timeZone: string
  /** Weekly hours; a weekday that is left out is closed. */
  hours: { readonly [day in Weekday]?: readonly TimeRange[] | undefined }
  /** Local dates without opening. */
  holidays?: readonly string[] | undefined
  /** Local date → the hours that replace that date's weekly hours (an empty list closes it). */
  overrides?: Readonly<Record<string, readonly TimeRange[]>> | undefined
}

/** Milliseconds from local midnight of the date that the hours are written on; `to` may lie on the next day. */
export interface Hours {
  readonly from: number
  readonly to: number
}

/** A calendar that has been read: dates are day numbers, `week` begins on Monday. */
export interface Plan {
  readonly zone: Zone
  readonly week: readonly (readonly Hours[])[]
  readonly holidays: ReadonlySet<number>
  readonly overrides: ReadonlyMap<number, readonly Hours[]>
}

/** @throws {CalendarError} naming the field that can't be read. */
export function readPlan(spec: CalendarSpec): Plan {
  const given = readRecord('calendar', spec)
  refuseUnknown('calendar', given, ['timeZone', 'hours', 'holidays', 'overrides'])
  const hours = readRecord('hours', given.hours)
  refuseUnknown('hours', hours, weekdays)
  const holidays = given.holidays ?? []
  if (!Array.isArray(holidays)) throw new CalendarError('holidays', 'A list of dates is expected.')
  const overrides = Object.entries(readRecord('overrides', given.overrides ?? {}))
  return {
    zone: readZone('timeZone', given.timeZone),
    week: weekdays.map((day) => readHours(`hours.${day}`, hours[day] ?? [])),
    holidays: new Set(holidays.map((date, i) => readDate(`holidays[${i}]`, date))),
    overrides: new Map(
      overrides.map(([date, ranges]) => [readDate(`overrides.${date}`, date), readHours(`overrides.${date}`, ranges)]),
    ),
  }
}

function readHours(field: string, ranges: unknown): Hours[] {
  if (!Array.isArray(ranges)) throw new CalendarError(field, 'A list of [from, to] pairs is expected.')
  return ranges.map((range, i) => readRange(`${field}[${i}]`, range)).filter((hours) => hours.to > hours.from)
}

function readRange(field: string, range: unknown): Hours {
  if (!Array.isArray(range) || range.length !== 2)
    throw new CalendarError(field, 'A pair of times is expected, as ["09:00", "17:30"].')
  const from = readTime(`${field}[0]`, range[0], '23:59')
  const to = readTime(`${field}[1]`, range[1], '48:00')
  return { from, to: to < from ? to + readTime(field, '24:00', '24:00') : to }
}

function readTime(field: string, text: unknown, latest: string): number {
  const parts = typeof text === 'string' ? /^(\d{2}):([0-5]\d)$/.exec(text) : null
  if (!parts || (text as string) > latest)
    throw new CalendarError(field, `${JSON.stringify(text)} is not a time between 00:00 and ${latest}.`)
  return (Number(parts[1]) * 60 + Number(parts[2])) * 60_000
}

function readRecord(field: string, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CalendarError(field, 'An object is expected.')
  return value as Record<string, unknown>
}

function refuseUnknown(field: string, value: Record<string, unknown>, known: readonly string[]): void {
  const stranger = Object.keys(value).find((key) => !known.includes(key))
  if (stranger !== undefined) throw new CalendarError(`${field}.${stranger}`, `Unknown; known are ${known.join(', ')}.`)
}
