import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, openConsole, type TestConsole, testPages } from '#test/console'
import { openInbox } from '#test/inbox'
import { createWorld, type TestWorld } from '#test/world'

// A customer is reached: a call that has to be made, a first mail, and all that is known of them, as a person clicks.

let w: TestWorld
let site: TestConsole
let customerId: string
let twinId: string
let requestId: string
const VISIT = { kind: 'arrival', wording: 'We come to you', dueAt: '2026-12-03T15:00:00Z' }

const call = async (method: string, path: string, body?: unknown) => {
  const answer = await w.api(method, path, body, { as: w.orgs[0].frontline })
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  const desk = await openInbox(w)
  const calls = { preferredChannel: 'phone', quietHours: 'none', language: 'en', timeZone: 'Europe/London' }
  const ana = { name: 'Ana', email: 'ana@example.com', phone: '+34 600 000 000', ...calls }
  customerId = (await call('post', '/v1/customers', { name: 'Ana Ruiz', contacts: [ana] })).id
  const twin = { name: 'Ana R.', email: 'ana@example.com', language: 'en', timeZone: 'Europe/London' }
  twinId = (await call('post', '/v1/customers', { name: 'Anna Ruiz', contacts: [twin] })).id
  requestId = (await call('post', '/v1/requests', { kind: 'job', subject: 'Boiler', customerId })).id
  await call('post', '/v1/promises', { ...VISIT, about: `request:${requestId}`, customerId })
  await w.drainTasks()
  await desk.arrives({ from: { name: 'Ana', address: 'ana@example.com' }, subject: 'Invoice' })
  site = await openConsole(w)
})
afterAll(() => Promise.all([site?.close(), w?.close()]))

describe('the customer', () => {
  testPages(() => site, ['/customers/ANA'], { addressOf: (path) => path.replace('ANA', customerId) })

  test('says what they prefer, what they consent to, and what happened', () =>
    site.signedIn({ role: 'frontline', width: 360, scheme: 'dark' }, async (page) => {
      await page.goto(`${site.origin}/customers/${customerId}`)
      await page.getByText('Prefers the telephone').waitFor()
      await page.getByText('We come to you').first().waitFor()
      await page.getByRole('button', { name: 'Consent: Ana' }).click()
      const sheet = page.getByRole('dialog')
      await sheet.getByText('Silence is no consent.').waitFor()
      await sheet.getByRole('button', { name: 'Record what they said' }).first().click()
      await expectAccessible(page)
    }))

  test('is merged with its duplicate, and taken apart again', () =>
    site.signedIn({ role: 'lead' }, async (page) => {
      await page.goto(`${site.origin}/customers/${customerId}`)
      await page.getByRole('button', { name: 'Merge…' }).click()
      const sheet = page.getByRole('dialog')
      await sheet.getByText('Anna Ruiz').first().click()
      await sheet.getByText('Same e-mail address').first().waitFor()
      await expectAccessible(page)
      await sheet.getByRole('button', { name: 'Merge', exact: true }).click()
      await page.getByText('Merged into Ana Ruiz.').waitFor()
      await page.getByRole('heading', { name: 'Merged into this customer' }).waitFor()
      expect((await call('get', `/v1/customers/${twinId}`)).id).toBe(customerId)
      await page.getByRole('button', { name: 'Undo: Anna Ruiz' }).click()
      await page.getByText('Anna Ruiz stands by itself again.').waitFor()
      expect((await call('get', `/v1/customers/${twinId}`)).id).toBe(twinId)
    }))
})

