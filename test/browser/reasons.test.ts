import { afterAll, beforeAll, expect, test } from 'vitest'
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
  const contacts = [{ name: 'Ola', email: 'ola@example.com', language: 'pl', quietHours: 'none' }]
  const customerId = (await made('/v1/customers', { name: 'Ola Nowak', contacts })).id
  requestId = (await made('/v1/requests', { kind: 'job', subject: 'Piec', customerId })).id
  for (const wording of ['Naprawimy piec.', 'Wymienimy filtr.']) {
    const dates = { dueAt: '2026-11-30T15:00:00Z', language: 'pl', about: `request:${requestId}`, customerId }
    await made('/v1/promises', { kind: 'completion', wording, ...dates })
  }
})
afterAll(async () => {
  await c?.close()
  await w?.close()
})

test('the usual reasons are added, one is changed, one is used no longer', async () => {
  await c.signedIn({ width: 360, scheme: 'dark' }, async (page) => {
    await page.goto(`${c.origin}/settings/reasons`)
    await page.getByText('No reasons are listed yet.').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Add the usual reasons' }).click()
    await page.getByText('8 reasons added, in six languages.').waitFor()
    const row = (name: string) => page.getByRole('listitem').filter({ hasText: name })
    await row('Strike').getByText('not used in 90 days').waitFor()
    await row('Strike').getByRole('button', { name: 'Use no longer' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Use no longer' }).click()
    await row('Strike').waitFor({ state: 'detached' })

    await row('Part delivered late').getByRole('button', { name: 'Change' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel('Name').fill('Supplier late')
    await sheet.getByLabel('What the customer reads, in English').fill('')
    await sheet.getByRole('button', { name: 'Save' }).click()
    await sheet.getByText('Fill this in.').waitFor()
    await sheet.getByLabel('What the customer reads, in English').fill('Our supplier keeps us waiting.')
    await expectAccessible(page)
    await sheet.getByRole('button', { name: 'Save' }).click()
    await row('Supplier late').getByText('Our supplier keeps us waiting.').waitFor()
    await expectAccessible(page)
  })
})

test('a date is moved and a promise withdrawn for a reason, which the customer reads in Polish', async () => {
  await c.signedIn({ width: 1440, scheme: 'light', role: 'frontline' }, async (page) => {
    await page.goto(`${c.origin}/requests/${requestId}`)
    const card = (name: string) => page.getByRole('article', { name })
    const sheet = page.getByRole('dialog')
    await card('Naprawimy piec.').getByRole('button', { name: 'Renegotiate' }).click()
    await sheet.getByLabel('Reason', { exact: true }).selectOption({ label: 'Supplier late' })
    const polish = 'Nasz dostawca nie przywiózł jeszcze tego, co dla Państwa zamówiliśmy.'
    await sheet.getByText(`The customer reads: ${polish}`).waitFor()
    await sheet.getByLabel('Anything to add?').fill('Część jest w drodze.')
    await sheet.getByText(`Dlaczego: ${polish} Część jest w drodze.`).waitFor()
    await expectAccessible(page)
    await sheet.getByLabel('New date: Date').fill('2026-12-03')
    await sheet.getByRole('button', { name: 'Propose the new date' }).click()
    await page.getByText(`${polish} Część jest w drodze.`).first().waitFor()

    await card('Wymienimy filtr.').getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Withdraw' }).click()
    await sheet.getByLabel('Reason', { exact: true }).selectOption({ label: 'Our mistake' })
    await sheet.getByRole('button', { name: 'Withdraw' }).click()
    await page.getByText('Withdrawn. The customer is being told.').waitFor()
    await w.drainTasks()
    const { rows } = await w.owner.query('select text from message where about = $1', [`request:${requestId}`])
    const mails = rows.map(({ text }) => text).join('\n')
    expect(mails).toContain(`Dlaczego: ${polish} Część jest w drodze.`)
    expect(mails).toContain('Dlaczego: Popełniliśmy błąd. To nasza wina i przepraszamy.')
  })
  await c.signedIn({ width: 1440, scheme: 'light' }, async (page) => {
    await page.goto(`${c.origin}/settings/reasons`)
    await page.getByRole('listitem').filter({ hasText: 'Our mistake' }).getByText('used once in 90 days').waitFor()
    await expectAccessible(page)
  })
})
