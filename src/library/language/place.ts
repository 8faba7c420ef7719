/** Phrases placed on the local calendar: what "Friday", "by the weekend" or "in the morning" comes to. docs/language.md
 * has the rules in words. */
import type { Calendar } from '../calendar.ts'
import type { Day, Edge, Hour, Part } from './atom.ts'
import type { Phrase } from './phrases.ts'
import type { Language } from './table.ts'

export interface Clock {
  readonly now: Temporal.ZonedDateTime
  readonly language: Language
  readonly calendar: Calendar | undefined
}

export interface Placed {
  readonly due: Temporal.Instant
  readonly window: { readonly start: Temporal.Instant; readonly end: Temporal.Instant } | null
  readonly date: Temporal.PlainDate
  readonly exact: boolean
  /** The words alone place it in the future ("tomorrow"), unlike "on Monday". */
  readonly future: boolean
}

interface Stretch {
  readonly first: Temporal.PlainDate
  readonly last: Temporal.PlainDate
}

/** The phrase as time, or nothing where it can't be placed. `base` is the date that "the day after" counts from and that a
 * mere time of day belongs to. */
export function place(phrase: Phrase, clock: Clock, base: Temporal.PlainDate | undefined): Placed | undefined {
  const { now } = clock
  if (phrase.wait !== undefined) {
    const due = now.toInstant().add({ seconds: Math.round(phrase.wait * 60) })
    const date = due.toZonedDateTimeISO(now.timeZoneId).toPlainDate()
    return { due, window: null, date, exact: true, future: false }
  }
  const days = daysOf(phrase, clock, base)
  if (!days) return undefined
  if (phrase.hour && !phrase.endOfDay) return atHour(phrase, phrase.hour, days, clock)
  const part = phrase.endOfDay ? undefined : phrase.part
  const future = isFuture(phrase)
  if (part) {
    const [from, to] = PARTS[part]
    const due = instantAt(days.last, to, clock)
    const start = instantAt(days.last, from, clock)
    return { due, window: { start, end: due }, date: days.last, exact: false, future }
  }
  const due = endOf(days.last, clock)
  const isSpan = Temporal.PlainDate.compare(days.first, days.last) < 0
  const start = instantAt(days.first, 0, clock)
  return { due, window: isSpan ? { start, end: due } : null, date: days.last, exact: false, future }
}

/** Minutes of the day. */
const PARTS: Record<Part, [from: number, to: number]> = {
  morning: [6 * 60, 12 * 60],
  afternoon: [12 * 60, 18 * 60],
  evening: [18 * 60, 22 * 60],
  night: [20 * 60, 24 * 60 - 1],
}

function isFuture({ day, before }: Phrase): boolean {
  if (!day) return false
  if (before.for) return true
  if (day.type === 'offset') return day.days > 0 && day.days < 3 && !before.in && !before.within
  if (day.type === 'weekday') return day.which === 'next' || day.weeks > 0
  return day.type === 'week' || day.type === 'month'
    ? day.type === 'week'
      ? day.weeks > 0
      : day.months > 0
    : day.type === 'date'
}

function daysOf(phrase: Phrase, clock: Clock, base: Temporal.PlainDate | undefined): Stretch | undefined {
  const today = clock.now.toPlainDate()
  if (!phrase.day) {
    if (base) return { first: base, last: base }
    const minute = clock.now.hour * 60 + clock.now.minute
    const isLate = !phrase.hour && phrase.part === 'morning' && minute >= 8 * 60
    const isOver = !phrase.hour && phrase.part !== undefined && minute >= PARTS[phrase.part][1]
    const date = isLate || isOver ? today.add({ days: 1 }) : today
    return { first: date, last: date }
  }
  let days = stretch(phrase.day, clock, base)
  if (!days) return undefined
  if (phrase.until) {
    let end = stretch(phrase.until, clock, base)
    if (!end) return undefined
    // "Between Monday and Wednesday of next week"
    const week = phrase.others.find(({ day }) => day.type === 'week')
    const of = week && stretch(week.day, clock, base)
    if (of) [days, end] = [narrowed(phrase.day, days, week.day, of), narrowed(phrase.until, end, week.day, of)]
    const last = Temporal.PlainDate.compare(end.last, days.first) < 0 ? end.last.add({ days: 7 }) : end.last
    days = { first: days.first, last }
  }
  for (const { day, or } of phrase.until ? [] : phrase.others) {
    const other = stretch(day, clock, base)
    if (!other) continue
    if (or) days = { first: days.first, last: later(days.last, other.last) }
    else days = narrowed(phrase.day, days, day, other)
  }
  return days
}

