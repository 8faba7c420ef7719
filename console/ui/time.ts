import { useSyncExternalStore } from 'react'
import { locale, m } from './text.ts'

/** The zone in which the reader reads; every absolute time in the console is in it unless it says otherwise. */
export const readerZone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A length of time in its two largest units: "2 h 10 min", "3 d 4 h", "5 mo". Milliseconds, sign ignored. */
export function span(milliseconds: number): string {
  const length = Math.abs(milliseconds)
  if (length < minute) return m.time.seconds({ n: Math.round(length / 1000) })
  if (length < hour) return m.time.minutes({ n: Math.floor(length / minute) })
  if (length < day) {
    return twoUnits(
      m.time.hours({ n: Math.floor(length / hour) }),
      Math.floor((length % hour) / minute),
      m.time.minutes,
    )
  }
  if (length < 7 * day) {
    return twoUnits(m.time.days({ n: Math.floor(length / day) }), Math.floor((length % day) / hour), m.time.hours)
  }
  if (length < 60 * day) return m.time.days({ n: Math.round(length / day) })
  if (length < 730 * day) return m.time.months({ n: Math.round(length / (30.44 * day)) })
  return m.time.years({ n: Math.round(length / (365.25 * day)) })
}

const twoUnits = (large: string, rest: number, small: (a: { n: number }) => string): string =>
  rest === 0 ? large : `${large} ${small({ n: rest })}`

/** "in 2 h 10 min", "3 d ago", "just now". */
export function relative(at: string, now: number): string {
  const difference = Date.parse(at) - now
  if (Math.abs(difference) < minute) return m.time.justNow()
  return difference > 0 ? m.time.in({ span: span(difference) }) : m.time.ago({ span: span(difference) })
}

const formats = new Map<string, Intl.DateTimeFormat>()
function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${name} ${options.timeZone ?? ''}`
  let known = formats.get(key)
  if (!known) {
    known = new Intl.DateTimeFormat(locale, options)
    formats.set(key, known)
  }
  return known
}

/** "Thu 26 Nov, 16:00", with the year when it is not this one. */
export function absolute(at: string, zone = readerZone): string {
  const date = new Date(at)
  const sameYear = date.getFullYear() === new Date().getFullYear()
  return format(sameYear ? 'at' : 'at-year', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(date)
}

/** "Thursday 26 November, 16:00": for dates that are chosen with care. */
export function longDate(at: string, zone = readerZone): string {
  return `${dayHeading(at, zone)}, ${timeOnly(at, zone)}`
}

/** "26 Nov 2026". */
export function dayOnly(at: string, zone = readerZone): string {
  return format('day', { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone }).format(new Date(at))
}

/** "November 2026". */
export const monthOnly = (at: string): string =>
  format('month', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(at))

/** "Thursday": the day of the week, 1 is Monday. */
export const weekdayName = (day: number): string =>
  format('weekday', { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, 0, 4 + day)))

/** "Thu 26 Nov". */
export function shortDay(at: string | number, zone = readerZone): string {
  return format('short', { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone }).format(new Date(at))
}

/** "16:00". */
export function timeOnly(at: string, zone = readerZone): string {
  return format('time', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(new Date(at))
}

/** "Thursday 26 November": the heading of a day. */
export function dayHeading(at: string | number, zone = readerZone): string {
  return format('heading', { weekday: 'long', day: 'numeric', month: 'long', timeZone: zone }).format(new Date(at))
}

export const number = (value: number): string => new Intl.NumberFormat(locale).format(value)
export const percent = (value: number, digits = 0): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(value)

const listeners = new Set<() => void>()
let current = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    current = Date.now()
    for (const each of listeners) each()
  }, 15_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The present in milliseconds, one clock for the whole page, moving every 15 seconds. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => current)
}
