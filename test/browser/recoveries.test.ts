import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, openConsole, type TestConsole } from '#test/console'
import { createWorld, type TestWorld } from '#test/world'

const START = '2026-11-26T09:00:00Z'
let w: TestWorld
let c: TestConsole

beforeAll(async () => {
  w = await createWorld({ start: START })
  c = await openConsole(w)
})
afterAll(async () => {
  await c?.close()
  await w?.close()
})

const made = async (path: string, body: object) => {
  const answer = await w.api('post', path, body, { as: w.orgs[0].lead })
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  return answer.body
}
const get = async (path: string) => (await w.api('get', path, undefined, { as: w.orgs[0].lead })).body

/** So many customers of a category are promised something; the first of them reads Spanish, the last has no address. */
async function promised(category: string, n: number): Promise<string[]> {
  const ids: string[] = []
  for (let i = 0; i < n; i++) {
    const email = i === n - 1 ? {} : { email: `${category}-${i}@example.com`.toLowerCase() }
    const contact = { name: `Ana ${i}`, ...email, language: i === 0 ? 'es' : 'en', quietHours: 'none' }
    const customer = await made('/v1/customers', { name: `${category} ${i}`, contacts: [contact] })
    const request = await made('/v1/requests', { kind: 'job', subject: 'Boiler', category, customerId: customer.id })
    const dates = { dueAt: `2026-11-30T1${i}:00:00Z`, about: `request:${request.id}`, customerId: customer.id }
    ids.push((await made('/v1/promises', { kind: 'arrival', wording: `We come ${i}.`, ...dates })).id)
  }
  return ids
}

async function opened(category: string, over: object = {}): Promise<string> {
  const dates = { by: 'shift', businessSeconds: 8 * 3600 }
  const input = { title: `Strike ${category}`, affected: { category }, dates, reason: 'A strike.', ...over }
  const { id } = await made('/v1/recoveries', input)
  await w.drainTasks()
  return id
}

test.each([
  [1440, 'light'],
  [360, 'dark'],
] as const)('something happened: it is counted while it is chosen, and opened (%i px, %s)', async (width, scheme) => {
  const category = `Heating${width}`
  await promised(category, 3)
  await c.signedIn({ width, scheme, role: 'lead' }, async (page) => {
    await page.goto(`${c.origin}/recoveries`)
    await page.getByRole('button', { name: 'Something happened' }).first().click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel('What happened').fill('Strike at the supplier')
    await sheet.getByLabel('Category').fill('No such')
    await sheet.getByText('It touches nothing.').first().waitFor()
    await sheet.getByLabel('Category').fill(category)
    await sheet.getByText('3 promises of 3 customers').waitFor()
    await sheet.getByText('Later by business time').click()
    await sheet.getByLabel('Why, in words the customers may read').fill('Our supplier is on strike.')
    await expectAccessible(page)
    await sheet.getByRole('button', { name: 'Plan 3 new dates' }).click()
    await page.getByRole('heading', { name: 'Strike at the supplier' }).waitFor()
    await w.drainTasks()
    await page.getByRole('button', { name: 'Send 3' }).waitFor()
    await expectAccessible(page)
    await page.goto(`${c.origin}/recoveries`)
    await page
      .getByRole('link', { name: /Strike at the supplier/ })
      .first()
      .waitFor()
    await expectAccessible(page)
  })
})

test('one is adjusted and read in its language, one is left alone, the rest is sent after what it means was said', async () => {
  await promised('Roofing', 4)
  const id = await opened('Roofing')
  await c.signedIn({ width: 1440, scheme: 'dark', role: 'lead' }, async (page) => {
    await page.goto(`${c.origin}/recoveries/${id}`)
    await page.getByRole('button', { name: 'Adjust: Roofing 0' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('What Roofing 0 reads').waitFor()
    await dialog.getByText('A strike.').waitFor()
    await dialog.locator('[lang="es"]').waitFor()
    await expectAccessible(page)
    await dialog.getByLabel('New date: Date').fill('2026-12-09')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('1 changed.').waitFor()
    await dialog.getByText('Wednesday 9 December').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })

    await page.getByRole('checkbox', { name: /Roofing 1/ }).click()
    await page.getByRole('button', { name: 'Leave alone' }).click()
    await dialog.getByRole('button', { name: 'Leave alone' }).click()
    await page.getByText('1 is left alone.').waitFor()

    await page.getByRole('button', { name: 'Send 3' }).click()
    await dialog.getByText('Propose 3 new dates?').waitFor()
    await dialog.getByText('English: 2, Español: 1').waitFor()
    await dialog.getByText('1 has no channel that works').waitFor()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Send 3' }).click()
    await page.getByRole('button', { name: 'Stop' }).waitFor()
    await w.drainTasks()
    await page.getByText('3 new dates were proposed.').waitFor()
    await expectAccessible(page)
  })
  expect(await get(`/v1/recoveries/${id}`)).toMatchObject({ state: 'done', counts: { sent: 3, left: 1 } })
  const { items } = await get(`/v1/recoveries/${id}/items?state=sent`)
  expect(items.map((item: { newDueAt: string }) => item.newDueAt.slice(0, 10))).toContain('2026-12-09')
})