const later = (a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate =>
  Temporal.PlainDate.compare(a, b) < 0 ? b : a

/** A weekday and a week are that weekday of the week; otherwise the date written with figures wins. */
function narrowed(day: Day, days: Stretch, added: Day, other: Stretch): Stretch {
  const [weekday, rest] =
    day.type === 'weekday' ? [day, other] : added.type === 'weekday' ? [added, days] : [undefined, other]
  const type = day.type === 'weekday' ? added.type : day.type
  if (weekday && (type === 'week' || type === 'weekend')) {
    const date = rest.last.add({ days: weekday.weekday - rest.last.dayOfWeek })
    return { first: date, last: date }
  }
  if (added.type === 'date' || added.type === 'number') return other
  return days
}

function stretch(day: Day, clock: Clock, base: Temporal.PlainDate | undefined): Stretch | undefined {
  const today = clock.now.toPlainDate()
  const only = (date: Temporal.PlainDate): Stretch => ({ first: date, last: date })
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  switch (day.type) {
    case 'offset':
      return only(today.add({ days: day.days }))
    case 'following':
      if (!base && day.days <= 0) return undefined
      return only((base ?? today).add({ days: day.days }))
    case 'months':
      return only(today.add({ months: day.months }))
    case 'business':
      return only(businessDay(day.days, clock))
    case 'weekday': {
      if (day.which === 'last') return only(today.subtract({ days: ((today.dayOfWeek - day.weekday + 6) % 7) + 1 }))
      const isNextWeek = day.which === 'next' && clock.language.nextIsNextWeek
      const ahead = isNextWeek ? 7 + day.weekday - today.dayOfWeek : ((day.weekday - today.dayOfWeek + 6) % 7) + 1
      return only(today.add({ days: ahead + 7 * day.weeks }))
    }
    case 'date':
      return dateOf(day.year, day.month, day.day, today)
    case 'number':
      return numbered(day.day, today)
    case 'week':
      return week(monday.add({ weeks: day.weeks }), day.edge, clock)
    case 'month':
      return month(day.months, day.month, day.edge, today)
    case 'weekend': {
      const saturday = monday.add({ weeks: day.weeks, days: 5 })
      if (!day.before) return { first: saturday, last: saturday.add({ days: 1 }) }
      const friday = saturday.subtract({ days: 1 })
      return only(Temporal.PlainDate.compare(friday, today) < 0 ? saturday.add({ days: 1 }) : friday)
    }
    case 'range': {
      const [first, last] = [stretch(day.first, clock, base), stretch(day.last, clock, base)]
      return first && last ? { first: first.first, last: last.last } : undefined
    }
  }
}

/** How long ago a date without its year may be and still be the past one. */
const PAST_DAYS = 180

function dateOf(year: number | undefined, month: number, day: number, today: Temporal.PlainDate): Stretch | undefined {
  for (const candidate of year === undefined ? [today.year, today.year + 1] : [year]) {
    const date = realDate(candidate, month, day)
    if (!date) continue
    if (year === undefined && candidate === today.year && date.until(today).total('days') > PAST_DAYS) continue
    return { first: date, last: date }
  }
  return undefined
}

function realDate(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  if (day > Temporal.PlainYearMonth.from({ year, month }).daysInMonth) return undefined
  return Temporal.PlainDate.from({ year, month, day })
}

/** "The 14th": today or the next day with that number; one that was in the last three days is the past one. */
function numbered(day: number, today: Temporal.PlainDate): Stretch | undefined {
  for (let ahead = 0; ahead < 12; ahead++) {
    const { year, month } = today.with({ day: 1 }).add({ months: ahead })
    const date = realDate(year, month, day)
    if (date && today.until(date).total('days') >= -3) return { first: date, last: date }
  }
  return undefined
}

function week(monday: Temporal.PlainDate, edge: Edge | undefined, clock: Clock): Stretch {
  const today = clock.now.toPlainDate()
  const [from, to] = edge === 'start' ? [0, 1] : edge === 'mid' ? [2, 2] : edge === 'end' ? [3, 4] : [0, 4]
  const [first, last] = [monday.add({ days: from }), openOn(monday.add({ days: to }), from - to, clock)]
  if (Temporal.PlainDate.compare(last, today) < 0) {
    // The beginning of a week that is over is that of the next.
    if (edge === 'start' || edge === 'mid') return week(monday.add({ weeks: 1 }), edge, clock)
    const sunday = monday.add({ days: 6 })
    return { first: today, last: sunday }
  }
  return {
    first: later(first, Temporal.PlainDate.compare(last, today) < 0 ? first : earlier(today, last, first)),
    last,
  }
}

const earlier = (today: Temporal.PlainDate, last: Temporal.PlainDate, first: Temporal.PlainDate): Temporal.PlainDate =>
  Temporal.PlainDate.compare(today, last) <= 0 && Temporal.PlainDate.compare(first, today) < 0 ? today : first

/** The last day with opening hours that is at most `-back` days before. */
function openOn(date: Temporal.PlainDate, back: number, clock: Clock): Temporal.PlainDate {
  if (!clock.calendar) return date
  for (let days = 0; days >= back; days--) {
    const candidate = date.add({ days })
    if (lastClosing(candidate, clock)) return candidate
  }
  return date
}

function month(
  months: number,
  named: number | undefined,
  edge: Edge | undefined,
  today: Temporal.PlainDate,
): Stretch | undefined {
  const first = today.with({ day: 1 }).add({ months: named === undefined ? months : (named - today.month + 12) % 12 })
  const last = first.with({ day: first.daysInMonth })
  if (edge === 'start') return { first, last: first.with({ day: 7 }) }
  if (edge === 'mid') return { first: first.with({ day: 10 }), last: first.with({ day: 20 }) }
  return { first: edge === 'end' ? first.with({ day: 21 }) : first, last }
}

function businessDay(count: number, clock: Clock): Temporal.PlainDate {
  const { now, calendar } = clock
  if (calendar) {
    const due = attempt(() => calendar.instants.addDays(now.toInstant(), count))
    if (due) return due.toZonedDateTimeISO(now.timeZoneId).toPlainDate()
  }
  const today = now.toPlainDate()
  // From a weekend, Monday is the first.
  const friday = today.dayOfWeek > 5 ? today.subtract({ days: today.dayOfWeek - 5 }) : today
  const weeks = Math.floor(count / 5)
  const rest = count % 5
  const over = friday.dayOfWeek + rest > 5 ? 2 : 0
  return friday.add({ days: weeks * 7 + rest + over })
}

function atHour(phrase: Phrase, hour: Hour, days: Stretch, clock: Clock): Placed | undefined {
  const { now } = clock
  const today = now.toPlainDate()
  const isToday = days.last.equals(today)
  const minute = now.hour * 60 + now.minute
  let end = halfOf(hour, phrase, isToday ? minute : undefined)
  let date = days.last
  // A time of day alone that is over is tomorrow's.
  if (!phrase.day && isToday && end <= minute && !phrase.past) date = date.add({ days: 1 })
  let start: number | undefined
  if (phrase.first) {
    start = halfOf(phrase.first, phrase, undefined)
    if (!phrase.first.sure && start < 720 && end >= 780 && !hour.sure && start + 720 < end) start += 720
    if (start > end && !phrase.first.sure && start - 720 <= end) start -= 720
    if (start > end && end < 720 && !hour.sure) end += 720
    // "From 22:00 to 6:00" ends on the next day.
    if (phrase.first.sure && start >= 1080 && !hour.sure && hour.minutes < 720) end = hour.minutes
    if (start > end) end += 1440
  }
  const due = instantAt(date, end, clock)
  if (phrase.before.after && !phrase.first) {
    const close = endOf(date, clock)
    const evening = instantAt(date, Math.max(end, 1439), clock)
    const last = Temporal.Instant.compare(close, due) > 0 ? close : evening
    return { due: last, window: { start: due, end: last }, date, exact: false, future: isFuture(phrase) }
  }
  const window = start === undefined ? null : { start: instantAt(date, start, clock), end: due }
  return { due, window, date, exact: true, future: isFuture(phrase) }
}

/** Which half of the day an hour without "am" or "pm" is in: one to six are in the afternoon, the others as the words
 * beside them say, or as they stand; a time of today that is over is the later one. */
function halfOf({ minutes, sure }: Hour, phrase: Phrase, over: number | undefined): number {
  if (sure || minutes >= 780) return minutes
  const { part } = phrase
  if (part === 'morning') return minutes
  if (part === 'afternoon') return minutes < 720 ? minutes + 720 : minutes
  if (part === 'evening') return minutes < 720 && minutes >= 240 ? minutes + 720 : minutes
  if (part === 'night') return minutes < 720 && minutes >= 360 ? minutes + 720 : minutes >= 720 ? 1440 : minutes
  if (minutes >= 60 && minutes < 420) return minutes + 720
  if (minutes >= 420 && minutes < 480 && (phrase.before.by || phrase.before.before)) return minutes + 720
  if (over !== undefined && minutes <= over && minutes + 720 > over && minutes + 720 <= 22 * 60) return minutes + 720
  return minutes
}

function instantAt(date: Temporal.PlainDate, minutes: number, clock: Clock): Temporal.Instant {
  const day = minutes >= 1440 ? date.add({ days: 1 }) : date
  const rest = minutes % 1440
  const time = Temporal.PlainTime.from({ hour: Math.floor(rest / 60), minute: rest % 60 })
  return day.toZonedDateTime({ timeZone: clock.now.timeZoneId, plainTime: time }).toInstant()
}

/** The closing of a date's last opening, or its last second. */
function endOf(date: Temporal.PlainDate, clock: Clock): Temporal.Instant {
  const midnight = date.add({ days: 1 }).toZonedDateTime(clock.now.timeZoneId).toInstant()
  const last = midnight.subtract({ seconds: 1 })
  const closing = lastClosing(date, clock)
  if (!closing || Temporal.Instant.compare(closing, clock.now.toInstant()) <= 0) return last
  return Temporal.Instant.compare(closing, last) < 0 ? closing : last
}

/** The end of the last opening that begins on a local date. */
function lastClosing(date: Temporal.PlainDate, { now, calendar }: Clock): Temporal.Instant | undefined {
  if (!calendar) return undefined
  const start = date.toZonedDateTime(now.timeZoneId).toInstant()
  const end = date.add({ days: 1 }).toZonedDateTime(now.timeZoneId).toInstant()
  let closing: Temporal.Instant | undefined
  let here = start
  for (let openings = 0; openings < 48; openings++) {
    const open = attempt(() => calendar.instants.nextOpen(here))
    if (!open || Temporal.Instant.compare(open, end) >= 0) break
    const close = attempt(() => calendar.instants.nextClose(open))
    if (!close) break
    closing = close
    here = close
    if (Temporal.Instant.compare(here, end) >= 0) break
  }
  return closing
}

/** A calendar ends with the year 2200. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
