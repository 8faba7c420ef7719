import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInLink } from '#modules/accounts'
import { sweepDue } from '#modules/promises'
import { systemActor } from '#platform/operation'
import { expectAccessible, openConsole, type TestConsole, testPages } from '#test/console'
import { builtManifest, FIRST_LOAD_BYTES, firstLoad } from '#test/first-load'
import { createWorld, type TestWorld } from '#test/world'

const START = '2026-11-26T09:00:00Z'
let w: TestWorld
let site: TestConsole
let requestId: string
let customerId: string
let calendarId: string

beforeAll(async () => {
  w = await createWorld({ start: START })
  site = await openConsole(w)
  const as = w.orgs[0].owner
  calendarId = (await w.api('get', '/v1/calendars', undefined, { as })).body.items[0].id
  const customer = await w.api(
    'post',
    '/v1/customers',
    { name: 'Ana Ruiz', contacts: [{ name: 'Ana Ruiz', email: 'ana@example.com', language: 'es' }] },
    { as },
  )
  customerId = customer.body.id
  const request = await w.api(
    'post',
    '/v1/requests',
    { kind: 'job', subject: 'Boiler makes a knocking noise', customerId },
    { as },
  )
  requestId = request.body.id
  const matter = { about: `request:${requestId}`, customerId }
  await w.api(
    'post',
    '/v1/promises',
    {
      kind: 'completion',
      wording: 'Su caldera estará reparada.',
      language: 'es',
      dueAt: '2026-11-27T15:00:00Z',
      asksAnswer: true,
      caveats: ['Puede faltar una pieza.'],
      ...matter,
    },
    { as },
  )
  const kept = await w.api(
    'post',
    '/v1/promises',
    { kind: 'callback', wording: 'We will call you.', dueAt: '2026-11-26T15:00:00Z', ...matter },
    { as },
  )
  await w.api('post', `/v1/promises/${kept.body.id}/delivery`, {}, { as })
  await w.drainTasks()
})
afterAll(async () => {
  await site?.close()
  await w?.close()
})

const signedIn: TestConsole['signedIn'] = (options, work) => site.signedIn(options, work)

const pages = [
  '/',
  '/requests',
  '/requests/REQUEST',
  '/requests/REQUEST/evidence',
  '/customers',
  '/customers/CUSTOMER',
  '/settings/calendars/CALENDAR',
  '/promises',
  '/imports',
  '/mail',
  ...['account', 'organization', 'members', 'calendars', 'teams', 'services', 'keys', 'sessions', 'work'].map(
    (section) => `/settings/${section}`,
  ),
]

testPages(() => site, pages, {
  addressOf: (path) =>
    path.replace('REQUEST', requestId).replace('CUSTOMER', customerId).replace('CALENDAR', calendarId),
})

