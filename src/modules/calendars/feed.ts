import { textOf, textOrNull } from '#platform/fields'
import type { FeedRow } from './feed-queries.ts'
import { type FailureCode, type FeedProposal, type FeedView, failureCode } from './feed-schemas.ts'
import type { Window } from './icalendar.ts'
import type { Holiday } from './schemas.ts'

/** What a person decided about a date of a feed; it is not proposed again. */
export type Decided = Holiday & { taken: boolean }

/** Feeds of one calendar. */
export const MOST_FEEDS = 20
/** As the calendar's schema says. */
export const MOST_HOLIDAYS = 3000
const YEARS_AHEAD = 10
/** A file that was sent lies under its name, so that the address says that there is nothing to fetch. */
const FILE = 'file:'

export const fileAddress = (name: string): string => `${FILE}${name}`
export const isFile = (url: string): boolean => url.startsWith(FILE)

/** The local dates that a feed is read for: today to the end of the tenth year ahead. */
export function feedWindow(now: Temporal.Instant, timeZone: string): Window {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  return { from: today.toString(), until: `${today.year + YEARS_AHEAD}-12-31` }
}

const sameDay = (a: Holiday) => (b: Holiday) => a.date === b.date && a.name === b.name

/**
 * What a feed would change in a calendar: days that it has and the calendar has not, days that were taken from it and
 * that it has no longer. What a person decided once is not asked again.
 * @param today local date; what lies before it stays as it is
 */
export function changesOf(
  found: readonly Holiday[],
  holidays: readonly Holiday[],
  decided: readonly Decided[],
  today: string,
): Pick<FeedProposal, 'add' | 'remove'> {
  const closed = new Set(holidays.map(({ date }) => date))
  const there = new Set(found.map(({ date }) => date))
  return {
    add: found.filter((day) => day.date >= today && !closed.has(day.date) && !decided.some(sameDay(day))),
    remove: decided
      .filter((day) => day.taken && day.date >= today && !there.has(day.date) && holidays.some(sameDay(day)))
      .map(({ date, name }) => ({ date, name })),
  }
}

/**
 * A calendar's holidays and the record of decisions after a person took some dates of a proposal and left the others.
 * @param taken dates; those that are not in the proposal count for nothing
 */
export function decide(
  { add, remove }: Pick<FeedProposal, 'add' | 'remove'>,
  taken: ReadonlySet<string>,
  holidays: readonly Holiday[],
  decided: readonly Decided[],
  today: string,
): { holidays: Holiday[]; decided: Decided[] } {
  const closed = new Set(holidays.map(({ date }) => date))
  const gone = remove.filter(({ date }) => taken.has(date))
  const fresh = add.filter(({ date }) => taken.has(date) && !closed.has(date))
  const kept = holidays.filter((day) => !gone.some(sameDay(day)))
  // A day that is gone from the feed is the firm's own now, or nobody's: either way the feed decides about it no more.
  const open = decided.filter((day) => day.date >= today && !remove.some(sameDay(day)))
  return {
    holidays: [...kept, ...fresh].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)),
    decided: [...open, ...add.map((day) => ({ ...day, taken: taken.has(day.date) }))],
  }
}

export const isEmpty = ({ add, remove }: Pick<FeedProposal, 'add' | 'remove'>): boolean =>
  add.length === 0 && remove.length === 0

const SENTENCES: Readonly<Record<FailureCode, (detail: string) => string>> = {
  bad_address: () => 'The address is none that can be fetched. Use one that begins with https:// or http://.',
  credentials: () => 'The address holds a user name or password. Use a secret address without them.',
  private_address: (host) => `${host} lies in a private network, which is never asked. Use a public address.`,
  unknown_host: (host) => `${host} is unknown. Check the address.`,
  unreachable: (host) => `${host} could not be reached. It is tried again tomorrow.`,
  certificate: (host) => `The connection to ${host} is not secure: its certificate cannot be trusted.`,
  too_slow: () => 'No complete answer came within 10 seconds. It is tried again tomorrow.',
  too_large: () => 'The calendar is larger than 2 MB. Use one with fewer entries.',
  too_many_redirects: () => 'The address leads from one to the next without an end. Check the address.',
  status: (status) => `The server answered ${status}. Check the address.`,
  encoded: () => 'The answer came packed in a way that was not asked for.',
  no_calendar: () => 'What lies there is no iCalendar. Use an address that ends in .ics.',
  too_complex: () => 'The calendar has too many entries or rules to be read.',
}

export const failureText = (code: FailureCode, detail: string): string => `${code} ${detail}`.trim()

function failureOf(text: string | null): FeedView['failure'] {
  if (text === null) return null
  const [, word = '', detail = ''] = /^(\S*) ?(.*)$/s.exec(text) ?? []
  const code = failureCode.parse(word)
  return { code, detail, message: SENTENCES[code](detail) }
}

export const decidedOf = (row: FeedRow): Decided[] => row.decided as Decided[]
export const proposalOf = (row: FeedRow): FeedProposal | null => row.proposal as FeedProposal | null

export const feedViewOf = (row: FeedRow): FeedView => ({
  id: row.id,
  calendarId: row.calendar_id,
  url: isFile(row.url) ? null : row.url,
  fileName: isFile(row.url) ? row.url.slice(FILE.length) : null,
  state: row.state as FeedView['state'],
  failure: failureOf(row.failure),
  proposal: proposalOf(row),
  fetchedAt: textOrNull(row.fetched_at),
  createdAt: textOf(row.created_at),
  version: row.version,
})
