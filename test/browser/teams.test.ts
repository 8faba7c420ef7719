import type { Page } from 'playwright-core'
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
  const as = w.orgs[0].owner
  const made = async (path: string, body: object) => (await w.api('post', path, body, { as })).body
  const days = ['mon', 'tue', 'wed', 'thu', 'fri']
  const { frontline, lead } = w.orgs[0]
  const week = (from: string, to: string) => Object.fromEntries(days.map((day) => [day, [[from, to]]]))
  const emergencies = await made('/v1/teams', {
    name: 'Emergencies',
    memberIds: [frontline.member.id, lead.member.id, as.member.id],
    rota: [
      { memberId: frontline.member.id, hours: week('08:00', '13:00') },
      { memberId: lead.member.id, hours: { ...week('13:00', '16:00'), sun: [['22:00', '06:00']] } },
    ],
  })
  await made(`/v1/teams/${emergencies.id}/duty-changes`, {
    memberId: frontline.member.id,
    kind: 'off',
    fromAt: '2026-11-30T00:00:00Z',
    toAt: '2026-12-02T00:00:00Z',
    note: 'Training',
  })
  requestId = (await made('/v1/requests', { kind: 'job', subject: 'Boiler makes a knocking noise' })).id
})
afterAll(async () => {
  await c?.close()
  await w?.close()
})

describe.each([
  [1440, 'light'],
  [360, 'dark'],
] as const)('at %i px, %s', (width, scheme) => {
  test('teams and their duty are accessible and fit', async () => {
    await c.signedIn({ width, scheme }, async (page) => {
      await page.goto(`${c.origin}/settings/teams`)
      await page.getByText('On duty now: Fay Frontline').waitFor()
      await expectAccessible(page)

      await page.getByRole('button', { name: 'Duty', exact: true }).click()
      const sheet = page.getByRole('dialog')
      await sheet.getByText('Fay Frontline is away').waitFor()
      await sheet.getByText('nobody').first().waitFor()
      await expectAccessible(page)
      await sheet.getByRole('button', { name: 'Enter a change' }).click()
      await page.getByLabel('What changes').waitFor()
      await expectAccessible(page)
      await page.keyboard.press('Escape')
      await sheet.getByText('The next two weeks').waitFor()
      await page.keyboard.press('Escape')
      await sheet.waitFor({ state: 'hidden' })
    })
  })

  test('the form of a team is accessible and fits', async () => {
    await c.signedIn({ width, scheme }, async (page) => {
      await page.goto(`${c.origin}/settings/teams`)
      await page.getByRole('button', { name: 'Change', exact: true }).click()
      await page.getByText('Members and their usual week').waitFor()
      await page.locator('summary', { hasText: 'Lee Lead' }).focus()
      await page.keyboard.press('Enter')
      await page.locator('details[open]').getByLabel('Monday: from').waitFor()
      await expectAccessible(page)
    })
  })
})

