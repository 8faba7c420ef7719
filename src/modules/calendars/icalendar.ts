import ICAL from 'ical.js'
import type { Holiday } from './schemas.ts'

/** Entries of an iCalendar text that close no day, and why; a few of their names. */
type PassedOver = {
  /** Entries with times of day: they are appointments. */
  timed: number
  cancelled: number
  /** Entries that make no sense: no beginning, a rule that cannot be read. */
  unreadable: number
  names: string[]
}

export type ClosedDays = {
  /** What the calendar calls itself. */
  name: string | null
  /** Local dates that its all-day entries cover, in order, each once. */
  days: Holiday[]
  passedOver: PassedOver
  /** There were more dates than are taken. */
  cut: boolean
}

/** Local dates, both included. */
export type Window = { from: string; until: string }

/** The text is no iCalendar text. */
export class NoCalendar extends Error {
  override name = 'NoCalendar'
}

const MOST_DAYS = 2000
const MOST_STEPS = 200_000
const MOST_NAMES = 5

/**
 * The days that an iCalendar text (RFC 5545) closes within a window: its all-day entries, of several days, repeated,
 * with their exceptions. Rules that never come true may keep it busy for ever: run it where it can be stopped.
 * @throws {NoCalendar}
 */
export function readClosedDays(text: string, window: Window): ClosedDays {
  const { name, entries, unreadable } = entriesOf(text)
  const passedOver: PassedOver = { timed: 0, cancelled: 0, unreadable, names: [] }
  const days = new Map<string, string>()
  const budget = { steps: MOST_STEPS }
  let cut = false
  for (const event of eventsOf(entries)) {
    const summary = wordsOf(event.summary) ?? name ?? event.startDate?.toString().slice(0, 10) ?? ''
    const pass = (why: 'timed' | 'cancelled' | 'unreadable'): void => {
      passedOver[why] += 1
      if (summary !== '' && passedOver.names.length < MOST_NAMES) passedOver.names.push(summary)
    }
    try {
      if (wordsOf(event.component.getFirstPropertyValue('status'))?.toUpperCase() === 'CANCELLED') pass('cancelled')
      else if (!event.startDate) pass('unreadable')
      else if (!event.startDate.isDate) pass('timed')
      else
        for (const [date, label] of daysOf(event, window, budget)) {
          const known = days.get(date)
          if (known === undefined && days.size >= MOST_DAYS) cut = true
          else days.set(date, joined(known, label ?? summary))
        }
    } catch {
      pass('unreadable')
    }
  }
  const dates = [...days].map(([date, label]) => ({ date, name: label }))
  return { name, days: dates.sort((a, b) => (a.date < b.date ? -1 : 1)), passedOver, cut: cut || budget.steps <= 0 }
}

type Entries = { name: string | null; entries: ICAL.Component[]; unreadable: number }

/** The entries of a text. Where one of them spoils the whole, each is read by itself. */
function entriesOf(text: string): Entries {
  try {
    const roots = rootsOf(ICAL.parse(text))
    return {
      name: wordsOf(roots.map((root) => root.getFirstPropertyValue('x-wr-calname')).find(Boolean)),
      entries: roots.flatMap((root) => root.getAllSubcomponents('vevent')),
      unreadable: 0,
    }
  } catch {
    return oneByOne(text)
  }
}

function rootsOf(parsed: unknown): ICAL.Component[] {
  const list = (Array.isArray(parsed) && Array.isArray(parsed[0]) ? parsed : [parsed]) as (unknown[] | undefined)[]
  const roots = list.filter((each) => each?.[0] === 'vcalendar')
  if (roots.length === 0) throw new NoCalendar()
  return roots.map((each) => new ICAL.Component(each as never))
}

function oneByOne(text: string): Entries {
  if (!/^BEGIN:VCALENDAR\s*$/im.test(text) || !/^END:VCALENDAR\s*$/im.test(text)) throw new NoCalendar()
  const read: Entries = { name: null, entries: [], unreadable: 0 }
  for (const [entry] of text.matchAll(/^BEGIN:VEVENT\s*$[\s\S]*?^END:VEVENT\s*$/gim))
    try {
      const [root] = rootsOf(ICAL.parse(`BEGIN:VCALENDAR\r\n${entry.trimEnd()}\r\nEND:VCALENDAR`))
      read.entries.push(...(root?.getAllSubcomponents('vevent') ?? []))
    } catch {
      read.unreadable += 1
    }
  return read
}

/** The entries with the changed occurrences put to their series; one without its series stands for itself. */
function eventsOf(entries: readonly ICAL.Component[]): ICAL.Event[] {
  const all = entries.map((entry) => new ICAL.Event(entry, { strictExceptions: true, exceptions: [] }))
  const series = new Map(all.filter((event) => !event.isRecurrenceException()).map((event) => [event.uid, event]))
  return all.filter((event) => {
    const master = event.isRecurrenceException() ? series.get(event.uid) : undefined
    master?.relateException(event)
    return master === undefined
  })
}

/** The dates that an entry covers within the window; a label where a changed occurrence has its own. */
function* daysOf(event: ICAL.Event, window: Window, budget: { steps: number }): Generator<[string, string | null]> {
  if (!event.isRecurring()) {
    yield* covered(event.startDate, event.endDate, window, null)
    return
  }
  // Dates that are only listed do not name the first one again.
  if (!event.component.hasProperty('rrule') && !event.component.hasProperty('exdate'))
    yield* covered(event.startDate, event.endDate, window, null)
  const occurrences = event.iterator()
  for (let at = occurrences.next(); at && dateOf(at) <= window.until; at = occurrences.next()) {
    budget.steps -= 1
    if (budget.steps <= 0) return
    const { item, startDate, endDate } = event.getOccurrenceDetails(at)
    if (wordsOf(item.component.getFirstPropertyValue('status'))?.toUpperCase() === 'CANCELLED') continue
    yield* covered(startDate, endDate, window, item === event ? null : wordsOf(item.summary))
  }
}

function* covered(
  from: ICAL.Time,
  to: ICAL.Time,
  window: Window,
  label: string | null,
): Generator<[string, string | null]> {
  // An occurrence that was moved to a time of day is an appointment now.
  if (!from.isDate) return
  const first = dateOf(from)
  const last = Temporal.PlainDate.from(dateOf(to)).subtract({ days: 1 }).toString()
  const until = last < first ? first : last
  let date = first < window.from ? window.from : first
  while (date <= until && date <= window.until) {
    yield [date, label]
    date = Temporal.PlainDate.from(date).add({ days: 1 }).toString()
  }
}

// Years of more than four digits are beyond every window.
const dateOf = (time: ICAL.Time): string => time.toString().slice(0, 10)

/** A text for people, in one line, as the database can hold it; null where nothing is left. */
function wordsOf(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const line = value
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return line === '' ? null : [...line].slice(0, 200).join('').slice(0, 200).trim()
}

const joined = (known: string | undefined, more: string): string => {
  if (known === undefined || known === more || known.split(' · ').includes(more)) return known ?? more
  const both = `${known} · ${more}`
  return both.length <= 200 ? both : known
}
