import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInLink } from '#modules/accounts'
import { sweepDue } from '#modules/promises'
import { estimateDue } from '#modules/risks'
import { systemActor } from '#platform/operation'
import { expectAccessible, openConsole, type TestConsole, testPages } from '#test/console'
import { builtManifest, FIRST_LOAD_BYTES, firstLoad } from '#test/first-load'
import { tellDayLongHistory } from '#test/history'
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
  '/notifications',
  '/forecast',
  '/forecast/overrides',
  ...[
    'account',
    'notifications',
    'organization',
    'promising',
    'members',
    'calendars',
    'teams',
    'services',
    'keys',
    'webhooks',
    'sessions',
    'work',
  ].map((section) => `/settings/${section}`),
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

/** Requests of 120 days, half of them roofs, that took up to two days; and what was counted of their dates. */
async function forecastHistory(): Promise<void> {
  const { id } = w.orgs[0]
  await w.owner.query(
    `insert into forecast_observation (org_id, id, service, channel, started_at, ended_at)
     select $1, gen_random_uuid(), case when n % 2 = 0 then 'Roof' else 'Boiler' end, 'phone', at, at + (1 + n * 37 % 48) * interval '1 hour'
     from (select n, timestamptz '2026-11-25T08:00:00Z' - n * interval '6 hours' as at from generate_series(1, 480) n) made`,
    [id],
  )
  const tally = (work: object | null, quoted: number, kept: number[]) => ({
    work,
    quoted,
    declined: [0, 0, Math.round(quoted / 10)],
    judged: [quoted, quoted, quoted],
    kept,
  })
  const counts = [
    tally(null, 400, [204, 318, 330]),
    tally({ by: 'service', name: 'Roof' }, 210, [104, 160, 150]),
    tally({ by: 'category', name: '' }, 190, [100, 158, 180]),
  ]
  await w.owner.query(
    `insert into forecast_record (org_id, checked_until, counted_at, counts) values ($1, $2, $2, $3)
     on conflict (org_id) do update set counted_at = excluded.counted_at, counts = excluded.counts`,
    [id, '2026-11-26T00:00:00Z', JSON.stringify({ 28: counts, 90: counts })],
  )
}

test('the forecast says how its dates were kept, and Today where they were not', async () => {
  await signedIn({}, async (page) => {
    await page.goto(`${site.origin}/forecast`)
    await page.getByText('No date has passed yet.').waitFor()
    await page.getByText('There is no result yet.').waitFor()
    await page.getByText('There are no groups of 30 requests').waitFor()
  })
  await forecastHistory()
  await signedIn({}, async (page) => {
    await page.goto(site.origin)
    await page.getByText('Dates were not kept as the forecast stated').waitFor()
    await page.getByRole('link', { name: 'Look at the forecast' }).click()
    await page.getByRole('heading', { level: 1, name: 'Forecast' }).waitFor()
    await page.getByText('Of dates at 90%, 83% were kept (of 400).').waitFor()
    await page.getByText('Roof: of dates at 90%, 71% were kept (of 210).').waitFor()
    const chart = page.getByRole('img', { name: /Stated and kept: at 50%: 51% kept/ })
    await chart.waitFor()
    await page.getByText('of 400; the true share lies between 78% and 86%').waitFor()
    const roofs = page.getByRole('row').filter({ hasText: 'Roof' })
    expect(await roofs.textContent()).toContain('71%off')
    await page.getByText('How this works').click()
    await page.getByText('Confidence is a share').waitFor()
    await page.getByText('What goes with lateness').waitFor()
    await expectAccessible(page)
  })
})

test('a backtest is run by a button, shows how far it is, and its result beside what firms do without', async () => {
  await forecastHistory()
  await signedIn({}, async (page) => {
    await page.goto(`${site.origin}/forecast`)
    await page.getByRole('button', { name: 'Run a backtest' }).click()
    await page.getByRole('progressbar').waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('The last one was stopped').waitFor()
    await page.getByRole('button', { name: 'Run a backtest' }).click()
    await page.getByRole('button', { name: 'Stop' }).waitFor()
    await w.drainTasks()
    await page.getByRole('row').filter({ hasText: 'Plain Kaplan–Meier' }).waitFor()
    await page.getByRole('button', { name: 'Dates at 50%' }).click()
    await page.getByRole('button', { name: 'Dates at 50%', pressed: true }).waitFor()
    await page.getByText('November 2026').waitFor()
    await expectAccessible(page)
  })
  // Whoever may only read sees the result, and no button.
  await signedIn({ role: 'viewer', width: 360, scheme: 'dark' }, async (page) => {
    await page.goto(`${site.origin}/forecast`)
    await page.getByRole('row').filter({ hasText: 'Own percentile' }).waitFor()
    expect(await page.getByRole('button', { name: 'Run a backtest' }).count()).toBe(0)
    await expectAccessible(page)
  })
})

