import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConsole, type TestConsole, testPages } from '#test/console'
import { createWorld, type TestWorld } from '#test/world'

// Exceptional requests and colleagues who are asked, as staff meet them.

let w: TestWorld
let site: TestConsole
let requestId: string

const call = async (method: string, path: string, body?: unknown, as = w.orgs[0].frontline) => {
  const answer = await w.api(method, path, body, { as })
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  await w.drainTasks()
  return answer.body
}

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  const contacts = [{ name: 'Ana Ruiz', email: 'ana@example.com' }]
  const customer = await call('post', '/v1/customers', { name: 'Ana Ruiz', contacts })
  const of = { customerId: customer.id, contactId: customer.contacts[0].id }
  requestId = (await call('post', '/v1/requests', { kind: 'job', subject: 'Cooler', ...of })).id
  const promise = { kind: 'completion', wording: 'Your cooler will be repaired.', dueAt: '2026-11-30T15:00:00Z' }
  await call('post', '/v1/promises', { ...promise, about: `request:${requestId}`, ...of })
  site = await openConsole(w)
})
afterAll(() => Promise.all([site?.close(), w?.close()]))

describe('out of the ordinary', () => {
  test('a request is marked from the palette, with what hangs on it, and somebody takes charge', () =>
    site.signedIn({ role: 'frontline' }, async (page) => {
      await page.goto(`${site.origin}/requests/${requestId}`)
      await page.getByRole('heading', { name: 'Cooler' }).waitFor()
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: 'Search everything' }).fill('exceptional')
      await page.getByRole('option', { name: 'Mark as exceptional' }).click()
      const sheet = page.getByRole('dialog')
      await sheet.getByLabel('Why').fill('A transplant: the cooling must hold.')
      await sheet.getByLabel('What hangs on it').fill('A transplant, 14 hours')
      await sheet.getByText('The customer needs it by').click()
      await sheet.getByLabel('Who takes charge').selectOption({ label: 'Fay Frontline' })
      await sheet.getByRole('button', { name: 'Mark' }).click()
      const banner = page.getByRole('region', { name: /Exceptional/ })
      await banner.getByText(/after it is needed: Your cooler will be repaired/).waitFor()
      await banner.getByRole('button', { name: 'I take charge' }).click()
      await page.getByText('You are in charge.').waitFor()
      const { exceptional } = await call('get', `/v1/requests/${requestId}`)
      expect(exceptional).toMatchObject({ stakes: 'A transplant, 14 hours', until: '2026-11-26T13:00:00Z' })
      expect((await call('get', `/v1/promises/${exceptional.promiseId}`)).state).toBe('kept')
    }))

  test('a colleague is asked from the request, and answers in one field', async () => {
    await site.signedIn({ role: 'frontline', width: 360 }, async (page) => {
      await page.goto(`${site.origin}/requests/${requestId}`)
      await page.getByRole('button', { name: 'More actions' }).first().click()
      await page.getByRole('menuitem', { name: 'Ask a colleague' }).click()
      const sheet = page.getByRole('dialog')
      await sheet.getByLabel('Question').fill('Which seal fits?')
      await sheet.getByLabel('Whom').selectOption({ label: 'Lee Lead' })
      await sheet.getByRole('button', { name: 'Ask a colleague' }).click()
      await page.getByText('Fay Frontline asks Lee Lead').first().waitFor()
    })
    await site.signedIn({ role: 'lead' }, async (page) => {
      await page.goto(site.origin)
      const asked = page.getByRole('region', { name: /You are asked/ })
      await asked.getByRole('button', { name: 'Answer' }).click()
      const sheet = page.getByRole('dialog')
      await sheet.getByRole('textbox').fill('The 40 mm one.')
      await sheet.getByRole('button', { name: 'Answer' }).click()
      await asked.waitFor({ state: 'detached' })
    })
    const { items } = await call('get', `/v1/questions?about=request:${requestId}`)
    expect(items).toMatchObject([{ state: 'answered', answer: 'The 40 mm one.' }])
  })

  testPages(() => site, ['/', '/requests/IT', '/requests?exceptional=only', '/policies'], {
    addressOf: (path) => path.replace('IT', requestId),
  })
})