test('a team is made, gets hours, and is archived', async () => {
  await c.signedIn({ role: 'lead' }, async (page) => {
    await page.goto(`${c.origin}/settings/teams`)
    await page.getByRole('button', { name: 'New team' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel('Name').fill('Roofs')
    await sheet.getByLabel('Member to add').selectOption({ label: 'Vic Viewer' })
    await sheet.getByRole('button', { name: 'Add', exact: true }).click()
    await sheet.locator('summary', { hasText: 'Vic Viewer' }).click()
    await sheet.getByRole('button', { name: 'Thursday: add hours' }).click()
    await sheet.getByText('9 h a week').waitFor()
    await sheet.getByRole('button', { name: 'New team' }).click()
    await sheet.waitFor({ state: 'hidden' })
    const row = page.getByRole('listitem').filter({ hasText: 'Roofs' })
    await row.getByText('On duty now: Vic Viewer').waitFor()
    await row.getByRole('button', { name: 'Archive' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click()
    await row.waitFor({ state: 'hidden' })
  })
})

test('somebody stands in; who is not a lead enters their own absence only, and takes it back', async () => {
  const enter = async (page: Page) => {
    await page.goto(`${c.origin}/settings/teams`)
    await page.getByRole('button', { name: 'Duty', exact: true }).click()
    await page.getByRole('button', { name: 'Enter a change' }).click()
    await page.getByLabel('What changes').waitFor()
  }
  await c.signedIn({ role: 'lead' }, async (page) => {
    await enter(page)
    await page.getByLabel('What changes').selectOption('swap')
    await page.getByLabel('Who', { exact: true }).selectOption({ label: 'Fay Frontline' })
    await page.getByLabel('Who stands in').selectOption({ label: 'Olive Owner' })
    await page.getByLabel('From: date').fill('2026-11-26')
    await page.getByLabel('From: time').fill('00:00')
    await page.getByLabel('To: date').fill('2026-11-26')
    await page.getByLabel('To: time').fill('00:00')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The end must come after the start.').waitFor()
    await page.getByLabel('To: date').fill('2026-11-27')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Olive Owner is on duty').waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('On duty now: Olive Owner').waitFor()
  })
  await c.signedIn({ role: 'frontline' }, async (page) => {
    await enter(page)
    expect(await page.getByLabel('Who', { exact: true }).locator('option').allTextContents()).toEqual(['Fay Frontline'])
    expect(await page.getByLabel('What changes').locator('option').allTextContents()).toEqual(['Away', 'Extra duty'])
    await page.getByLabel('What changes').selectOption('extra')
    await page.getByRole('button', { name: 'Save' }).click()
    const mine = page.getByRole('listitem').filter({ hasText: 'Fay Frontline is on duty' })
    await mine.getByRole('button', { name: 'Take back' }).click()
    await mine.waitFor({ state: 'hidden' })
    const others = page.getByRole('listitem').filter({ hasText: 'Olive Owner is on duty' })
    expect(await others.getByRole('button').count()).toBe(0)
  })
})

test('a promise is given to a team, and shows it', async () => {
  await c.signedIn({}, async (page) => {
    await page.goto(`${c.origin}/requests/${requestId}`)
    await page.getByRole('button', { name: 'Promise a date' }).first().click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel('Owner').selectOption({ label: 'Team: Emergencies' })
    await sheet.getByLabel(/in words/i).fill('Your boiler will be warm.')
    await sheet.locator('input[type=date]').first().fill('2026-11-26')
    await sheet.locator('input[type=time]').first().fill('16:00')
    await sheet
      .getByRole('button', { name: /^(propose|promise)/i })
      .last()
      .click()
    await sheet.waitFor({ state: 'hidden' })
    await page.getByText('Owner: Emergencies').waitFor()
    await page.goto(c.origin)
    const row = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name: 'Your boiler will be warm.' }) })
    await row.getByText('Emergencies').waitFor()
  })
})

test('quiet hours are kept and given up', async () => {
  const quiet = async () =>
    (await w.api('get', '/v1/session', undefined, { as: w.orgs[0].owner })).body.member.quietHours
  await c.signedIn({}, async (page) => {
    await page.goto(`${c.origin}/settings/account`)
    const form = page.locator('form').filter({ hasText: 'Keep quiet hours' })
    await form.getByLabel('Keep quiet hours').check()
    await form.getByLabel('From').fill('20:00')
    await form.getByText('Ends on the next morning.').waitFor()
    await expectAccessible(page)
    await form.getByRole('button', { name: 'Save' }).click()
    await expect.poll(quiet).toEqual({ from: '20:00', to: '07:30' })
    await page.reload()
    expect(await form.getByLabel('From').inputValue()).toBe('20:00')
    await form.getByLabel('Keep quiet hours').uncheck()
    await form.getByRole('button', { name: 'Save' }).click()
    await expect.poll(quiet).toBeNull()
  })
})
