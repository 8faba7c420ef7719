import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, openConsole, type TestConsole } from '#test/console'
import { createWorld, type TestWorld } from '#test/world'

let w: TestWorld
let site: TestConsole
let calendarId: string

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  site = await openConsole(w)
  calendarId = (await w.api('get', '/v1/calendars', undefined, { as: w.orgs[0].owner })).body.items[0].id
})
afterAll(async () => {
  await site?.close()
  await w?.close()
})

const signedIn: TestConsole['signedIn'] = (options, work) => site.signedIn(options, work)

describe('the calendar', () => {
  const hoursOf = async () =>
    (await w.api('get', `/v1/calendars/${calendarId}`, undefined, { as: w.orgs[0].owner })).body.hours
  const open = async (page: Page) => {
    await page.goto(`${site.origin}/settings/calendars/${calendarId}`)
    await page.getByRole('heading', { name: 'The usual week' }).waitFor()
  }

  test('is painted and typed, both show the same, and is saved after what it does was shown', async () => {
    await signedIn({}, async (page) => {
      await open(page)
      const [saturday, sunday] = [
        page.getByRole('img', { name: 'Saturday' }),
        page.getByRole('img', { name: 'Sunday' }),
      ]
      const [from, to] = [await saturday.boundingBox(), await sunday.boundingBox()]
      if (!from || !to) throw new Error('The week is not drawn')
      const at = (hour: number) => from.x + (from.width * hour) / 24 + 2
      await page.mouse.move(at(10), from.y + 5)
      await page.mouse.down()
      await page.mouse.move(at(13.75), to.y + 5, { steps: 4 })
      await page.getByText('Saturday – Sunday, 10:00–14:00').waitFor()
      await page.mouse.up()
      await page.getByRole('img', { name: 'Sunday: 10:00–14:00' }).waitFor()
      expect(await page.getByLabel('Saturday: from').inputValue()).toBe('10:00')

      // Dragging over open time closes it; Escape takes a stroke back.
      await page.mouse.move(at(11), to.y + 5)
      await page.mouse.down()
      await page.mouse.move(at(11.75), to.y + 5)
      await page.keyboard.press('Escape')
      await page.mouse.up()
      await page.getByRole('img', { name: 'Sunday: 10:00–14:00' }).waitFor()
      await page.mouse.move(at(0.1), to.y + 5)
      await page.mouse.move(at(10), to.y + 5)
      await page.mouse.down()
      await page.mouse.move(at(23.9), to.y + 5, { steps: 3 })
      await page.mouse.up()
      await page.getByRole('img', { name: 'Sunday', exact: true }).waitFor()

      const end = page.getByLabel('Friday: to')
      await end.fill('nonsense')
      await end.press('Tab')
      await page.getByText('Write times such as').waitFor()
      await end.fill('26:30')
      await end.press('Enter')
      await page.getByRole('img', { name: 'Saturday: 00:00–02:30, 10:00–14:00' }).waitFor()
      await page.getByRole('button', { name: 'Copy Saturday to other days' }).click()
      await page.getByRole('menuitem', { name: 'Sunday' }).click()
      await page.getByRole('img', { name: 'Sunday: 10:00–14:00' }).waitFor()
      await expectAccessible(page)

      await page.getByRole('link', { name: 'Calendars' }).first().click()
      await page.getByText('Leave without saving?').waitFor()
      await page.getByRole('button', { name: 'Stay' }).click()
      await page.getByRole('button', { name: 'Review and save' }).click()
      await page
        .getByText(/running promise|No running promise/)
        .first()
        .waitFor()
      await expectAccessible(page)
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByText('Unsaved changes').waitFor({ state: 'detached' })
      expect(await hoursOf()).toMatchObject({ sat: [['10:00', '14:00']], sun: [['10:00', '14:00']] })
      expect((await hoursOf()).fri.at(-1)[1]).toBe('26:30')
    })
  })

  test('imports the holidays of a country by name, and takes back what was not saved', async () => {
    await signedIn({ width: 360 }, async (page) => {
      await open(page)
      await page.getByRole('button', { name: 'Import holidays' }).click()
      const sheet = page.getByRole('dialog', { name: 'Import holidays' })
      await sheet.getByLabel('Public holidays of').first().click()
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type('Poland')
      await page.getByRole('option', { name: 'Poland' }).click()
      const corpus = sheet.getByLabel('Dzień Bożego Ciała')
      await corpus.waitFor()
      await expectAccessible(page)
      await corpus.uncheck()
      await sheet.getByRole('button', { name: /^Take over/ }).click()
      await page
        .getByText(/holidays added/)
        .first()
        .waitFor()
      await page.getByRole('button', { name: 'Discard' }).click()
      await page.getByText('Unsaved changes').waitFor({ state: 'detached' })
    })
  })

  test("shows a colleague's save beside unsaved changes, and puts both together", async () => {
    await signedIn({}, async (page) => {
      await open(page)
      await page.getByLabel('Name *').fill('Front desk')
      const overrides = { '2026-12-24': [['09:00', '12:00']] }
      await w.api('patch', `/v1/calendars/${calendarId}`, { overrides }, { as: w.orgs[0].lead })
      await page.getByText('A colleague saved this calendar while you were editing it: 1 exception.').waitFor()
      await page.getByRole('button', { name: 'Keep mine and add theirs' }).click()
      await page.getByText('Thursday 24 December', { exact: true }).first().waitFor()
      await page.getByRole('button', { name: 'Review and save' }).click()
      await page.getByText('No opening hours change').waitFor()
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByRole('heading', { level: 1, name: 'Front desk' }).waitFor()
    })
  })

  test('takes from a file what a person approves, and nothing before', async () => {
    const entry = 'BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261201\r\nSUMMARY:Strike\r\nEND:VEVENT\r\n'
    const buffer = Buffer.from(`BEGIN:VCALENDAR\r\n${entry}END:VCALENDAR\r\n`)
    const holidays = async () =>
      (await w.api('get', `/v1/calendars/${calendarId}`, undefined, { as: w.orgs[0].owner })).body.holidays
    await signedIn({ scheme: 'dark' }, async (page) => {
      await open(page)
      await page.locator('input[type=file]').setInputFiles({ name: 'closed.ics', mimeType: 'text/calendar', buffer })
      await page.getByRole('button', { name: 'Decide' }).click()
      await page.getByLabel('Strike').waitFor()
      expect(await holidays()).not.toContainEqual({ date: '2026-12-01', name: 'Strike' })
      await page.getByRole('dialog').getByRole('button', { name: 'Review and save' }).click()
      await page
        .getByText(/running promise|No running promise/)
        .first()
        .waitFor()
      await expectAccessible(page)
      await page.getByRole('button', { name: 'Approve 1 date' }).click()
      await page.getByText('nothing to decide').waitFor()
      expect(await holidays()).toContainEqual({ date: '2026-12-01', name: 'Strike' })
    })
  })

  test('is only looked at by those who may not change it', async () => {
    await signedIn({ role: 'viewer' }, async (page) => {
      await open(page)
      expect(await page.getByLabel('Monday: from').first().isDisabled()).toBe(true)
      expect(await page.getByText('Calendar feeds').count()).toBe(0)
      await page.getByRole('button', { name: 'Year', exact: true }).click()
      await page.getByRole('table', { name: 'December' }).waitFor()
      await expectAccessible(page)
    })
  })
})
