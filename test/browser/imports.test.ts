import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, openConsole, type TestConsole } from '#test/console'
import { createWorld, type TestWorld } from '#test/world'

let w: TestWorld
let c: TestConsole

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  c = await openConsole(w)
})
afterAll(async () => {
  await c?.close()
  await w?.close()
})

/** Presses what begins a dry run or an import, and lets the workers do it. */
async function work(page: Page, button: string | RegExp): Promise<void> {
  const answered = page.waitForResponse((answer) => /\/(check|start)$/.test(answer.url()))
  await page.getByRole('button', { name: button }).click()
  await answered
  await w.drainTasks()
}

const example = (name: string): string => join(import.meta.dirname, '../../examples', name)

test.each([
  [1440, 'light', /^Import 3 customers/],
  // The same file again: its customers are there.
  [360, 'dark', 'Complete known customers'],
] as const)('a list of customers: dropped, checked, imported, found (%i px, %s)', async (width, scheme, button) => {
  await c.signedIn({ width, scheme }, async (page) => {
    await page.goto(`${c.origin}/imports`)
    await page.locator('input[type=file]').setInputFiles(example('customers.csv'))
    await page.getByRole('radio', { name: 'Customers' }).waitFor({ state: 'attached' })
    expect(await page.getByRole('radio', { name: 'Customers' }).isChecked()).toBe(true)
    await expectAccessible(page)
    await work(page, 'Start the dry run')
    await page.getByText('Nothing has been changed yet.').waitFor()
    await page.getByText('What is needed is missing.').waitFor()
    await expectAccessible(page)
    await work(page, button)
    await page.getByText('Nobody was told.').waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'See the customers' }).click()
    await page.getByText('Sample Bakery').first().waitFor()
  })
})

test('an export of a help desk is called by its name, with what is not in it', async () => {
  await c.signedIn({}, async (page) => {
    await page.goto(`${c.origin}/imports`)
    await page.locator('input[type=file]').setInputFiles(example('help-desks/zendesk-tickets.jsonl'))
    await page.getByText('This is an export of tickets from Zendesk.').waitFor()
    await page.getByText('the last change counts as the close', { exact: false }).waitFor()
    await work(page, 'Start the dry run')
    await work(page, /^Import 4/)
    await page.getByRole('link', { name: /4/ }).click()
    await page.getByText('Boiler is cold').first().waitFor()
  })
})
