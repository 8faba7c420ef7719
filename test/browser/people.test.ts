import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, openConsole, type TestConsole } from '#test/console'
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
  const customerId = (await made('/v1/customers', { name: 'Ana Ruiz' })).id
  requestId = (await made('/v1/requests', { kind: 'job', subject: 'Boiler makes a knocking noise', customerId })).id
  await made('/v1/promises', {
    kind: 'completion',
    wording: 'Your boiler will be repaired.',
    dueAt: '2026-11-30T15:00:00Z',
    about: `request:${requestId}`,
    customerId,
  })
})
afterAll(async () => {
  await c?.close()
  await w?.close()
})

describe.each([
  [1440, 'light'],
  [360, 'dark'],
] as const)('at %i px, %s', (width, scheme) => {
  test('the audit log and the removal of a member are accessible and fit', async () => {
    await c.signedIn({ width, scheme }, async (page) => {
      await page.goto(`${c.origin}/settings/audit`)
      await page.getByText('Promise made').first().waitFor()
      await page.getByLabel('About').selectOption({ label: 'Members and access' })
      await page.getByText('Promise made').first().waitFor({ state: 'detached' })
      await page.getByText('Member joined').first().waitFor()
      expect(page.url()).toContain('kind=access')
      await page.getByText('Details').first().click()
      await expectAccessible(page)

      await page.goto(`${c.origin}/settings/members`)
      await page.getByRole('button', { name: 'Actions for Fay Frontline' }).click()
      await page.getByRole('menuitem', { name: 'Remove' }).click()
      await page.getByText('1 unfinished promise and 1 open request are theirs.').waitFor()
      await expectAccessible(page)
    })
  })
})

test('a promise is handed over from its card, then all of somebody’s work when they leave', async () => {
  await c.signedIn({ width: 1440, scheme: 'light' }, async (page) => {
    await page.goto(`${c.origin}/requests/${requestId}`)
    const rail = page.getByRole('article', { name: 'Your boiler will be repaired.' })
    await rail.getByText('Owner: Fay Frontline').waitFor()
    const handOver = async (name: string) => {
      await rail.getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('menuitem', { name: 'Hand over' }).click()
      const sheet = page.getByRole('dialog')
      await sheet.getByLabel('Who sees to it from now on').selectOption({ label: name })
      await sheet.getByRole('button', { name: 'Hand over' }).click()
      await rail.getByText(`Owner: ${name}`).waitFor()
    }
    await handOver('Lee Lead')
    await page.getByText('Handed over').first().waitFor()
    await handOver('Fay Frontline')

    await page.goto(`${c.origin}/settings/members`)
    await page.getByRole('button', { name: 'Actions for Fay Frontline' }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByText('1 unfinished promise and 1 open request are theirs.').waitFor()
    await sheet.getByRole('button', { name: 'Remove' }).click()
    expect(await sheet.getByLabel('Hand all of it over to').getAttribute('aria-invalid')).toBe('true')
    await sheet.getByLabel('Hand all of it over to').selectOption({ label: 'Lee Lead' })
    await sheet.getByRole('button', { name: 'Remove' }).click()
    await page.getByText('Fay Frontline was removed. Lee Lead takes over').waitFor()
    await w.drainTasks()
    await page.goto(`${c.origin}/requests/${requestId}`)
    await rail.getByText('Owner: Lee Lead').waitFor()
  })
})