describe('a first mail', () => {
  test('shows that they would rather be called, records its promise, and is taken back where it stands', () =>
    site.signedIn({ role: 'frontline', width: 360, scheme: 'dark' }, async (page) => {
      await page.goto(`${site.origin}/requests/${requestId}`)
      await page.getByRole('button', { name: 'More actions' }).first().click()
      await page.getByRole('menuitem', { name: 'Write a mail' }).click()
      const sheet = page.getByRole('dialog')
      await sheet.getByText('Ana wants to be called; this goes in writing.').waitFor()
      const text = sheet.getByRole('textbox', { name: 'What you write' })
      await text.fill('I will call you tomorrow by three.')
      await sheet.getByText('You promise: “I will call you tomorrow by three” by').waitFor()
      await text.press('Alt+Enter')
      await sheet.getByText('Goes with this message').waitFor()
      await expectAccessible(page)
      await sheet.getByRole('button', { name: 'Send' }).click()
      await page.getByText('Promised: “I will call you tomorrow by three”').waitFor()
      await page.getByText('prefers the telephone').waitFor()
      await page.getByRole('button', { name: 'Take back' }).click()
      await page.getByText('Taken back', { exact: true }).waitFor()
      const { items } = await call('get', `/v1/promises?about=request:${requestId}`)
      expect(items.find(({ kind }: { kind: string }) => kind === 'callback')).toMatchObject({ state: 'withdrawn' })
    }))

  test('that contradicts the record takes a reason, and a lead reads it on Forecast', async () => {
    await site.signedIn({ role: 'frontline', refused: true }, async (page) => {
      await page.goto(`${site.origin}/requests/${requestId}`)
      await page.getByRole('heading', { name: 'Boiler' }).first().waitFor()
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox').fill('write a mail')
      await page.getByRole('option', { name: 'Write a mail' }).click()
      const sheet = page.getByRole('dialog')
      await sheet
        .getByRole('textbox', { name: 'What you write' })
        .fill('We will visit you on Tuesday 1 December at ten.')
      await sheet.getByText('Another date than promised').waitFor()
      await sheet.getByRole('button', { name: 'Send' }).click()
      await sheet.getByText('This contradicts what was promised').waitFor()
      await sheet.getByRole('textbox', { name: 'Why you send it all the same' }).fill('She asked for Tuesday.')
      await sheet.getByRole('button', { name: 'Send' }).click()
      await page.getByText('Sent although it was flagged').waitFor()
    })
    await site.signedIn({ role: 'lead', width: 360, scheme: 'dark' }, async (page) => {
      await page.goto(`${site.origin}/forecast/overrides`)
      const section = page.locator('#said-anyway')
      await page.getByText('She asked for Tuesday.').waitFor()
      expect(await section.getByText('Another date than promised').count()).toBeGreaterThan(0)
      await expectAccessible(page)
    })
  })
})

describe('what is told in a form', () => {
  test('a note of a call, and what we wait for, are held against the record', () =>
    site.signedIn({ role: 'frontline', refused: true }, async (page) => {
      await page.goto(`${site.origin}/requests/${requestId}`)
      await page.getByRole('button', { name: 'More actions' }).first().click()
      await page.getByRole('menuitem', { name: 'Note a call' }).click()
      const sheet = page.getByRole('dialog')
      await sheet
        .getByRole('textbox', { name: 'What was said' })
        .fill('We will visit you on Tuesday 1 December at ten.')
      await sheet.getByRole('textbox', { name: 'Why you said it all the same' }).fill('She asked for it.')
      await sheet.getByRole('button', { name: 'Keep note' }).click()
      await page.getByText('Noted.').waitFor()
      await page.getByRole('button', { name: 'Wait for the customer' }).click()
      const wait = page.getByRole('dialog')
      await wait.getByRole('textbox').first().fill('A photo. We will visit you on Tuesday 1 December at ten.')
      await wait.getByText('Another date than promised').waitFor()
      await expectAccessible(page)
    }))
})

test('a call that has to be made stands on Today, with what to say, and is over once they were told', () =>
  site.signedIn({ role: 'frontline', width: 360, scheme: 'dark' }, async (page) => {
    await page.goto(`${site.origin}/?whose=all`)
    await page.getByRole('heading', { name: 'Calls to make' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Call Ana' }).first().click()
    const sheet = page.getByRole('dialog')
    await sheet.getByText('What to say').waitFor()
    expect(await sheet.getByRole('link').first().getAttribute('href')).toBe('tel:+34600000000')
    await expectAccessible(page)
    await sheet.getByRole('button', { name: 'I told them' }).click()
    await page.getByText('Recorded: the customer was told.').waitFor()
  }))
