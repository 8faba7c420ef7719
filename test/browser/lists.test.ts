import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, openConsole, type TestConsole } from '#test/console'
import { createWorld, type TestWorld } from '#test/world'

let w: TestWorld
let c: TestConsole
beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  c = await openConsole(w)
  for (let i = 1; i <= 6; i++) await request({ subject: `Boiler ${i}`, priority: 'Low' })
})
afterAll(async () => {
  await c?.close()
  await w?.close()
})

const request = async (body: object) =>
  (await w.api('post', '/v1/requests', { kind: 'job', ...body }, { as: w.orgs[0].owner })).body
const openRequests = async () =>
  (await w.api('get', '/v1/requests?status=open&order=oldest', undefined, { as: w.orgs[0].owner })).body.items
const box = (page: Page, name: string) => page.getByRole('checkbox', { name: new RegExp(`${name}$`) })
const open = async (page: Page, search = '') => {
  await page.goto(`${c.origin}/requests${search}`)
  await box(page, 'Boiler 1').waitFor()
}

describe.each([
  [1440, 'light'],
  [360, 'dark'],
] as const)('at %i px, %s', (width, scheme) => {
  test('choosing, columns and views are accessible and fit', async () => {
    await c.signedIn({ width, scheme }, async (page) => {
      await open(page)
      await box(page, 'Boiler 2').click()
      await page.getByText('1 chosen').waitFor()
      await expectAccessible(page)
      await page.getByRole('button', { name: 'Priority …' }).click()
      await page.getByRole('dialog').getByLabel('Priority').fill('High')
      await page.getByText('1 will change').waitFor()
      await expectAccessible(page)
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      await page.getByRole('button', { name: 'Columns' }).click()
      await page.getByRole('checkbox', { name: 'Priority', exact: true }).waitFor()
      await expectAccessible(page)
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Saved views' }).click()
      await page.getByRole('menuitem', { name: 'Save as a view' }).waitFor()
      await expectAccessible(page)
    })
  })
})

