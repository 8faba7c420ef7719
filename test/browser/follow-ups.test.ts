import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { approvalUrl } from '#modules/authority'
import { openConsole, type TestConsole, testPages } from '#test/console'
import { type MailServer, startMailServer } from '#test/mail-server'
import { makingGood } from '#test/making-good'
import { createWorld, type TestWorld } from '#test/world'

// Whether it went as promised: the customer's page, and what staff see of it, an hour after it was done.

const HOUR_LATER = '2026-11-26T10:00:00Z'
let w: TestWorld
let smtp: MailServer
let site: TestConsole
let unhappy: string
let byPhone: string
let outcome: string
let approval: string

const call = async (method: string, path: string, body?: unknown) => {
  const answer = await w.api(method, path, body, { as: w.orgs[0].owner })
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  await w.drainTasks()
  return answer.body
}

async function done(name: string, contact: object): Promise<string> {
  const contacts = [{ name, language: 'en', timeZone: 'Europe/London', quietHours: 'none', ...contact }]
  const customer = await call('post', '/v1/customers', { name, contacts })
  const of = { customerId: customer.id, contactId: customer.contacts[0].id, ownerId: w.orgs[0].frontline.member.id }
  const { id } = await call('post', '/v1/requests', { kind: 'job', subject: `Boiler of ${name}`, ...of })
  const promise = { kind: 'completion', wording: 'Your boiler will be repaired.', dueAt: '2026-11-27T15:00:00Z' }
  const { id: promiseId } = await call('post', '/v1/promises', { ...promise, about: `request:${id}`, ...of })
  await call('post', `/v1/promises/${promiseId}/delivery`, {})
  await call('post', `/v1/requests/${id}/closing`, { outcome: 'Repaired' })
  return id
}

beforeAll(async () => {
  smtp = await startMailServer()
  w = await createWorld({ start: '2026-11-26T09:00:00Z', smtpUrl: `${smtp.url}?from=kept@northside.example` })
  const spec = {
    ...{ trigger: 'service_completed', kind: 'follow_up', wording: { en: 'We ask how it went.' } },
    ...{ toCustomer: false, asks: true, target: { unit: 'business_seconds', n: 3600 } },
    duration: { unit: 'business_days', n: 2, at: 'close' },
  }
  await call('post', '/v1/policies', { name: 'Asking', spec })
  unhappy = await done('Ana Ruiz', { email: 'ana@example.com' })
  byPhone = await done('Jan Nowak', { phone: '+44 20 7946 0001', preferredChannel: 'phone' })
  w.clock.set(HOUR_LATER)
  await w.drainTasks()
  const mail = await PostalMime.parse(smtp.mails.at(-1)?.raw ?? '')
  outcome = new URL(/http\S+outcome\?went=no/.exec(mail.text ?? '')?.[0] ?? '').pathname
  site = await openConsole(w)
  // What a colleague asks the owner, by the link in their mail.
  const { remedy, matter, ask, us } = makingGood(() => w)
  const { id: remedyId } = await remedy({ conditions: 'Only when we are more than a day late.' })
  const approverId = us().owner.member.id
  const asked = await ask({ ...(await matter()), remedyId, amount: 3000, approverId })
  approval = new URL(approvalUrl(w.instance, { orgId: us().id, approvalId: asked.body.id, memberId: approverId }))
    .pathname
})
afterAll(async () => {
  await site?.close()
  await w?.close()
  await smtp?.close()
})

describe('did it go as promised?', () => {
  testPages(() => site, ['OUTCOME?went=yes', 'OUTCOME?went=no&lang=pl', 'APPROVAL'], {
    addressOf: (path) => path.replace('OUTCOME', outcome).replace('APPROVAL', approval),
  })

  test('an approval is answered by one press, without scripts', async () => {
    const context = await site.browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } })
    const page = await context.newPage()
    await page.goto(`${site.origin}${approval}?lang=es`)
    await page.getByRole('button', { name: 'Aprobar', exact: true }).click()
    await page.getByText('Aprobado. Está concedido, y quien lo pidió lo sabe.').waitFor()
    await context.close()
    await site.signedIn({ role: 'lead' }, async (staff) => {
      await staff.goto(`${site.origin}/settings/budgets`)
      await staff.getByRole('button', { name: 'Show grants: Olive Owner' }).click()
      const grants = staff.getByRole('region', { name: 'Grants: Olive Owner' })
      await grants.getByText('Two days late.').waitFor()
      await staff.getByRole('combobox', { name: 'Month or year' }).selectOption({ label: 'October 2026' })
      await staff.getByText('Nothing was granted.').first().waitFor()
    })
  })

  test('a no with words: thanked, open again, and seen by staff', async () => {
    const { page, done: finish } = await site.open({ timeZone: 'UTC' })
    await page.goto(`${site.origin}${outcome}?went=no`)
    await page.getByLabel('What was not right?').fill('It still knocks.')
    await page.getByRole('button', { name: 'No, it did not' }).click()
    await page.getByRole('heading', { name: 'Thank you for saying so. We are sorry.' }).waitFor()
    await finish()
    await w.drainTasks()
    expect((await call('get', `/v1/requests/${unhappy}`)).status).toBe('open')
    await site.signedIn({ role: 'frontline' }, async (staff) => {
      await staff.goto(site.origin)
      const noes = staff.getByRole('region', { name: /It did not go as promised/ })
      await noes.getByText('It still knocks.').waitFor()
      await noes.getByRole('link', { name: /Boiler of Ana Ruiz/ }).click()
      await staff.getByRole('heading', { name: 'Boiler of Ana Ruiz' }).waitFor()
      await staff.getByText('No, it did not go as promised').first().waitFor()
    })
  })

  test('by telephone: the call says what to ask, and one press records the answer', () =>
    site.signedIn({ role: 'frontline', width: 360 }, async (page) => {
      await page.goto(site.origin)
      await page.getByRole('button', { name: /Call Jan Nowak/ }).click()
      const sheet = page.getByRole('dialog')
      await sheet.getByText('Did it go as promised?').first().waitFor()
      await sheet.getByRole('button', { name: 'Yes', exact: true }).click()
      await sheet.waitFor({ state: 'detached' })
      // The sheet closes at once; what was pressed may be on its way still.
      await vi.waitFor(async () => {
        const { items } = await call('get', `/v1/follow-ups?about=request:${byPhone}`)
        expect(items).toMatchObject([{ state: 'yes', answers: [{ givenBy: 'member', channel: 'phone' }] }])
      })
    }))

  testPages(() => site, ['/', '/requests/UNHAPPY', '/settings/promising', '/settings/budgets'], {
    addressOf: (path) => path.replace('UNHAPPY', unhappy),
  })
})
