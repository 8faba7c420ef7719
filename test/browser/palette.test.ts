import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, openConsole, type TestConsole } from '#test/console'
import { createWorld, type TestWorld } from '#test/world'

let w: TestWorld
let c: TestConsole
let requestId: string
let quoteId: string

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  c = await openConsole(w)
  const as = w.orgs[0].owner
  const made = async (path: string, body: object) => (await w.api('post', path, body, { as })).body
  const customerId = (await made('/v1/customers', { name: 'Ana González' })).id
  const opened = async (subject: string) => (await made('/v1/requests', { kind: 'job', subject, customerId })).id
  requestId = await opened('Boiler makes a knocking noise')
  quoteId = await opened('Ana would like a quote')
  await opened('Antenna is down')
  await made('/v1/customers', { name: 'Antonio Ruiz' })
})
afterAll(async () => {
  await c?.close()
  await w?.close()
})

describe.each([
  [1440, 'light'],
  [360, 'dark'],
] as const)('at %i px, %s', (width, scheme) => {
  test('the palette is accessible, and finds in spite of slips and accents', async () => {
    await c.signedIn({ width, scheme }, async (page) => {
      await page.goto(c.origin)
      await page.getByRole('button', { name: /^Search/ }).click()
      const field = page.getByRole('combobox', { name: 'Search everything' })
      await field.waitFor()
      await expectAccessible(page)
      await field.fill('gonzales')
      await page.getByRole('option', { name: 'Ana González' }).waitFor()
      await field.fill('boiller')
      await page.getByRole('option', { name: /Boiler makes a knocking noise/ }).waitFor()
      await expectAccessible(page)
      await field.fill('zzzzzz')
      await page.getByText('Nothing is called “zzzzzz”').waitFor()
    })
  })
})

test('the keyboard alone: opened anywhere, chosen by arrows, remembered', async () => {
  await c.signedIn({}, async (page) => {
    await page.goto(`${c.origin}/customers`)
    await page.getByRole('searchbox').fill('text that is being typed')
    await page.keyboard.press('Control+k')
    const field = page.getByRole('combobox', { name: 'Search everything' })
    await field.waitFor()
    await page.keyboard.type('audit')
    expect(await field.getAttribute('aria-activedescendant')).toMatch(/-0$/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Audit log' }).waitFor()

    await page.keyboard.press('Control+k')
    await field.waitFor()
    await page.getByRole('group', { name: 'Lately' }).getByText('Settings: Audit log').waitFor()
    await page.keyboard.type('knock')
    const option = page.getByRole('option', { name: /Boiler makes a knocking noise/ })
    await option.waitFor()
    for (let i = 0; i < 5 && (await option.getAttribute('aria-selected')) !== 'true'; i++)
      await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/requests/${requestId}`)

    await page.keyboard.press('Control+k')
    await field.waitFor()
    await page.keyboard.press('Escape')
    await field.waitFor({ state: 'detached' })
  })
})

test('opens again while it fades, empty, and gives the focus back', async () => {
  await c.signedIn({}, async (page) => {
    await page.goto(`${c.origin}/customers`)
    const before = page.getByRole('searchbox')
    const field = page.getByRole('combobox', { name: 'Search everything' })
    await before.fill('text that is being typed')
    for (let i = 0; i < 5; i++) {
      await page.keyboard.press('Control+k')
      await field.waitFor()
      await page.keyboard.type('audit')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+k')
      await page.getByRole('option', { selected: true }).waitFor()
      expect(await field.inputValue()).toBe('')
      await page.keyboard.press('Escape')
      await field.waitFor({ state: 'detached' })
      await expect.poll(() => before.and(page.locator(':focus')).count(), { timeout: 10_000 }).toBe(1)
    }
  })
})

test('what is found later does not move the choice', async () => {
  await c.signedIn({}, async (page) => {
    let answer = () => {}
    const held = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page.route('**/v1/search?q=ana', async (route) => {
      await held
      await route.continue()
    })
    await page.goto(c.origin)
    await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    const field = page.getByRole('combobox', { name: 'Search everything' })
    const chosen = page.getByRole('option', { name: /Ana would like a quote/ })
    const other = page.getByRole('option', { name: 'Antonio Ruiz' })
    await field.fill('an')
    await other.waitFor()
    await field.fill('ana')
    for (let i = 0; i < 9 && (await chosen.getAttribute('aria-selected')) !== 'true'; i++)
      await page.keyboard.press('ArrowUp')
    answer()
    await other.waitFor({ state: 'detached' })
    expect(await chosen.getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/requests/${quoteId}`)
  })
})

test('offers what the reader may do, in their language and in English', async () => {
  await c.signedIn({ role: 'viewer' }, async (page) => {
    await page.goto(c.origin)
    await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    const field = page.getByRole('combobox', { name: 'Search everything' })
    await field.fill('tickets')
    await page.getByRole('option', { name: 'Requests' }).waitFor()
    expect(await page.getByRole('option', { name: 'New request' }).count()).toBe(0)
    await field.fill('audit')
    await page.getByText('Nothing is called “audit”').waitFor()
  })
})
