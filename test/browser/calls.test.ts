import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installStarterSet } from '#modules/promises'
import { openConsole, type TestConsole, testPages } from '#test/console'
import { createWorld, type TestWorld } from '#test/world'

// A call that was missed is called back and noted, and what comes next is promised: with the pointer and by keyboard.

let w: TestWorld
let site: TestConsole
let missed: string
let customerId: string
let requestId: string

const call = async (method: string, path: string, body?: unknown) => {
  const answer = await w.api(method, path, body, { as: w.orgs[0].owner })
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  await w.drainTasks()
  return answer.body
}

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  await w.gate.run(installStarterSet, w.actorOf('owner'), { industry: 'repair', norms: ['callback'] })
  const contacts = [
    { name: 'Ana', phone: '+34 600 000 000', email: 'ana@example.com', language: 'en', timeZone: 'Europe/London' },
    { name: 'Jan', phone: '+34 600 000 001' },
  ]
  customerId = (await call('post', '/v1/customers', { name: 'Ana Ruiz', contacts })).id
  requestId = (await call('post', '/v1/requests', { kind: 'job', subject: 'Boiler', customerId })).id
  missed = (await call('post', '/v1/missed-calls', { externalId: 'CA1', number: '+442079460018', name: 'J. Doe' }))
    .conversationId
  site = await openConsole(w)
})
afterAll(() => Promise.all([site?.close(), w?.close()]))

describe('calls', () => {
  testPages(() => site, ['/inbox/MISSED'], {
    addressOf: (path) => path.replace('MISSED', missed),
  })

  test('a missed call is returned: who it was, what was said, and what was promised with one press', () =>
    site.signedIn({ role: 'frontline', width: 360 }, async (page) => {
      await page.goto(`${site.origin}/inbox/${missed}`)
      await page.getByRole('button', { name: 'Note a call' }).click()
      const sheet = page.getByRole('dialog')
      await sheet.getByRole('combobox', { name: 'Whose call is it?' }).fill('Ana')
      await page.getByRole('option', { name: 'Ana Ruiz' }).click()
      await sheet.getByRole('textbox', { name: 'What was said' }).fill('She wants a visit.')
      await sheet.getByRole('textbox', { name: 'Next step' }).fill('Call back tomorrow 15:00')
      await sheet.getByRole('button', { name: 'Promise it' }).click()
      await sheet.getByRole('button', { name: 'Will be promised' }).waitFor()
      await sheet.getByRole('button', { name: 'Keep note' }).click()
      await page.getByText('Noted, and 1 promise recorded.').waitFor()
      const conversation = await call('get', `/v1/conversations/${missed}`)
      expect(conversation).toMatchObject({ waitingSince: null, customer: { id: customerId } })
      const { items } = await call('get', `/v1/promises?about=${conversation.about}`)
      expect(items.map(({ kind, state, dueAt }: Record<string, string>) => [kind, state, dueAt]).sort()).toEqual([
        ['callback', 'kept', '2026-11-26T13:00:00Z'],
        ['callback', 'open', '2026-11-27T15:00:00Z'],
      ])
    }))

  test('from a request, with its people; not reached is an attempt', () =>
    site.signedIn({ role: 'frontline' }, async (page) => {
      await page.goto(`${site.origin}/requests/${requestId}`)
      await page.getByRole('button', { name: 'More actions' }).first().click()
      await page.getByRole('menuitem', { name: 'Note a call' }).click()
      const sheet = page.getByRole('dialog')
      await sheet.getByLabel('With whom').selectOption({ label: 'Jan · +34 600 000 001' })
      await sheet.getByRole('button', { name: 'Keep note' }).click()
      await sheet.getByText('Please fill this in.').or(sheet.locator('[aria-invalid="true"]')).first().waitFor()
      await sheet.getByText('Not reached').click()
      await sheet.getByRole('textbox', { name: 'What was said' }).fill('Nobody picked up.')
      await sheet.getByRole('button', { name: 'Keep note' }).click()
      await page.getByText('Noted.').waitFor()
      await page.getByText('Nobody picked up.').waitFor()
      const { items } = await call('get', `/v1/conversations?show=all&about=request:${requestId}`)
      expect(items).toMatchObject([{ channel: 'phone', waitingSince: null }])
    }))

  test('from the palette, by keyboard alone: nowhere in particular, with a customer chosen', () =>
    site.signedIn({ role: 'frontline' }, async (page) => {
      await page.goto(`${site.origin}/`)
      await page.getByRole('heading', { name: 'Today' }).waitFor()
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox').fill('note a call')
      await page.getByRole('option', { name: 'Note a call' }).waitFor()
      await page.keyboard.press('Enter')
      const sheet = page.getByRole('dialog')
      await sheet.getByRole('textbox', { name: 'What was said' }).fill('Asked for the price.')
      const customer = sheet.getByRole('combobox', { name: 'Customer' })
      await customer.fill('Ana')
      await page.getByRole('option', { name: 'Ana Ruiz' }).waitFor()
      await customer.press('ArrowDown')
      await customer.press('Enter')
      await sheet.getByText('They called').click()
      await sheet.getByRole('checkbox', { name: 'They still wait for an answer' }).press(' ')
      await sheet.getByRole('button', { name: 'Keep note' }).press('Enter')
      await page.getByText('Noted.').waitFor()
      await w.drainTasks()
      const { items } = await call('get', '/v1/conversations?channel=phone')
      expect(items).toMatchObject([{ customer: { id: customerId }, waitingSince: '2026-11-26T09:00:00Z' }])
    }))
})