test.each([
  [1440, 'dark'],
  [360, 'light'],
] as const)('customers get a segment together, and give it back (%i px, %s)', async (width, scheme) => {
  for (const name of ['Fern Flowers', 'Moss Flowers'])
    await w.api('post', '/v1/customers', { name: `${name} ${width}` }, { as: w.orgs[0].owner })
  const segments = async () =>
    (await w.api('get', `/v1/customers?q=Flowers ${width}`, undefined, { as: w.orgs[0].owner })).body.items.map(
      ({ segment }: { segment: string }) => segment,
    )
  await c.signedIn({ width, scheme }, async (page) => {
    await page.goto(`${c.origin}/customers?q=Flowers+${width}`)
    await box(page, `Fern Flowers ${width}`).click()
    await page.getByRole('button', { name: 'Choose all that match' }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Segment …' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel('Segment').fill('Gold')
    await sheet.getByText('2 will change').waitFor()
    await sheet.getByRole('button', { name: 'Change 2' }).click()
    await page.getByText('2 changed.').waitFor()
    expect(await segments()).toEqual(['Gold', 'Gold'])
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('2 given back what they had.').waitFor()
    expect(await segments()).toEqual(['', ''])
  })
})

test('rows are chosen by keyboard and with shift, changed together after a preview, and undone', async () => {
  await c.signedIn({}, async (page) => {
    await open(page, '?order=oldest')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('Shift+X')
    await page.getByText('3 chosen').waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('3 chosen').waitFor({ state: 'hidden' })

    await box(page, 'Boiler 2').click()
    await box(page, 'Boiler 5').click({ modifiers: ['Shift'] })
    await page.getByText('4 chosen').waitFor()
    await page.getByRole('button', { name: 'Priority …' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel('Priority').fill('High')
    await sheet.getByText('4 will change').waitFor()
    expect((await openRequests()).map(({ priority }: { priority: string }) => priority)).toEqual(Array(6).fill('Low'))
    await sheet.getByRole('button', { name: 'Change 4' }).click()
    await page.getByText('4 changed.').waitFor()
    const [first, second] = await openRequests()
    expect([first.priority, second.priority]).toEqual(['Low', 'High'])

    await w.api('patch', `/v1/requests/${second.id}`, { priority: 'Urgent' }, { as: w.orgs[0].lead })
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('3 given back what they had.').waitFor()
    await page.getByText('1 stays as it is: somebody changed them since').waitFor()
    expect((await openRequests()).map(({ priority }: { priority: string }) => priority)).toEqual([
      'Low',
      'Urgent',
      'Low',
      'Low',
      'Low',
      'Low',
    ])
  })
})

test('a view is saved, comes back by its link, tells what has changed, and opens the list', async () => {
  await c.signedIn({}, async (page) => {
    await open(page)
    await page.getByLabel('Kind', { exact: true }).selectOption('job')
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('checkbox', { name: 'Priority', exact: true }).click()
    await page.getByRole('columnheader', { name: 'Priority' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Saved views' }).click()
    await page.getByRole('menuitem', { name: 'Save as a view' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Jobs by priority')
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: 'Jobs by priority' }).waitFor()
    const link = page.url()

    await page.getByLabel('Kind', { exact: true }).selectOption('order')
    await page.getByText('Unsaved changes').waitFor()
    await page.getByRole('button', { name: 'Back to the view' }).click()
    await page.getByText('Unsaved changes').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Jobs by priority' }).click()
    await page.getByRole('menuitem', { name: 'Open the list with it' }).click()

    await page.goto(`${c.origin}/today`)
    await page.goto(link)
    await page.getByRole('columnheader', { name: 'Priority' }).waitFor()
    await page.goto(`${c.origin}/today`)
    await page.goto(`${c.origin}/requests`)
    await page.getByRole('button', { name: 'Jobs by priority' }).waitFor()
    await page.getByRole('columnheader', { name: 'Priority' }).waitFor()
    const csv = page.getByRole('link', { name: 'Download CSV' })
    expect(await csv.getAttribute('href')).toMatch(/kind=job.*columns=number(,|%2C)subject/)
  })
})

test.each([
  ['Columns', 'column-choice', 'checkbox'],
  ['Saved views', 'view-menu', 'menuitem'],
] as const)(
  'what %s opens comes when it is asked for, moves nothing, and gives the focus back',
  async (name, file, item) => {
    await c.signedIn({ role: 'lead' }, async (page) => {
      const fetched: string[] = []
      await page.route(`**/assets/${file}-*.js`, async (route) => {
        fetched.push(route.request().url())
        await new Promise((resolve) => setTimeout(resolve, 400))
        await route.continue()
      })
      await open(page)
      await page.waitForLoadState('networkidle')
      expect(fetched, 'the list does not wait for it').toEqual([])
      const button = page.getByRole('button', { name, exact: true })
      const opened = page.locator(':is([role=menu], [role=dialog])')
      const place = await button.boundingBox()
      await button.focus()
      await page.keyboard.press('Enter')
      expect(await button.boundingBox(), 'while it is on its way').toEqual(place)
      await opened.getByRole(item).first().waitFor()
      await page.locator(':is([role=menu], [role=dialog]):is(:focus, :focus-within)').waitFor()
      expect(await button.boundingBox(), 'once it is there').toEqual(place)
      await page.keyboard.press('Escape')
      await opened.getByRole(item).first().waitFor({ state: 'hidden' })
      await page.locator('button:focus', { hasText: name }).waitFor()
      await page.keyboard.press('Enter')
      await opened.getByRole(item).first().waitFor()
      expect(fetched).toHaveLength(1)
    })
  },
)

test("a colleague's change is seen where the row stands; a new one is announced and waits", async () => {
  await c.signedIn({ role: 'frontline' }, async (page) => {
    await open(page)
    const top = page.locator('[data-row="0"]')
    const before = await top.textContent()
    const [oldest] = await openRequests()
    await request({ subject: 'Brand new' })
    await page.getByRole('button', { name: '1 new, show' }).waitFor()
    expect(await top.textContent()).toBe(before)
    await w.api('patch', `/v1/requests/${oldest.id}`, { subject: 'Boiler renamed' }, { as: w.orgs[0].lead })
    await page.getByText('Boiler renamed').waitFor()
    expect(await top.textContent()).toBe(before)
    await page.getByRole('button', { name: '1 new, show' }).click()
    await top.getByText('Brand new').waitFor()
    await page.getByRole('button', { name: '1 new, show' }).waitFor({ state: 'hidden' })
  })
})