test('the first page fetches only what its budget counts, and stays below it', async () => {
  await signedIn({}, async (page) => {
    await page.goto(site.origin)
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
    await page.waitForLoadState('networkidle')
    const fetched = await page.evaluate(() =>
      performance.getEntriesByType('resource').map((entry) => ({
        path: new URL(entry.name).pathname.slice(1),
        bytes: (entry as PerformanceResourceTiming).transferSize,
      })),
    )
    const assets = fetched.filter(({ path }) => !path.startsWith('v1/'))
    const counted = firstLoad(builtManifest(), 'pages/today/page.tsx', 'en')
    expect(assets.map(({ path }) => path).filter((path) => !counted.has(path))).toEqual([])
    expect(assets.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(FIRST_LOAD_BYTES)
  })
})

test('whoever is lost keeps the navigation; the menu of the account gives the focus back', async () => {
  await signedIn({}, async (page) => {
    await page.goto(`${site.origin}/nowhere`)
    await page.getByRole('heading', { name: 'Nothing here' }).waitFor()
    await page.getByRole('navigation').getByRole('link', { name: 'Requests' }).waitFor()
    const me = page.getByRole('button', { name: /Olive Owner/ })
    await me.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Your account' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'hidden' })
    await page.waitForFunction("document.activeElement?.textContent?.includes('Olive Owner')")
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByText('Show this list').waitFor()
  })
})

test('a page outside of the role says so, and who can change it', async () => {
  await signedIn({ role: 'viewer' }, async (page) => {
    for (const path of ['/imports', '/mail', '/settings/keys']) {
      await page.goto(site.origin + path)
      await page.getByRole('heading', { name: 'Not part of your role' }).waitFor()
    }
    await expectAccessible(page)
  })
})

test('Enter in the address mails a link; a search that finds nothing can be taken back', async () => {
  const context = await site.browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(`${site.origin}/sign-in`)
  await page.getByLabel('Your e-mail address').fill('somebody@example.com')
  await page.keyboard.press('Enter')
  await page
    .getByRole('button', { name: 'Sign in another way' })
    .or(page.getByText('bin/kept sign-in'))
    .first()
    .waitFor()
  await context.close()
  await signedIn({}, async (page) => {
    await page.goto(`${site.origin}/requests?q=zzzz`)
    await page.getByText('No request fits.').waitFor()
    await page.getByRole('button', { name: 'Search all requests' }).click()
    await page.waitForURL(/view=all/)
    await page.getByRole('button', { name: 'Clear filters' }).first().click()
    await page.getByText('Boiler makes a knocking noise').first().waitFor()
  })
})

test('a sign-in link asks for one press; opening it records nothing', async () => {
  const { link } = await signInLink(w.gate, w.orgs[0].owner.member.email)
  const context = await site.browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(site.origin + new URL(link).pathname + new URL(link).hash)
  const press = page.getByRole('button', { name: /sign in/i }).first()
  await press.waitFor()
  await expectAccessible(page)
  expect((await context.cookies()).length).toBe(0)
  await press.click()
  await page.getByRole('heading', { name: 'Today' }).waitFor()
  await context.close()
})

test("the customer's answer and an overdue promise appear without reload", async () => {
  const as = w.orgs[0].owner
  const request = await w.api('post', '/v1/requests', { kind: 'job', subject: 'Live', customerId }, { as })
  const matter = { about: `request:${request.body.id}`, customerId }
  const made = await w.api(
    'post',
    '/v1/promises',
    { kind: 'completion', wording: 'It will be done.', dueAt: '2026-11-26T12:00:00Z', asksAnswer: true, ...matter },
    { as },
  )
  await signedIn({}, async (page) => {
    await page.goto(`${site.origin}/requests/${request.body.id}`)
    await page.getByText('It will be done.').first().waitFor()
    await w.api('post', `/v1/promises/${made.body.id}/acceptance`, { saidBy: 'Ana', channel: 'phone' }, { as })
    await page
      .getByText('Promise accepted')
      .or(page.getByText(/accepted/i))
      .first()
      .waitFor()
    await page.goto(site.origin)
    await page.getByRole('heading', { name: 'Today' }).waitFor()
    expect(await page.getByText('Overdue', { exact: true }).count()).toBe(0)
    w.clock.set('2026-11-26T12:00:01Z')
    await w.gate.run(sweepDue, systemActor(w.orgs[0].id, 'clock'), {})
    await page.getByText('Overdue', { exact: true }).first().waitFor()
    w.clock.set(START)
  })
})

test('a promise is proposed, and what goes out is shown', async () => {
  await signedIn({}, async (page) => {
    await page.goto(`${site.origin}/requests/${requestId}`)
    await page.getByRole('button', { name: 'Promise a date' }).first().click()
    const sheet = page.getByRole('dialog')
    await sheet.waitFor()
    await expectAccessible(page)
    await sheet.getByLabel(/in words/i).fill('Your radiator will be warm.')
    await sheet.locator('input[type=date]').first().fill('2026-11-30')
    await sheet.locator('input[type=time]').first().fill('16:00')
    await sheet
      .getByRole('button', { name: /^(propose|promise)/i })
      .last()
      .click()
    await sheet.waitFor({ state: 'hidden' })
    await page.getByText('Your radiator will be warm.').first().waitFor()
  })
})