test('who comes at risk stands on Today, in its list and on its card, with what was said before', async () => {
  await tellDayLongHistory(w, 'roofing')
  const as = w.orgs[0].owner
  const job = { kind: 'job', subject: 'Slates have come off', category: 'roofing', customerId }
  const { id } = (await w.api('post', '/v1/requests', job, { as })).body
  const promise = {
    ...{ kind: 'completion', wording: 'Your roof will be tight.', about: `request:${id}`, customerId },
    ...{ dueAt: w.clock.now().add({ hours: 4 }).toString(), belowFloorReason: 'Rain is on its way.' },
  }
  expect((await w.api('post', '/v1/promises', promise, { as })).status).toBe(201)
  await w.gate.run(estimateDue, systemActor(w.orgs[0].id, 'clock'), {})
  await signedIn({}, async (page) => {
    await page.goto(`${site.origin}/`)
    const row = page.getByRole('listitem').filter({ hasText: 'Your roof will be tight.' })
    await row.getByText('At risk', { exact: true }).waitFor()
    await row.getByText(/^\d+% likely to be kept$/).waitFor()
    await row.getByRole('button', { name: 'Renegotiate' }).waitFor()
    await page.getByRole('link', { name: /At risk now/ }).click()
    await page.getByRole('link', { name: 'Your roof will be tight.' }).click()
    const card = page.getByRole('article', { name: 'Your roof will be tight.' })
    await card.getByText(/^\d+% likely to be kept$/).waitFor()
    await page.getByText('Came at risk').waitFor()
    await card.getByRole('button', { name: 'How it looked before' }).click()
    await page.getByRole('dialog').getByRole('row').nth(1).waitFor()
    await expectAccessible(page)
  })
})

test('a date that few such requests keep: the nearest honest one is offered, a reason lets it pass, and it is counted', async () => {
  await tellDayLongHistory(w, 'plumbing')
  const as = w.orgs[0].owner
  const job = { kind: 'job', subject: 'Dripping tap', category: 'plumbing', customerId }
  const { id } = (await w.api('post', '/v1/requests', job, { as })).body
  const soon = w.clock.now().add({ hours: 4 }).toString()
  await signedIn({ refused: true }, async (page) => {
    const choose = async () => {
      await page.goto(`${site.origin}/requests/${id}`)
      await page.getByRole('button', { name: 'Promise a date' }).first().click()
      await page.getByLabel('Due: Date').fill(soon.slice(0, 10))
      await page.getByLabel('Due: Time').fill(soon.slice(11, 16))
      await page.getByText(/% of such requests are done by then\. Your organization promises from 80%/).waitFor()
    }
    await choose()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Use it' }).click()
    await page.getByLabel('Why promise it all the same?').waitFor({ state: 'detached' })
    await choose()
    await page.getByRole('button', { name: 'Promise', exact: true }).click()
    await page.getByRole('alert').getByText('Say why you promise it all the same').waitFor()
    await page.getByLabel('Why promise it all the same?').fill('The tap floods the cellar.')
    await page.getByRole('button', { name: 'Promise', exact: true }).click()
    await page.getByText('Made below the floor (80%): The tap floods the cellar.').waitFor()
  })
  await w.api('put', '/v1/promise-rules', { atRiskBelow: 0.5, floor: 0.8, hardFloor: true }, { as })
  await signedIn({ width: 360, scheme: 'dark' }, async (page) => {
    await page.goto(`${site.origin}/forecast/overrides`)
    await page.getByText('The tap floods the cellar.').waitFor()
    await page.getByRole('rowheader', { name: 'Olive Owner' }).waitFor()
    await expectAccessible(page)
    await page.goto(`${site.origin}/requests/${id}`)
    await page.getByRole('button', { name: 'Promise a date' }).first().click()
    await page.getByLabel('Due: Date').fill(soon.slice(0, 10))
    await page.getByLabel('Due: Time').fill(soon.slice(11, 16))
    await page.getByText('Nothing is promised below that, whatever the reason.').waitFor()
    expect(await page.getByLabel('Why promise it all the same?').count()).toBe(0)
    await expectAccessible(page)
  })
})
