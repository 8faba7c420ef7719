import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, openConsole, type TestConsole, testPages } from '#test/console'
import { createWorld, type TestWorld } from '#test/world'

// A Thursday; the organization is open from Monday to Friday, 09:00 to 17:00 in London.
const START = '2026-11-26T09:00:00Z'
let w: TestWorld
let site: TestConsole
let policyId: string

// Each is a journey of many steps.
const patience = { timeout: 240_000 }

beforeAll(async () => {
  w = await createWorld({ start: START })
  site = await openConsole(w)
})
afterAll(async () => {
  await site?.close()
  await w?.close()
})

const signedIn: TestConsole['signedIn'] = (options, work) =>
  site.signedIn({ timeZone: 'Europe/London', ...options }, work)

test('without norms there is one thing to do; the starter set is in use with one click', patience, async () => {
  await signedIn({}, async (page) => {
    await page.goto(`${site.origin}/policies`)
    await page.getByRole('button', { name: 'Start with the usual norms' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByText('We will answer your e-mail.').waitFor()
    await sheet.getByLabel('Your line of work').selectOption('repair')
    await sheet.getByText('Your repair will be finished.').waitFor()
    expect(await sheet.getByRole('checkbox').count()).toBe(13)
    await expectAccessible(page)
    await sheet.getByRole('checkbox', { name: 'News about what we offer' }).uncheck()
    await sheet.getByRole('button', { name: 'Use these norms' }).click()
    await sheet.waitFor({ state: 'hidden' })
    const row = page.getByRole('row').filter({ hasText: 'First reply to e-mails' })
    await row.getByText('No figures yet').first().waitFor()
    expect(await row.getByText('end of the next business day').count()).toBe(1)
    expect(await row.getByText('3 business days, until closing').count()).toBe(1)
    expect(await page.getByText('Not in use.').count()).toBe(1)
  })
  const { body } = await w.api('get', '/v1/policies?limit=50', undefined, { as: w.orgs[0].owner })
  expect(body.items).toHaveLength(12)
  policyId = body.items.find((policy: { norm: string }) => policy.norm === 'email').id
})

test(
  'a mail arriving Friday 17:50: date, reason and sentence follow the rules while they are written',
  patience,
  async () => {
    await signedIn({}, async (page) => {
      await page.goto(`${site.origin}/policies/${policyId}`)
      await page.getByRole('heading', { level: 1, name: 'First reply to e-mails' }).waitFor()
      const simulator = page.getByRole('complementary', { name: 'Try it' })
      await simulator.getByRole('button', { name: 'Friday 17:50', pressed: true }).waitFor()
      await simulator.getByText('It fits: this is promised.').waitFor()
      await expectAccessible(page)

      const editor = page.getByRole('group', { name: 'What the policy says' })
      await editor.getByLabel('We promise within: unit').selectOption('business_seconds')
      await simulator.getByText('Monday 30 November, 13:00', { exact: true }).waitFor()
      await simulator.getByText('We will answer your e-mail by Monday 30 November, 13:00').waitFor()
      await simulator.getByText('Why then: 4 h of business time').click()
      const derived = simulator.getByRole('row').filter({ hasText: 'Mon 30 Nov' })
      expect(await derived.textContent()).toContain('09:00–13:00')

      await simulator.getByLabel('Channel').selectOption('phone')
      await simulator.getByText('Does not fit: Channel').waitFor()
      await simulator.getByLabel('Channel').selectOption('email')
      await simulator.getByRole('button', { name: 'Now' }).click()
      await simulator.getByText('Thursday 26 November, 13:00', { exact: true }).waitFor()

      // What is still being typed asks nobody.
      await editor.getByLabel('We promise within: hours').fill('')
      await simulator.getByText('Fill in the numbers, and you see the date here.').waitFor()
      await page.getByRole('button', { name: 'Save' }).click()
      await editor.getByText('Fill this in.').first().waitFor()
      await editor.getByLabel('We promise within: hours').fill('4')
      await page.getByText('New promises get version 2.').waitFor()
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('button', { name: 'Version 2' }).click()
      const history = page.getByRole('dialog')
      await history.getByText('3 business days, until closing').waitFor()
      expect(await history.getByText('4 business hours').count()).toBe(1)
      await expectAccessible(page)
    })
  },
)

test('conditions and warnings by keyboard; running promises keep their version', patience, async () => {
  const as = w.orgs[0].owner
  const customer = await w.api('post', '/v1/customers', { name: 'Ana Ruiz' }, { as })
  const request = await w.api(
    'post',
    '/v1/requests',
    { kind: 'job', subject: 'Boiler', channel: 'email', customerId: customer.body.id },
    { as },
  )
  expect(request.status).toBe(201)
  await signedIn({}, async (page) => {
    await page.goto(`${site.origin}/policies/${policyId}`)
    await page.getByText('1 running promise').first().waitFor()
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key)
    }
    await page.getByRole('button', { name: 'Add a condition' }).focus()
    await press('Enter')
    await page.getByRole('menuitem', { name: 'Language' }).waitFor()
    await page.getByRole('menuitem', { name: 'Language' }).focus()
    await press('Enter')
    await page.getByLabel('Language', { exact: true }).and(page.locator(':focus')).waitFor()
    await page.keyboard.type('Pol')
    await press('ArrowDown', 'Enter')
    await page.getByRole('button', { name: 'Add a warning' }).focus()
    await press('Enter')
    await page.getByRole('group', { name: 'Warning 2' }).waitFor()
    await page.getByText('1 running promise keeps version 2; new ones get version 3.').waitFor()
    const simulator = page.getByRole('complementary', { name: 'Try it' })
    await simulator.getByText('Warned: The owner, in the console').nth(1).waitFor()
    await page.getByRole('button', { name: 'Save' }).focus()
    await press('Enter')
    await page.getByRole('button', { name: 'Version 3' }).waitFor()
    // Leaving with work in hand asks first.
    await page.getByRole('textbox', { name: 'Name' }).fill('Another name')
    await page.getByRole('navigation').getByRole('link', { name: 'Today' }).click()
    const asks = page.getByRole('dialog')
    await asks.getByText('Leave without saving?').waitFor()
    await expectAccessible(page)
    await asks.getByRole('button', { name: 'Stay here' }).click()
    await page.getByRole('button', { name: 'Discard changes' }).click()
    await page.getByRole('navigation').getByRole('link', { name: 'Today' }).click()
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
  })
  const { body } = await w.api('get', `/v1/policies/${policyId}`, undefined, { as })
  expect(body.spec.conditions.languages).toEqual(['pl'])
  expect(body.spec.steps).toHaveLength(2)
})

