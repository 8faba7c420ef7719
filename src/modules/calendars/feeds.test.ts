import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#platform/operation'
import { createWorld, type Person, type TestWorld } from '#test/world'
import { queueFeedChecks } from './queue-feed-checks.ts'
import { tasksWith } from './tasks.ts'

let w: TestWorld
let server: Server
let address: string
let served: { status: number; text: string }
let asked = 0

const entry = (date: string, summary: string, ...more: string[]) =>
  [
    'BEGIN:VEVENT',
    `UID:${date}${summary}`,
    `DTSTART;VALUE=DATE:${date}`,
    `SUMMARY:${summary}`,
    ...more,
    'END:VEVENT',
  ].join('\r\n')
const ics = (...entries: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...entries, 'END:VCALENDAR', ''].join('\r\n')
const serve = (...entries: string[]) => {
  served = { status: 200, text: ics(...entries) }
}

beforeAll(async () => {
  server = createServer((_, response) => {
    asked += 1
    response.writeHead(served.status, { 'content-type': 'text/calendar' }).end(served.text)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/closed.ics`
  w = await createWorld({ start: '2026-11-26T09:00:00Z', allowPrivateAddresses: true })
})
afterEach(() => w.clock.set('2026-11-26T09:00:00Z'))
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await w.close()
})

const as = (): Person => w.orgs[0].lead
const call = async (method: string, path: string, body?: unknown, who: Person = as()) =>
  w.api(method, path, body, { as: who })
const good = async (method: string, path: string, body?: unknown) => {
  const answer = await call(method, path, body)
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  return answer.body
}
const newCalendar = async (holidays: object[] = []): Promise<string> => {
  const hours = { mon: [['09:00', '17:00']] }
  return (await good('post', '/v1/calendars', { name: 'Shop', timeZone: 'Europe/London', hours, holidays })).id
}
const feedOf = async (calendarId: string) => (await good('get', `/v1/calendars/${calendarId}/feeds`)).items[0]
const holidaysOf = async (calendarId: string) => (await good('get', `/v1/calendars/${calendarId}`)).holidays

/** A calendar with a feed that was looked at once. */
async function withFeed(holidays: object[] = []) {
  const calendarId = await newCalendar(holidays)
  const added = await good('post', `/v1/calendars/${calendarId}/feeds`, { url: address })
  expect(added).toMatchObject({ calendarId, url: address, fileName: null, state: 'new', proposal: null, version: 1 })
  await w.drainTasks()
  return { calendarId, feed: await feedOf(calendarId) }
}

const christmas = { date: '2026-12-25', name: 'Christmas' }

describe('a feed at an address', () => {
  it('proposes days, changes nothing until a person approves, and then as an edit does', async () => {
    serve(entry('20261225', 'Christmas again'), entry('20261228', 'Strike', 'DTEND;VALUE=DATE:20261230'))
    const { calendarId, feed } = await withFeed([christmas])
    expect(feed).toMatchObject({
      state: 'proposed',
      failure: null,
      fetchedAt: '2026-11-26T09:00:00Z',
      proposal: {
        add: [
          { date: '2026-12-28', name: 'Strike' },
          { date: '2026-12-29', name: 'Strike' },
        ],
        remove: [],
        passedOver: { timed: 0, cancelled: 0, unreadable: 0, names: [] },
        cut: false,
      },
    })
    expect(await holidaysOf(calendarId)).toEqual([christmas])
    const approved = await good('post', `/v1/feeds/${feed.id}/approval`, { proposalVersion: feed.version })
    expect(approved).toMatchObject({ state: 'current', proposal: null })
    expect(await holidaysOf(calendarId)).toEqual([christmas, ...feed.proposal.add])
    const events = await w.eventsOf(w.orgs[0].id, 'calendar.changed', 'calendar.feed_approved')
    expect(events.slice(-2)).toMatchObject([
      { type: 'calendar.changed', subject: `calendar:${calendarId}`, data: { changed: ['holidays'], version: 2 } },
      { type: 'calendar.feed_approved', data: { feedId: feed.id, taken: 2, proposed: 2 } },
    ])
  })

  it('takes only chosen dates, does not ask about the others again, and proposes what is gone to be opened', async () => {
    serve(entry('20261224', 'Eve'), entry('20261231', 'Old Year'))
    const { calendarId, feed } = await withFeed()
    await good('post', `/v1/feeds/${feed.id}/approval`, { dates: ['2026-12-24'] })
    expect(await holidaysOf(calendarId)).toEqual([{ date: '2026-12-24', name: 'Eve' }])
    serve(entry('20261231', 'Old Year'), entry('20270102', 'Bridge'))
    await good('post', `/v1/feeds/${feed.id}/check`)
    await w.drainTasks()
    const again = await feedOf(calendarId)
    expect(again.proposal).toMatchObject({
      add: [{ date: '2027-01-02', name: 'Bridge' }],
      remove: [{ date: '2026-12-24', name: 'Eve' }],
    })
    await good('post', `/v1/feeds/${feed.id}/approval`)
    expect(await holidaysOf(calendarId)).toEqual([{ date: '2027-01-02', name: 'Bridge' }])
  })

  it('is left alone by a dismissal, and does not ask again', async () => {
    serve(entry('20261224', 'Eve'))
    const { calendarId, feed } = await withFeed()
    expect(await good('post', `/v1/feeds/${feed.id}/dismissal`)).toMatchObject({ state: 'current', proposal: null })
    expect(await holidaysOf(calendarId)).toEqual([])
    serve(entry('20261224', 'Eve'), 'X-CHANGED:1')
    await good('post', `/v1/feeds/${feed.id}/check`)
    await w.drainTasks()
    expect(await feedOf(calendarId)).toMatchObject({ state: 'current', proposal: null })
    const twice = await call('post', `/v1/feeds/${feed.id}/dismissal`)
    expect([twice.status, twice.body.code]).toEqual([409, 'calendars/nothing_proposed'])
    expect((await w.eventsOf(w.orgs[0].id, 'calendar.feed_dismissed')).at(-1)?.data).toEqual({ feedId: feed.id })
  })

  it('says why a look failed, keeps what it proposed, and recovers', async () => {
    serve(entry('20261224', 'Eve'))
    const { calendarId, feed } = await withFeed()
    served = { status: 404, text: '' }
    await good('post', `/v1/feeds/${feed.id}/check`)
    await w.drainTasks()
    const failed = await feedOf(calendarId)
    expect(failed).toMatchObject({
      state: 'failed',
      failure: { code: 'status', detail: '404', message: 'The server answered 404. Check the address.' },
    })
    expect(failed.proposal.add).toHaveLength(1)
    served = { status: 200, text: '<html>Sign in</html>' }
    w.clock.set('2026-11-26T09:05:00Z')
    await good('post', `/v1/feeds/${feed.id}/check`)
    await w.drainTasks()
    expect(await feedOf(calendarId)).toMatchObject({ state: 'failed', failure: { code: 'no_calendar' } })
    serve(entry('20261224', 'Eve'))
    w.clock.set('2026-11-26T09:10:00Z')
    await good('post', `/v1/feeds/${feed.id}/check`)
    await w.drainTasks()
    expect(await feedOf(calendarId)).toMatchObject({ state: 'proposed', failure: null })
  })

  it('in a private network is never asked, unless the installation says so', async () => {
    serve(entry('20261224', 'Eve'))
    const calendarId = await newCalendar()
    const { id: feedId } = await good('post', `/v1/calendars/${calendarId}/feeds`, { url: address })
    const before = asked
    const { gate, clock } = w
    const log = { info: () => {} } as never
    const [task] = tasksWith({ allowPrivateAddresses: false })
    const signal = new AbortController().signal
    await task?.run({ orgId: w.orgs[0].id, gate, clock, log, signal }, { feedId, seen: null })
    expect(asked).toBe(before)
    expect(await feedOf(calendarId)).toMatchObject({ state: 'failed', failure: { code: 'private_address' } })
  })

  it('is looked at once a day, and once however often it is queued', async () => {
    serve(entry('20261224', 'Eve'))
    const { feed } = await withFeed()
    const clock = systemActor(w.orgs[0].id, 'clock')
    expect(await w.gate.run(queueFeedChecks, clock, {})).toEqual({ queued: 0 })
    w.clock.set('2026-11-27T09:00:01Z')
    const { queued } = await w.gate.run(queueFeedChecks, clock, {})
    expect(queued).toBeGreaterThan(0)
    await w.gate.run(queueFeedChecks, clock, {})
    const before = asked
    await w.drainTasks()
    expect(asked - before).toBe(queued)
    const { rows } = await w.owner.query('select state, fetched_at from calendar_feed where id = $1', [feed.id])
    expect(rows).toMatchObject([{ state: 'proposed' }])
  })

  it('is removed without touching the calendar; a look under way comes to nothing', async () => {
    serve(entry('20261224', 'Eve'))
    const { calendarId, feed } = await withFeed()
    await good('post', `/v1/feeds/${feed.id}/approval`)
    await good('post', `/v1/feeds/${feed.id}/check`)
    await good('delete', `/v1/feeds/${feed.id}`)
    await w.drainTasks()
    expect((await good('get', `/v1/calendars/${calendarId}/feeds`)).items).toEqual([])
    expect(await holidaysOf(calendarId)).toHaveLength(1)
    expect((await w.eventsOf(w.orgs[0].id, 'calendar.feed_removed')).at(-1)?.data).toEqual({ feedId: feed.id })
  })
})

describe('a file', () => {
  it('proposes as an address does', async () => {
    const calendarId = await newCalendar()
    const text = ics(
      entry('20261224', 'Eve'),
      'BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20261224T100000Z\r\nSUMMARY:Call\r\nEND:VEVENT',
    )
    const feed = await good('post', `/v1/calendars/${calendarId}/feeds`, { fileName: 'closed.ics', text })
    expect(feed).toMatchObject({
      ...{ url: null, fileName: 'closed.ics', state: 'proposed' },
      proposal: { add: [{ date: '2026-12-24', name: 'Eve' }], passedOver: { timed: 1, names: ['Call'] } },
    })
    const checked = await call('post', `/v1/feeds/${feed.id}/check`)
    expect([checked.status, checked.body.code]).toEqual([409, 'calendars/feed_is_file'])
    await good('post', `/v1/feeds/${feed.id}/approval`)
    expect(await holidaysOf(calendarId)).toHaveLength(1)
  })

  it('that is no calendar is refused beside its field', async () => {
    const calendarId = await newCalendar()
    const answer = await call('post', `/v1/calendars/${calendarId}/feeds`, { fileName: 'a.ics', text: 'hello' })
    expect(answer).toMatchObject({ status: 400, body: { issues: [{ path: 'text' }] } })
    expect((await good('get', `/v1/calendars/${calendarId}/feeds`)).items).toEqual([])
  })
})

describe('feeds are refused', () => {
  it.each([
    ['an address of another kind', { url: 'ftp://calendar.example/a.ics' }, 'calendars/feed_address'],
    ['an address with a password', { url: 'https://me:secret@calendar.example/a.ics' }, 'calendars/feed_address'],
    ['nothing', {}, 'calendars/feed_source'],
    ['an address and a file', { url: 'https://a.example/', fileName: 'a.ics', text: 'x' }, 'calendars/feed_source'],
    ['a file without its name', { text: ics() }, 'calendars/feed_source'],
  ])('%s', async (_, body, code) => {
    const answer = await call('post', `/v1/calendars/${await newCalendar()}/feeds`, body)
    expect(answer).toMatchObject({ status: 400, body: { issues: [{ code }] } })
  })

  it('to those who may not change calendars, and to other organizations', async () => {
    serve(entry('20261224', 'Eve'))
    const { calendarId, feed } = await withFeed()
    const doors = [
      ['get', `/v1/calendars/${calendarId}/feeds`],
      ['post', `/v1/calendars/${calendarId}/feeds`, { url: address }],
      ['post', `/v1/feeds/${feed.id}/check`],
      ['post', `/v1/feeds/${feed.id}/approval`],
      ['post', `/v1/feeds/${feed.id}/dismissal`],
      ['delete', `/v1/feeds/${feed.id}`],
    ] as const
    for (const [method, path, body] of doors) {
      expect((await call(method, path, body, w.orgs[0].frontline)).status, path).toBe(403)
      expect((await call(method, path, body, w.orgs[1].owner)).status, path).toBe(404)
    }
    expect(await feedOf(calendarId)).toEqual(feed)
  })

  it('beyond twenty, and where somebody decided meanwhile', async () => {
    serve(entry('20261224', 'Eve'))
    const { calendarId, feed } = await withFeed()
    const stale = await call('post', `/v1/feeds/${feed.id}/approval`, { proposalVersion: feed.version - 1 })
    expect([stale.status, stale.body.code]).toEqual([412, 'calendars/stale'])
    for (let n = 1; n < 20; n++) await good('post', `/v1/calendars/${calendarId}/feeds`, { url: address })
    const answer = await call('post', `/v1/calendars/${calendarId}/feeds`, { url: address })
    expect(answer).toMatchObject({ status: 409, body: { code: 'calendars/too_many_feeds', max: 20 } })
  })

  it('a second time: a request that comes twice is one', async () => {
    const calendarId = await newCalendar()
    const headers = { 'idempotency-key': 'feed-1' }
    const once = () => w.api('post', `/v1/calendars/${calendarId}/feeds`, { url: address }, { as: as(), headers })
    expect((await once()).body).toEqual((await once()).body)
    expect((await good('get', `/v1/calendars/${calendarId}/feeds`)).items).toHaveLength(1)
  })
})