test('sending is stopped; what was not sent waits again', async () => {
  await promised('Windows', 3)
  const id = await opened('Windows')
  await c.signedIn({ width: 360, scheme: 'light', role: 'lead' }, async (page) => {
    await page.goto(`${c.origin}/recoveries/${id}`)
    await page.getByRole('button', { name: 'Send 3' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Send 3' }).click()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('Stopped.').waitFor()
    await page.getByRole('button', { name: 'Send 3' }).waitFor()
    await expectAccessible(page)
    // What was said of the sending has a button of this name too.
    await page.getByRole('main').getByRole('button', { name: 'Close', exact: true }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel('Why').fill('It was called off.')
    await sheet.getByRole('button', { name: 'Close it' }).click()
    await sheet.waitFor({ state: 'detached' })
    await page.getByText('It was called off.').waitFor()
  })
  expect(await get(`/v1/recoveries/${id}`)).toMatchObject({ state: 'closed', counts: { sent: 0, waiting: 3 } })
})

test('a frontline member reads it and cannot send to many; the keyboard chooses and opens', async () => {
  await promised('Doors', 3)
  const id = await opened('Doors')
  await c.signedIn({ width: 1440, scheme: 'light', role: 'frontline' }, async (page) => {
    await page.goto(`${c.origin}/recoveries/${id}`)
    await page.getByRole('link', { name: /Doors 0/ }).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.getByText('1 chosen').waitFor()
    await page.keyboard.press('J')
    await page.getByText('2 chosen').waitFor()
    await page
      .getByRole('button', { name: 'Send 3' })
      .getByText('A lead sends to several customers.')
      .waitFor({ state: 'attached' })
    await page.keyboard.press('v')
    await page.getByRole('dialog').getByText('What Doors 1 reads').waitFor()
  })
})

test.each([
  [1440, 'light'],
  [360, 'dark'],
] as const)(
  'a date is moved and something offered for it, as the customer reads it (%i px, %s)',
  async (width, scheme) => {
    const as = w.orgs[0].owner
    const wording = { en: 'We take {amount} off.' }
    const remedy = { kind: 'discount', name: `Discount ${width}`, cost: null, wording }
    await w.api('post', '/v1/remedies', remedy, { as })
    const limits = { perCustomerYear: null, perFirmMonth: null, perMemberMonth: null }
    await w.api('put', '/v1/authority-limits', { role: 'frontline', perRequest: 2000, ...limits }, { as })
    const [, promiseId] = await promised(`Roads${width}`, 3)
    const { about } = await get(`/v1/promises/${promiseId}`)
    await c.signedIn({ width, scheme, role: 'frontline' }, async (page) => {
      await page.goto(`${c.origin}/requests/${about.slice('request:'.length)}`)
      await page.getByRole('article', { name: 'We come 1.' }).getByRole('button', { name: 'Renegotiate' }).click()
      const sheet = page.getByRole('dialog')
      await sheet
        .getByLabel(/reason|why/i)
        .first()
        .fill('The lorry broke down.')
      await sheet.getByLabel('New date: Date').fill('2026-12-03')
      await sheet.getByLabel('Offered with the new date', { exact: true }).selectOption({ label: `Discount ${width}` })
      await sheet.getByLabel('Amount in GBP').fill('50')
      await sheet.getByText('you have £20 left').waitFor()
      await sheet.getByRole('slider').fill('1500')
      await sheet.getByText('you have £20 left').waitFor({ state: 'detached' })
      const letter = sheet.getByRole('region', { name: 'Message to the customer' })
      await letter.getByText('£15').waitFor()
      await letter.getByText('The lorry broke down.').waitFor()
      await expectAccessible(page)
      await sheet.getByRole('button', { name: 'Propose the new date' }).click()
      await sheet.waitFor({ state: 'hidden' })
    })
    const { rows } = await w.owner.query('select amount::int from remedy_grant where for_promise_id = $1', [promiseId])
    expect(rows).toEqual([{ amount: 1500 }])

    // Of another one they choose themselves.
    await w.api('post', '/v1/remedies', { ...remedy, kind: 'perk', name: `Coffee ${width}`, cost: 300 }, { as })
    const [, second] = await promised(`Bridges${width}`, 2)
    const { about: other } = await get(`/v1/promises/${second}`)
    await c.signedIn({ width, scheme, role: 'frontline' }, async (page) => {
      await page.goto(`${c.origin}/requests/${other.slice('request:'.length)}`)
      await page.getByRole('article', { name: 'We come 1.' }).getByRole('button', { name: 'Renegotiate' }).click()
      const sheet = page.getByRole('dialog')
      await sheet
        .getByLabel(/reason|why/i)
        .first()
        .fill('The bridge is closed.')
      await sheet.getByLabel('New date: Date').fill('2026-12-03')
      await sheet.getByLabel('Offered with the new date', { exact: true }).selectOption('choice')
      await sheet.getByRole('checkbox', { name: `Discount ${width}` }).check()
      await sheet.getByLabel('Amount (GBP)').fill('12')
      await sheet.getByRole('checkbox', { name: `Coffee ${width}` }).check()
      const letter = sheet.getByRole('region', { name: 'Message to the customer' })
      await letter.getByText('£12').waitFor()
      await letter.getByText('£3').waitFor()
      await expectAccessible(page)
      await sheet.getByRole('button', { name: 'Propose the new date' }).click()
      await sheet.waitFor({ state: 'hidden' })
      await page.getByText('Choice offered').first().waitFor()
    })
    expect((await get(`/v1/choices?about=${other}`)).items).toMatchObject([{ state: 'open', options: [{}, {}] }])
  },
)
