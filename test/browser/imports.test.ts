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

/** Presses what begins a dry run, an import or an undo, and lets the workers do it. */
async function work(page: Page, button: string | RegExp): Promise<void> {
  const answered = page.waitForResponse(
    (answer) => /\/(check|start|undo)$/.test(answer.url()) && answer.request().method() === 'POST',
  )
  await page.getByRole('button', { name: button }).last().click()
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

test.each([
  [1440, 'light'],
  [360, 'dark'],
] as const)(
  'is undone once it was said what goes; the rows that were bad come as a file (%i px, %s)',
  async (width, scheme) => {
    const id = `N-${width}`
    const buffer = Buffer.from(
      `id,opened,what\n${id},2025-03-03T10:00:00Z,Noisy fan ${width}\n${id}b,2250-03-03T10:00:00Z,Lamp\n`,
    )
    await c.signedIn({ width, scheme }, async (page) => {
      await page.goto(`${c.origin}/imports`)
      await page.locator('input[type=file]').setInputFiles({ name: 'fans.csv', mimeType: 'text/csv', buffer })
      await work(page, 'Start the dry run')
      await work(page, /^Import 1/)
      const download = page.waitForEvent('download')
      await page.getByRole('link', { name: 'Download rows to mend' }).click()
      expect((await download).suggestedFilename()).toMatch(/^fans-bad-rows-.*\.csv$/)
      await page.getByRole('button', { name: 'Undo this import' }).click()
      await page.getByText('All that it made is taken back:').waitFor()
      await expectAccessible(page)
      await work(page, 'Undo this import')
      await page.getByText('What the import made was taken back.').waitFor()
      await expectAccessible(page)
      await page.goto(`${c.origin}/requests?view=history`)
      await page.getByText('Boiler').first().waitFor()
      expect(await page.getByText(`Noisy fan ${width}`).count()).toBe(0)
    })
  },
)

test('what was built on is named, and nothing goes', async () => {
  const buffer = Buffer.from('id,opened,what\nG-1,2025-03-03T10:00:00Z,Gutter leaks\n')
  await c.signedIn({}, async (page) => {
    await page.goto(`${c.origin}/imports`)
    await page.locator('input[type=file]').setInputFiles({ name: 'gutters.csv', mimeType: 'text/csv', buffer })
    await work(page, 'Start the dry run')
    await work(page, /^Import 1/)
    const { rows } = await w.owner.query(`select id, version from request where external_id = 'G-1'`)
    const [request] = rows
    const headers = { 'if-match': `"${request.version}"` }
    await w.api('patch', `/v1/requests/${request.id}`, { subject: 'Gutter drips' }, { as: w.orgs[0].owner, headers })
    await page.getByRole('button', { name: 'Undo this import' }).click()
    await page.getByRole('link', { name: /Gutter drips/ }).click()
    await page.waitForURL(`**/requests/${request.id}`)
  })
})