test('what the API finds wrong stands at its field', patience, async () => {
  await signedIn({ refused: true }, async (page) => {
    await page.goto(`${site.origin}/policies/new`)
    await page.getByRole('textbox', { name: 'Name' }).fill('Long words')
    await page.getByRole('button', { name: 'Polski' }).click()
    await page.getByRole('textbox', { name: 'In words: Polski' }).fill('a'.repeat(2001))
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('textbox', { name: 'In words: English' }).fill('We will answer')
    await page.getByRole('button', { name: 'Create the policy' }).click()
    const field = page.getByRole('textbox', { name: 'In words: Polski' })
    await field.waitFor()
    await field.and(page.locator(':focus')).waitFor()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    await field.fill('Odpowiemy')
    await page.getByRole('button', { name: 'Create the policy' }).click()
    await page.getByRole('heading', { level: 1, name: 'Long words' }).waitFor()
  })
})

test('the norms stand beside what was delivered, and are reviewed', patience, async () => {
  const as = w.orgs[0].owner
  const { body } = await w.api('get', `/v1/promises?policyId=${policyId}`, undefined, { as })
  w.clock.set('2026-11-26T11:30:00Z')
  await w.api('post', `/v1/promises/${body.items[0].id}/delivery`, {}, { as })
  await signedIn({}, async (page) => {
    await page.goto(`${site.origin}/policies`)
    const row = page.getByRole('row').filter({ hasText: 'First reply to e-mails' })
    const figures = row.getByRole('link', { name: '1 of 1 promise kept' }).first()
    await figures.waitFor()
    expect(await row.getByText('half within 2 h 30 min, 9 of 10 within 2 h 30 min').count()).toBe(2)
    await expectAccessible(page)
    await row.getByRole('button', { name: 'Review' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByText('Stop', { exact: true }).click()
    await sheet.getByText('It makes no new promises. Running ones still hold.').waitFor()
    await sheet.getByRole('button', { name: 'Record the decision' }).click()
    await sheet.getByText('Fill this in.').waitFor()
    await sheet.getByLabel('Why?').fill('We answer by phone now.')
    await expectAccessible(page)
    await sheet.getByRole('button', { name: 'Record the decision' }).click()
    await sheet.waitFor({ state: 'hidden' })
    await row.getByText('We answer by phone now.').waitFor()
    await row.getByText('Off', { exact: true }).waitFor()
    await figures.click()
    await page.waitForURL(new RegExp(`/promises\\?policyId=${policyId}`))
    await page.getByText('We will answer your e-mail.').first().waitFor()
  })
  w.clock.set(START)
})

test('what happened in a matter is noted, and the policies promise', patience, async () => {
  const as = w.orgs[0].owner
  const made = await w.api(
    'post',
    '/v1/policies',
    {
      name: 'Call back',
      spec: {
        trigger: 'message_in',
        conditions: { channels: ['phone'] },
        kind: 'callback',
        wording: { en: 'We will call you back.' },
        duration: { unit: 'business_seconds', n: 3600 },
      },
    },
    { as },
  )
  expect(made.status).toBe(201)
  const request = await w.api('post', '/v1/requests', { kind: 'job', subject: 'Radiator' }, { as })
  await signedIn({}, async (page) => {
    await page.goto(`${site.origin}/requests/${request.body.id}`)
    await page.getByRole('heading', { level: 1, name: 'Radiator' }).waitFor()
    await page
      .getByRole('banner')
      .or(page.locator('header'))
      .getByRole('button', { name: 'More actions' })
      .first()
      .click()
    await page.getByRole('menuitem', { name: 'Note what happened' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel('How?').selectOption('phone')
    await expectAccessible(page)
    await sheet.getByRole('button', { name: 'Note it' }).click()
    await sheet.waitFor({ state: 'hidden' })
    await page.getByText('We will call you back.').first().waitFor()
  })
})

test('who may not change policies reads what they say, and may try them', patience, async () => {
  await signedIn({ role: 'viewer' }, async (page) => {
    await page.goto(`${site.origin}/policies/${policyId}`)
    await page.getByText('Whoever has the request').waitFor()
    await page.getByText('It fits: this is promised.').waitFor()
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0)
    await expectAccessible(page)
    await page.goto(`${site.origin}/policies/new`)
    await page.getByRole('heading', { name: 'Not part of your role' }).waitFor()
  })
})

testPages(
  () => site,
  ['', '?tab=policies', '?tab=simulator', '/new', '/POLICY'].map((path) => `/policies${path}`),
  {
    addressOf: (path) => path.replace('POLICY', policyId),
    timeZone: 'Europe/London',
    ready: (page) => page.waitForLoadState('networkidle'),
  },
)
