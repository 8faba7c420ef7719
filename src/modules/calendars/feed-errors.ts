import { invalidField, Refusal, stale } from '#platform/errors'
import { MOST_FEEDS, MOST_HOLIDAYS } from './feed.ts'

export const feedNotFound = (): Refusal =>
  new Refusal('calendars/feed_not_found', 'not_found', 'There is no such feed. Check the id.')

export const staleFeed = (version: number): Refusal => stale('calendars', 'feed', version)

export const feedAddress = (): Refusal =>
  invalidField('calendars/feed_address', 'url', 'Must begin with https:// or http:// and hold no password.')

export const addressOrFile = (): Refusal =>
  invalidField('calendars/feed_source', 'url', 'Give either the address of a calendar, or a file with its name.')

export const unreadableFile = (): Refusal =>
  invalidField('calendars/feed_unreadable', 'text', 'This is no iCalendar text that can be read. Choose an .ics file.')

export const tooManyFeeds = (): Refusal =>
  new Refusal('calendars/too_many_feeds', 'conflict', `A calendar has at most ${MOST_FEEDS} feeds. Remove one first.`, {
    max: MOST_FEEDS,
  })

export const tooManyHolidays = (): Refusal =>
  new Refusal(
    'calendars/too_many_holidays',
    'conflict',
    `A calendar has at most ${MOST_HOLIDAYS} holidays. Take fewer dates.`,
    { max: MOST_HOLIDAYS },
  )

export const feedIsFile = (): Refusal =>
  new Refusal(
    'calendars/feed_is_file',
    'conflict',
    'This came as a file: there is no address to look at. Send it again.',
  )

export const nothingProposed = (): Refusal =>
  new Refusal('calendars/nothing_proposed', 'conflict', 'Nothing waits for a decision here.')
