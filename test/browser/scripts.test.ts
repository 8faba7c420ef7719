import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, openConsole, type TestConsole } from '#test/console'
import { openInbox } from '#test/inbox'
import { createWorld, type TestWorld } from '#test/world'

const START = '2026-11-26T09:00:00Z'
let w: TestWorld
let c: TestConsole
let inbox: Awaited<ReturnType<typeof openInbox>>

beforeAll(async () => {
  w = await createWorld({ start: START })
  c = await openConsole(w)
  inbox = await openInbox(w)
})
afterAll(async () => {
  await c?.close()
  await w?.close()
})

test('a script is written: facts at the caret, what is wrong while typing, how it reads, and its versions', async () => {
  await c.signedIn({ width: 1440, scheme: 'light', refused: true }, async (page) => {
    await page.goto(`${c.origin}/settings/scripts`)
    await page.getByText('No scripts yet.').waitFor()
    await page.getByRole('button', { name: 'Add a script', exact: true }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel('Name').fill('I hear you')
    const text = sheet.getByLabel('Text', { exact: true })
    await text.fill('Dear , you will always hear from me.')
    await text.press('Home')
    for (const _ of 'Dear ') await text.press('ArrowRight')
    await sheet
      .getByRole('group', { name: 'Put in a fact' })
      .getByRole('button', { name: 'Customer', exact: true })
      .click()
    expect(await text.inputValue()).toBe('Dear {{customer}}, you will always hear from me.')
    await sheet.getByText('“always” says more than anybody can keep.').waitFor()
    await sheet.getByRole('region', { name: 'Reads like this' }).getByText('Dear Ana Ruiz, you will always').waitFor()
    await expectAccessible(page)
    await sheet.getByRole('button', { name: 'Add a script' }).click()
    await sheet.getByText('It says more than anybody can keep. Say it otherwise').first().waitFor()
    await text.fill('Dear {{customer}}, you will hear from me {{by}}. {{nobody}}')
    await sheet.getByText('“{{nobody}}” stands for nothing.').waitFor()
    await text.fill('Dear {{customer}}, you will hear from me {{by}}.')
    await sheet.getByText('“{{nobody}}” stands for nothing.').waitFor({ state: 'detached' })
    await sheet.getByRole('button', { name: 'Polski' }).click()
    await sheet.getByLabel('Text', { exact: true }).fill('{{customer}}, odezwę się {{by}}.')
    await sheet.getByRole('region', { name: 'Reads like this' }).getByText('Ana Ruiz, odezwę się do').waitFor()
    await sheet.getByRole('button', { name: 'Add a script' }).click()
    const row = page.getByRole('listitem').filter({ hasText: 'I hear you' })
    await row.getByText('version 1 · Not in Português, Español, Català, Русский').waitFor()

    await row.getByRole('button', { name: 'Change' }).click()
    await sheet.getByLabel('Text', { exact: true }).fill('Hello {{customer}}.')
    await sheet.getByRole('button', { name: 'Save' }).click()
    await row.getByText('version 2').waitFor()
    await row.getByRole('button', { name: 'Versions' }).click()
    await sheet.getByRole('button', { name: 'Bring back' }).click()
    await expectAccessible(page)
    await page
      .getByRole('dialog', { name: 'Bring back version 1?' })
      .getByRole('button', { name: 'Bring back' })
      .click()
    await sheet.getByText('version 3').waitFor()
    await sheet.getByText('as version 1').waitFor()
  })
})

test('scripts to start with are added, on a phone in the dark', async () => {
  await c.signedIn({ width: 360, scheme: 'dark' }, async (page) => {
    await page.goto(`${c.origin}/settings/scripts`)
    await page.getByRole('button', { name: 'Add scripts to start with' }).click()
    await page.getByText('16 scripts added, in six languages.').first().waitFor()
    await page.getByLabel('For', { exact: true }).selectOption({ label: 'Delay' })
    await page.getByRole('listitem').filter({ hasText: 'The date moves, with an apology' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Change' }).first().click()
    await page.getByRole('region', { name: 'Reads like this' }).getByText('we cannot keep the date').waitFor()
    await expectAccessible(page)
  })
})

test('a script is put into an answer by keyboard, in the language of who reads it; what is not known is filled in first', async () => {
  const { from, customer } = await inbox.known()
  const { conversationId } = await inbox.arrives({ from, subject: 'Caldera', language: 'es' })
  expect(customer.id).toBeTruthy()
  await c.signedIn({ width: 1440, scheme: 'light', role: 'frontline' }, async (page) => {
    await page.goto(`${c.origin}/inbox/${conversationId}`)
    const answer = page.getByRole('textbox', { name: /^Answer/ })
    await page.getByRole('button', { name: 'Insert a script' }).waitFor()
    await answer.fill('¡Hola! ')
    await answer.press('Alt+s')
    const search = page.getByRole('combobox', { name: 'Search scripts' })
    const options = page.getByRole('listbox', { name: 'Scripts' }).getByRole('option')
    await search.fill('date mov apol')
    await options.first().getByText('The date moves, with an apology').waitFor()
    const shown = page.getByRole('region', { name: 'Preview' })
    await shown.getByText('Hola, Ana:').waitFor()
    await shown.getByText('Not known: Old date, Reason, New date, Link').waitFor()
    await expectAccessible(page)
    await search.fill('')
    await search.press('ArrowDown')
    await search.fill('cannot do this')
    await options.first().getByText('We cannot do this').waitFor()
    await shown.getByText('Esto no lo hacemos').waitFor()
    await search.press('Escape')
    await search.waitFor({ state: 'detached' })
    expect(await answer.inputValue()).toBe('¡Hola! ')

    await answer.press('Alt+s')
    await search.fill('date mov apol')
    await shown.getByText('Hola, Ana:').waitFor()
    await search.press('Enter')
    await search.waitFor({ state: 'detached' })
    expect(await answer.inputValue()).toMatch(/^¡Hola! Hola, Ana:\n\nle prometimos \{\{old_date\}\}/)
    // The first gap is selected: what is typed takes its place.
    await page.keyboard.type('el lunes')
    expect(await answer.inputValue()).toContain('le prometimos el lunes y no')
    const send = page.getByRole('button', { name: 'Send', exact: true })
    expect(await send.getAttribute('aria-disabled')).toBe('true')
    await page.getByText('Fill in first what is not known:').first().waitFor()
    await expectAccessible(page)
    await answer.press('Control+Enter')
    expect(await answer.inputValue()).toContain('{{new_date}}')
    await page.getByRole('button', { name: '{{new_date}}' }).click()
    await page.keyboard.type('el martes')
    expect(await answer.inputValue()).toContain('podemos hacer es el martes')
    await answer.fill('Gracias por escribirnos.')
    await answer.press('Control+Enter')
    await page.getByText('Gracias por escribirnos.').first().waitFor()
  })
})

test('an update is written by script: what stands is the promise of the matter, not that of the update', async () => {
  const { customer } = await inbox.known()
  const request = await inbox.call('post', '/v1/requests', { kind: 'job', subject: 'Caldera', customerId: customer.id })
  const promised = { about: `request:${request.id}`, customerId: customer.id, language: 'es' }
  for (const [kind, wording, dueAt] of [
    ['completion', 'Su caldera quedará reparada.', '2026-12-03T15:00:00Z'],
    ['next_update', 'Le escribiremos.', '2026-11-27T15:00:00Z'],
  ])
    await inbox.call('post', '/v1/promises', { ...promised, kind, wording, dueAt })
  await c.signedIn({ width: 1440, scheme: 'light', role: 'frontline' }, async (page) => {
    await page.goto(`${c.origin}/requests/${request.id}`)
    await page
      .getByRole('article', { name: 'Le escribiremos.' })
      .getByRole('button', { name: 'Send an update' })
      .click()
    const sheet = page.getByRole('dialog').first()
    const text = sheet.getByLabel('What the customer reads')
    await sheet.getByRole('button', { name: 'Insert a script' }).waitFor()
    await text.press('Alt+s')
    await page.getByRole('region', { name: 'Preview' }).getByText('Su caldera quedará reparada').waitFor()
    await page.getByRole('combobox', { name: 'Search scripts' }).press('Enter')
    await page.getByRole('combobox', { name: 'Search scripts' }).waitFor({ state: 'detached' })
    expect(await text.inputValue()).toMatch(
      /^Hola, Ana:\n\nestamos con «Caldera»[\s\S]*jueves 3 de diciembre[\s\S]*Northside Repairs$/,
    )
    await text.fill('Hola, {{customer}}')
    await sheet.getByRole('button', { name: 'Send an update' }).click()
    await sheet.getByText('Fill this in.').waitFor()
    await text.fill('Hola, Ana. Estamos con ello.')
    await sheet.getByRole('button', { name: 'Send an update' }).click()
    await sheet.waitFor({ state: 'detached' })
  })
})

test('a call is noted with what was said by script', async () => {
  const { customer } = await inbox.known()
  await c.signedIn({ width: 360, scheme: 'dark', role: 'frontline' }, async (page) => {
    await page.goto(`${c.origin}/customers/${customer.id}`)
    await page.getByRole('button', { name: 'Note a call' }).first().click()
    const sheet = page.getByRole('dialog').first()
    await sheet.getByRole('button', { name: 'Insert a script' }).click()
    const options = page.getByRole('listbox', { name: 'Scripts' }).getByRole('option')
    await options.filter({ hasText: 'Call: calling back' }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Insert', exact: true }).click()
    await page.getByRole('combobox', { name: 'Search scripts' }).waitFor({ state: 'detached' })
    expect(await sheet.locator('textarea').first().inputValue()).toContain('Northside Repairs')
  })
})
