import { z } from 'zod'
import { checkedUrl, FetchError } from '#platform/fetch-public'
import { words } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { calendarNotFound } from './errors.ts'
import { changesOf, feedViewOf, feedWindow, fileAddress, isEmpty, MOST_FEEDS } from './feed.ts'
import { addressOrFile, feedAddress, tooManyFeeds, unreadableFile } from './feed-errors.ts'
import { countFeeds, insertFeed } from './feed-queries.ts'
import { feedView } from './feed-schemas.ts'
import { type CalendarRow, lockCalendar } from './queries.ts'
import { readICalendar, UnreadableCalendar } from './read-icalendar.ts'
import type { Holiday } from './schemas.ts'

const MOST_TEXT = 800_000

/** Nothing of the calendar changes here: a feed proposes, a person approves. */
export const addFeed = operation({
  name: 'calendars.addFeed',
  effect: 'writes',
  permission: 'calendars.update',
  summary: 'Add an iCalendar feed to a calendar: an address that is looked at daily, or a file',
  input: z.strictObject({
    id: z.uuid(),
    url: z
      .string()
      .trim()
      .min(1)
      .max(2000)
      .optional()
      .meta({ description: 'A public address.', examples: ['https://calendar.example/closed-days.ics'] }),
    fileName: words(200, 'closed-days.ics').optional().meta({ description: 'With text: instead of an address.' }),
    text: z
      .string()
      .min(1)
      .max(MOST_TEXT)
      .optional()
      .meta({ description: 'iCalendar text (RFC 5545).', examples: ['BEGIN:VCALENDAR\r\nEND:VCALENDAR'] }),
  }),
  output: feedView,
  async run(ctx, { id, url, fileName, text }) {
    const calendar = await lockCalendar(ctx.db, ctx.orgId, id)
    if (!calendar) throw calendarNotFound()
    if (url === undefined ? text === undefined || fileName === undefined : text !== undefined || fileName !== undefined)
      throw addressOrFile()
    if ((await countFeeds(ctx.db, ctx.orgId, id)) >= MOST_FEEDS) throw tooManyFeeds()
    const row = await insertFeed(ctx.db, {
      org_id: ctx.orgId,
      id: ctx.newId(),
      calendar_id: id,
      created_at: ctx.now,
      ...(url === undefined
        ? await fromFile(ctx, calendar, fileName ?? '', text ?? '')
        : { url: fetchable(url), state: 'new' }),
    })
    ctx.record({
      type: 'calendar.feed_added',
      subject: `calendar:${id}`,
      data: { feedId: row.id, kind: url === undefined ? 'file' : 'address' },
    })
    if (url !== undefined) ctx.later({ name: 'calendars.fetch_feed', data: { feedId: row.id, seen: null } })
    return feedViewOf(row)
  },
})

/** `webcal:` is how calendars write an address to subscribe to. */
function fetchable(url: string): string {
  try {
    return checkedUrl(url.replace(/^webcals?:/i, 'https:')).href
  } catch (error) {
    throw error instanceof FetchError ? feedAddress() : error
  }
}

async function fromFile(ctx: Context, calendar: CalendarRow, name: string, text: string) {
  const window = feedWindow(ctx.now, calendar.time_zone)
  const { days, passedOver, cut } = await readICalendar(text, window).catch((error: unknown) => {
    throw error instanceof UnreadableCalendar ? unreadableFile() : error
  })
  const changes = changesOf(days, calendar.holidays as Holiday[], [], window.from)
  return {
    url: fileAddress(name),
    state: isEmpty(changes) ? 'current' : 'proposed',
    proposal: JSON.stringify({ ...changes, passedOver, cut }),
    fetched_at: ctx.now,
  }
}
