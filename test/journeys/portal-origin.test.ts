import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { type PortalDesk, portalDesk } from '#test/portal-desk'
import { explainByLink } from '../../src/modules/conversations/explain-by-link.ts'

// Friday in Madrid, an hour ahead of UTC.
const START = '2026-11-20T09:00:00Z'
const WEEK = '{"mon":[["09:00","14:00"],["16:00","19:00"]],"fri":[["09:00","14:00"],["16:00","19:00"]]}'
let desk: PortalDesk
let app: Hono
let calendarId: string

beforeAll(async () => {
  desk = await portalDesk(START)
  app = desk.portal()
  calendarId = newId(desk.clock.now())
  await desk.owner.query(
    `insert into calendar (org_id, id, name, time_zone, hours, holidays, overrides, is_default, created_at)
     values ($1, $2, 'Secret name', 'Europe/Madrid', $3, '[]', '{}', true, $4)`,
    [desk.orgId, calendarId, WEEK, START],
  )
})
afterAll(() => desk?.close())

const pageOf = async (over: Record<string, unknown>, lang = 'en', contact: Record<string, unknown> = {}) => {
  const customerId = await desk.customer(contact)
  const promise = await desk.propose({ dueAt: undefined, customerId, ...over })
  const link = await desk.linkTo(promise.id)
  const before = desk.statements.length
  const response = await app.request(`${link}?lang=${lang}`)
  const page = await response.text()
  expect(desk.statements.slice(before).filter((text) => /^\s*(insert|update|delete)/i.test(text))).toEqual([])
  const [, origin = ''] = /<details class="card origin">([\s\S]*?)<\/details>/.exec(page) ?? []
  return { promise, link, page, origin: origin.replaceAll('\u00a0', ' ') }
}

test('business time: each day that was counted, in a plain details element, without what is the firm’s own', async () => {
  const { origin, page } = await pageOf({ businessSeconds: 9 * 3600 })
  expect(origin).toContain('<summary>How this date comes about</summary>')
  expect(origin).toContain('Counted from Friday 20 November, 10:00: 9 h of our opening hours.')
  const rows = [...origin.matchAll(/<tr><th scope="row">(.*?)<\/th><td>(.*?)<\/td><td>(.*?)<\/td>/g)].map((row) =>
    row.slice(1),
  )
  expect(rows).toEqual([
    ['Friday 20 November', '10:00–14:00', '4 h'],
    ['Friday 20 November', '16:00–19:00', '3 h'],
    ['Monday 23 November', '09:00–11:00', '2 h'],
  ])
  expect(page).not.toContain('Secret name')
  expect(page).not.toContain(calendarId)
})

test('where the clocks differ, the times are the customer’s and the firm’s zone is named', async () => {
  const { origin } = await pageOf({ businessSeconds: 2 * 3600 }, 'en', { timeZone: 'America/New_York' })
  expect(origin).toContain('<td>04:00–06:00</td>')
  expect(origin).toContain('Our opening hours are in Central European Time')
  expect((await pageOf({ businessSeconds: 2 * 3600 })).origin).not.toContain('Central European')
})

test('days are listed by date', async () => {
  const { origin } = await pageOf({ duration: { unit: 'business_days', n: 2, at: 'close' } })
  expect(origin).toContain('2 working days, until we close')
  expect(origin).toContain('<li>Monday 23 November</li><li>Friday 27 November</li>')
})

test('an agreed date is said to be one', async () => {
  const { origin } = await pageOf({ dueAt: '2026-11-27T09:00:00Z' })
  expect(origin).toContain('We chose this date')
})

test('after the hours changed, only what was promised is said', async () => {
  const { promise, link } = await pageOf({ duration: { unit: 'business_days', n: 1, at: 'close' } })
  await desk.owner.query('update calendar set holidays = $2, version = version + 1 where id = $1', [
    calendarId,
    '[{"date":"2026-11-23","name":"Strike"}]',
  ])
  const page = await (await app.request(link)).text()
  expect(page).toContain('The date that we told you stands.')
  expect(page).not.toContain('Friday 27 November')
  expect(promise.dueAt).toBe('2026-11-23T18:00:00Z')
  await desk.owner.query("update calendar set holidays = '[]', version = version + 1 where id = $1", [calendarId])
})

test.each([
  ['pt', 'Como se chega a esta data', '9 h do nosso horário'],
  ['es', 'Cómo se llega a esta fecha', '9 h de nuestro horario'],
  ['ca', 'Com s’arriba a aquesta data', '9 h del nostre horari'],
  ['pl', 'Skąd wynika ten termin', '9 godz. naszych godzin'],
  ['ru', 'Как получилась эта дата', '9 ч наших часов'],
])('in %s', async (lang, title, what) => {
  const { origin } = await pageOf({ businessSeconds: 9 * 3600 }, lang)
  expect(origin).toContain(title)
  expect(origin).toContain(what)
})

test('a link explains what it shows, and nothing else', async () => {
  const { link } = await pageOf({ businessSeconds: 3600 })
  const { rows } = await desk.owner.query(
    "select id from tracking_link where kind = 'view' order by created_at desc, id desc limit 1",
  )
  const other = await desk.propose({ dueAt: undefined, businessSeconds: 3600 })
  const asked = desk.gate.run(explainByLink, desk.member, { viewId: rows[0].id, actionId: null, promiseId: other.id })
  await expect(asked).rejects.toMatchObject({ kind: 'not_found' })
  expect(link).toMatch(/^\/t\//)
})
