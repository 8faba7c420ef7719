import { barsOf, type Range, stretchOf, weekdays } from '../../forms/week-paint.ts'
import type { Draft } from './draft.ts'

/** How a date is: its usual hours, a holiday, an exception; and whether anything opens on it. */
export interface DayLook {
  readonly date: string
  readonly kind: 'usual' | 'holiday' | 'exception'
  readonly open: boolean
  /** The hours written on the date; what a shift of the day before leaves is not here. */
  readonly ranges: readonly Range[]
  /** The holiday's name, also where an exception wins over it. */
  readonly holiday: string | null
}

const dayMilliseconds = 86_400_000

const isoOf = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)

const nextDay = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + dayMilliseconds).toISOString().slice(0, 10)

/** 0 is Monday. */
export const weekdayOf = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7

/** Every date from one to another, both included. */
export function datesBetween(from: string, to: string): string[] {
  const dates: string[] = []
  for (let date = from; date <= to; date = nextDay(date)) dates.push(date)
  return dates
}

/** Looks up dates in a draft; made once, asked for every day of a year. */
export function dayLooks(draft: Pick<Draft, 'hours' | 'holidays' | 'overrides'>): (date: string) => DayLook {
  const holidays = new Map<string, string>()
  for (const { date, name } of draft.holidays) if (!holidays.has(date)) holidays.set(date, name)
  const openDays = weekdays.map((_, day) => barsOf(draft.hours, day).some((bar) => !bar.tail))
  const opens = (ranges: readonly Range[]): boolean => ranges.some((range) => stretchOf(range) !== null)
  return (date) => {
    const holiday = holidays.get(date) ?? null
    const exception = draft.overrides[date]
    if (exception) return { date, kind: 'exception', open: opens(exception), ranges: exception, holiday }
    if (holiday !== null) return { date, kind: 'holiday', open: false, ranges: [], holiday }
    const day = weekdayOf(date)
    const ranges = draft.hours[weekdays[day] ?? 'mon'] ?? []
    return { date, kind: 'usual', open: openDays[day] ?? false, ranges, holiday: null }
  }
}

/**
 * The weeks of a month, seven dates each; null where a week reaches beyond the month.
 * @param first the day that weeks begin with, 0 is Monday
 */
export function weeksOf(year: number, month: number, first: number): (string | null)[][] {
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const before = (weekdayOf(isoOf(year, month, 1)) - first + 7) % 7
  const cells = [...Array<null>(before).fill(null), ...Array.from({ length }, (_, day) => isoOf(year, month, day + 1))]
  while (cells.length % 7 !== 0) cells.push(null)
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

/** The day that weeks begin with where the reader is; 0 is Monday. */
export function firstWeekday(locale: string): number {
  const known = new Intl.Locale(locale) as Intl.Locale & { getWeekInfo?: () => { firstDay: number } }
  return (known.getWeekInfo?.().firstDay ?? 1) - 1
}
