import { AxeBuilder } from '@axe-core/playwright'
import { serve } from '@hono/node-server'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInLink } from '#modules/accounts'
import { sweepDue } from '#modules/promises'
import { type Role, systemActor } from '#platform/operation'
import { openBrowser } from '#test/browser'
import { builtManifest, FIRST_LOAD_BYTES, firstLoad } from '#test/first-load'
import { createWorld, type TestWorld } from '#test/world'

const START = '2026-11-26T09:00:00Z'
let w: TestWorld
let browser: Browser
let origin: string
let stopServer: () => Promise<void>
let requestId: string
let customerId: string

beforeAll(async () => {
  ;[w, browser] = await Promise.all([createWorld({ start: START }), openBrowser()])
  origin = await new Promise((resolve) => {
    const server = serve({ fetch: w.app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    )
    stopServer = () =>
      new Promise((done) => {
        server.close(() => done())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
  })
  const as = w.orgs[0].owner
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
  await browser?.close()
  await stopServer?.()
  await w?.close()
})

/** Work in a browser that is signed in, as the owner unless told; whatever the browser complains about fails the test. */
async function signedIn(
  options: { width?: number; scheme?: 'light' | 'dark'; role?: Role },
  work: (page: Page, context: BrowserContext) => Promise<void>,
) {
  const { width = 1440, scheme = 'light', role = 'owner' } = options
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  })
  const [name, ...value] = w.orgs[0][role].cookie.split('=')
  await context.addCookies([{ name: name ?? '', value: value.join('='), url: origin }])
  const complaints: string[] = []
  try {
    const page = await context.newPage()
    // The browser shows the time of the test.
    await page.clock.setFixedTime(w.clock.now().epochMilliseconds)
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await work(page, context)
    expect(complaints).toEqual([])
  } finally {
    await context.close()
  }
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`)).toEqual(
    [],
  )
  expect(
    await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'),
    'wider than the screen',
  ).toBeLessThanOrEqual(0)
}

const pages = [
  '/',
  '/requests',
  '/requests/REQUEST',
  '/requests/REQUEST/evidence',
  '/customers',
  '/customers/CUSTOMER',
  '/promises',
  '/imports',
  '/mail',
  ...['account', 'organization', 'members', 'calendars', 'services', 'keys', 'sessions', 'work'].map(
    (section) => `/settings/${section}`,
  ),
]

describe.each([
  [1440, 'light'],
  [360, 'dark'],
] as const)('at %i px, %s', (width, scheme) => {
  test.each(pages)('%s is accessible and fits', async (path) => {
    await signedIn({ width, scheme }, async (page) => {
      await page.goto(origin + path.replace('REQUEST', requestId).replace('CUSTOMER', customerId))
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.waitForLoadState('load')
      await page.waitForTimeout(250)
      await expectAccessible(page)
    })
  })
})

test('the first page fetches only what its budget counts, and stays below it', async () => {
  await signedIn({}, async (page) => {
    await page.goto(origin)
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
    await page.goto(`${origin}/nowhere`)
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
      await page.goto(origin + path)
      await page.getByRole('heading', { name: 'Not part of your role' }).waitFor()
    }
    await expectAccessible(page)
  })
})

test('Enter in the address mails a link; a search that finds nothing can be taken back', async () => {
  const context = await browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(`${origin}/sign-in`)
  await page.getByLabel('Your e-mail address').fill('somebody@example.com')
  await page.keyboard.press('Enter')
  await page
    .getByRole('button', { name: 'Sign in another way' })
    .or(page.getByText('bin/kept sign-in'))
    .first()
    .waitFor()
  await context.close()
  await signedIn({}, async (page) => {
    await page.goto(`${origin}/requests?q=zzzz`)
    await page.getByText('No request fits.').waitFor()
    await page.getByRole('button', { name: 'Search all requests' }).click()
    await page.waitForURL(/view=all/)
    await page.getByRole('button', { name: 'Clear filters' }).first().click()
    await page.getByText('Boiler makes a knocking noise').first().waitFor()
  })
})

test('a sign-in link asks for one press; opening it records nothing', async () => {
  const { link } = await signInLink(w.gate, w.orgs[0].owner.member.email)
  const context = await browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(origin + new URL(link).pathname + new URL(link).hash)
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
    await page.goto(`${origin}/requests/${request.body.id}`)
    await page.getByText('It will be done.').first().waitFor()
    await w.api('post', `/v1/promises/${made.body.id}/acceptance`, { saidBy: 'Ana', channel: 'phone' }, { as })
    await page
      .getByText('Promise accepted')
      .or(page.getByText(/accepted/i))
      .first()
      .waitFor()
    await page.goto(origin)
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
    await page.goto(`${origin}/requests/${requestId}`)
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
