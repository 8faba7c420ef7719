import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, openConsole, shifts, type TestConsole, watchShifts } from '#test/console'
import { createWorld, type TestWorld } from '#test/world'

const START = '2026-11-26T09:00:00Z'
let w: TestWorld
let c: TestConsole
let requestId: string

beforeAll(async () => {
  w = await createWorld({ start: START })
  c = await openConsole(w)
  const as = w.orgs[0].frontline
  const made = async (path: string, body: object) => (await w.api('post', path, body, { as })).body
  const contact = { name: 'Ana', email: 'ana@example.com', language: 'en', timeZone: 'Europe/Madrid' }
  const customerId = (await made('/v1/customers', { name: 'Ana Ruiz', contacts: [contact] })).id
  requestId = (await made('/v1/requests', { kind: 'job', subject: 'Boiler makes a knocking noise', customerId })).id
  const about = `request:${requestId}`
  const promise = { about, customerId, kind: 'completion' }
  await made('/v1/promises', { ...promise, wording: 'The part will be ordered.', dueAt: '2026-11-26T15:00:00Z' })
  const { id } = await made('/v1/promises', {
    ...promise,
    wording: 'Your boiler will be repaired.',
    dueAt: '2026-11-30T15:00:00Z',
    asksAnswer: true,
  })
  const wished = { saidBy: 'Ana', channel: 'phone', wishText: 'Any day after five.' }
  const answer = await w.api('post', `/v1/promises/${id}/refusal`, wished, { as })
  if (answer.status >= 400) throw new Error(JSON.stringify(answer.body))
})
afterAll(async () => {
  await c?.close()
  await w?.close()
})

describe.each([
  [1440, 'light'],
  [768, 'light'],
  [360, 'dark'],
] as const)('at %i px, %s', (width, scheme) => {
  test('a request and Today are accessible, and nothing moves while they load', async () => {
    await c.signedIn({ width, scheme }, async (page) => {
      await watchShifts(page)
      await page.goto(`${c.origin}/requests/${requestId}`)
      await page.getByRole('article', { name: 'The part will be ordered.' }).waitFor()
      await page.getByText('Request opened').waitFor()
      await page.waitForLoadState('networkidle')
      expect(await shifts(page), 'the request').toBeLessThan(0.05)
      await expectAccessible(page)
      await page.goto(c.origin)
      await page.getByRole('heading', { name: 'Act now' }).waitFor()
      await page.waitForLoadState('networkidle')
      expect(await shifts(page), 'Today').toBeLessThan(0.05)
      await expectAccessible(page)
    })
  })
})

test('the timeline shows one kind, and the rail reads all steps in one call', async () => {
  await c.signedIn({}, async (page) => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(`${c.origin}/requests/${requestId}`)
    const timeline = page.getByRole('region', { name: 'Timeline' })
    await timeline.getByText('Request opened').waitFor()
    await timeline.getByRole('button', { name: 'Promises', exact: true }).click()
    await timeline.getByText('Request opened').waitFor({ state: 'detached' })
    expect(await timeline.getByText('Promise declined').count()).toBe(1)
    await timeline.getByRole('button', { name: 'Changes', exact: true }).click()
    await timeline.getByText('Request opened').waitFor()
    expect(await timeline.getByText('Promise declined').count()).toBe(0)
    expect(asked.filter((url) => /\/promises\/[\w-]+\/steps/.test(url))).toEqual([])
    expect(asked.some((url) => url.includes('include=steps'))).toBe(true)
  })
})

test.each(['At risk now', 'Due today', 'Unanswered'])('the figure %s opens a list of as many', async (label) => {
  await c.signedIn({}, async (page) => {
    await page.goto(c.origin)
    const figure = page.getByRole('link', { name: new RegExp(`^${label}`) })
    const shown = Number(/\d+/.exec((await figure.innerText()).replace(label, ''))?.[0])
    if (label !== 'At risk now') expect(shown).toBe(1)
    await figure.click()
    const rows = page.locator('[id=promises] a[href*="/requests/"]')
    await (shown > 0 ? rows.first() : page.getByText('Nothing here.')).waitFor()
    expect(await rows.count()).toBe(shown)
  })
})
