import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installStarterSet } from '#modules/promises'
import { openConsole, type TestConsole, testPages } from '#test/console'
import { openInbox } from '#test/inbox'
import { createWorld, type TestWorld } from '#test/world'

// Several people at one inbox: they search, choose many, merge, name each other, and see who writes.

let w: TestWorld
let site: TestConsole
let desk: Awaited<ReturnType<typeof openInbox>>
const ids: Record<string, string> = {}

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  desk = await openInbox(w)
  await w.gate.run(installStarterSet, w.actorOf('owner'), { industry: 'repair', norms: ['email'] })
  const { from } = await desk.known()
  const mails = {
    boiler: { from, subject: 'Boiler', text: 'The boiler has been knocking at night since Monday, mostly after two.' },
    again: { from, subject: 'Boiler again', text: 'And now it leaks, too.' },
    key: {
      subject: 'Wagenschlüssel',
      text: 'Der Wagenschlüssel ist weg.',
      from: { name: 'Jan', address: 'jan@a.example' },
    },
    invoice: { subject: 'Invoice', text: 'The last invoice, please.', from: { name: 'Eva', address: 'eva@b.example' } },
  }
  for (const [name, mail] of Object.entries(mails)) ids[name] = (await desk.arrives(mail)).conversationId ?? ''
  site = await openConsole(w)
})
afterAll(() => Promise.all([site?.close(), w?.close()]))

const at = (name: string) => `${site.origin}/inbox/${ids[name]}`
const answer = (page: Page) => page.getByRole('textbox', { name: /Answer to/ })

describe('the inbox', () => {
  testPages(() => site, ['/inbox?q=schlussel', '/inbox?show=mentions'])

  test('finds what was said in spite of a slip, and marks it', () =>
    site.signedIn({ role: 'frontline' }, async (page) => {
      await page.goto(`${site.origin}/inbox`)
      await page.getByText('Invoice').first().waitFor()
      await page.keyboard.press('/')
      await page.keyboard.type('wagenshlussel')
      await page.locator('mark', { hasText: 'Wagenschlüssel' }).first().waitFor()
      expect(await page.locator('[data-conversation]').count()).toBe(1)
      await page.getByRole('searchbox').fill('nothing of the kind')
      await page.getByText('Nothing of what was said fits.').waitFor()
    }))

  test('many are chosen by key and given to somebody, and given back', () =>
    site.signedIn({ role: 'lead' }, async (page) => {
      await page.goto(`${site.origin}/inbox`)
      await page.getByText('Invoice').first().waitFor()
      await page.getByRole('checkbox').first().click()
      await page
        .getByRole('checkbox')
        .nth(2)
        .click({ modifiers: ['Shift'] })
      await page.getByText('3 chosen').waitFor()
      await page.getByRole('button', { name: 'Give to …' }).click()
      const sheet = page.getByRole('dialog')
      await sheet.getByRole('combobox').selectOption({ label: w.orgs[0].lead.member.name })
      await sheet.getByRole('button', { name: 'Change 3' }).click()
      await page.getByText('3 changed.').waitFor()
      await page.getByRole('button', { name: 'Undo' }).click()
      await page.getByText('3 given back what they had.').waitFor()
    }))

  test('those in which nothing is promised do not rest until promised, and are named', () =>
    site.signedIn({ role: 'lead' }, async (page) => {
      await page.goto(`${site.origin}/inbox?show=open`)
      await page.getByText('Invoice').first().waitFor()
      for (const box of await page.getByRole('checkbox').all()) if (!(await box.isChecked())) await box.click()
      await page.getByRole('button', { name: 'Rest until promised …' }).click()
      const sheet = page.getByRole('dialog')
      await sheet.getByText('nothing is promised in them').waitFor()
      await sheet.getByRole('button', { name: /^Change \d+$/ }).click()
      await page.getByText(/\d+ changed\./).waitFor()
      await page.getByRole('button', { name: 'Undo' }).click()
      await page.getByText(/given back what/).waitFor()
    }))

  test('who is at a conversation is seen in the list, and that they have left', async () => {
    const { name } = w.orgs[0].lead.member
    await site.signedIn({ role: 'lead' }, async (theirs) => {
      await theirs.goto(at('invoice'))
      await answer(theirs).waitFor()
      await site.signedIn({ role: 'frontline', width: 360, scheme: 'dark' }, async (page) => {
        await page.goto(`${site.origin}/inbox?show=open`)
        await page.getByRole('img', { name: `${name} is looking at this` }).waitFor()
        await answer(theirs).fill('We ')
        await page.getByRole('img', { name: `${name} is writing` }).waitFor()
        await theirs.goto(`${site.origin}/settings/account`)
        await page.getByRole('img', { name: `${name} is writing` }).waitFor({ state: 'detached' })
        expect(await page.getByRole('img', { name: /is looking at this/ }).count()).toBe(0)
      })
    })
  })

  test('the help on keys says what a key does here, not what it did on the page below', () =>
    site.signedIn({ role: 'lead' }, async (page) => {
      await page.goto(at('invoice'))
      await answer(page).waitFor()
      await page.keyboard.press('?')
      await page.getByRole('dialog').getByText('Close the conversation').waitFor()
    }))

  test('a colleague is named in a note by keys, and finds it among their mentions', async () => {
    const { name } = w.orgs[0].lead.member
    await site.signedIn({ role: 'frontline' }, async (page) => {
      await page.goto(at('invoice'))
      await answer(page).waitFor()
      await page.keyboard.press('m')
      const note = page.getByRole('textbox', { name: 'Write a note' })
      await note.pressSequentially(`Can you look, @${name.slice(0, 2)}`)
      await page.getByRole('listbox', { name: 'Whom to name' }).getByRole('option', { name }).waitFor()
      await note.press('Enter')
      expect(await note.inputValue()).toBe(`Can you look, @${name} `)
      await note.press('Control+Enter')
      await page.getByText(`@${name}`, { exact: true }).waitFor()
    })
    await w.drainTasks()
    await site.signedIn({ role: 'lead', width: 360, scheme: 'dark' }, async (page) => {
      await page.goto(`${site.origin}/notifications`)
      await page.getByText('named you in a note').click()
      await page.getByRole('heading', { name: 'Invoice' }).waitFor()
      await page.goto(`${site.origin}/inbox?show=mentions`)
      await page.getByText('Invoice').first().waitFor()
    })
  })

  test('two who write at once see each other, and neither sends over the other', async () => {
    const [one, two] = [await site.open({ role: 'frontline' }), await site.open({ role: 'lead' })]
    try {
      await one.page.goto(at('key'))
      await two.page.goto(at('key'))
      await answer(two.page).waitFor()
      await answer(one.page).pressSequentially('We have')
      await two.page.getByText(`${w.orgs[0].frontline.member.name} is writing`).waitFor()
      await answer(two.page).pressSequentially('It lies')
      await two.page.getByText('Agree who answers.').waitFor()
      await answer(one.page).fill('We have found it.')
      await one.page.getByRole('button', { name: 'Send', exact: true }).click()
      await one.page.getByText('Goes out in').waitFor()
      await answer(two.page).fill('It lies at the counter.')
      await two.page.getByRole('button', { name: 'Send', exact: true }).click()
      await two.page.getByText('Your answer has not gone out.').waitFor()
      await two.page.getByRole('alert').getByText('We have found it.').waitFor()
      await two.page.getByRole('button', { name: 'Send all the same' }).click()
      await two.page.locator('li[data-direction="out"]', { hasText: 'It lies at the counter.' }).waitFor()
      expect((await desk.said(ids.key ?? ''))[0]).toMatchObject({ text: 'It lies at the counter.' })
    } finally {
      await one.done()
      await two.done()
    }
  })

  test('a colleague is asked about the request, without leaving the conversation', () =>
    site.signedIn({ role: 'frontline' }, async (page) => {
      await page.goto(at('again'))
      await page.getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('menuitem', { name: 'Ask a colleague' }).click()
      const sheet = page.getByRole('dialog', { name: 'Ask a colleague' })
      await sheet.getByLabel(/^Question/).fill('Which seal fits the BX 200?')
      await sheet.getByLabel('Whom').selectOption({ label: w.orgs[0].lead.member.name })
      await sheet.getByRole('button', { name: 'Ask a colleague' }).click()
      await sheet.waitFor({ state: 'detached' })
      const asked = await w.api('get', '/v1/questions', undefined, { as: w.orgs[0].lead })
      expect(asked.body.items).toMatchObject([{ question: 'Which seal fits the BX 200?', state: 'asked' }])
    }))

  test('two threads of one customer are merged and taken apart; the old address leads to the one that stays', () =>
    site.signedIn({ role: 'frontline' }, async (page) => {
      await page.goto(at('again'))
      await page.getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('menuitem', { name: 'Merge with another …' }).click()
      const sheet = page.getByRole('dialog')
      const choice = sheet.getByRole('combobox', { name: /Which conversation/ })
      await choice.locator('option', { hasText: 'Boiler ·' }).waitFor({ state: 'attached' })
      await choice.selectOption({ value: ids.boiler ?? '' })
      await sheet.getByRole('button', { name: 'Merge', exact: true }).click()
      await page.getByText('With “Boiler”').waitFor()
      await page.locator('li[data-direction="in"]', { hasText: 'knocking at night' }).waitFor()
      await page.goto(at('boiler'))
      await page.waitForURL(at('again'))
      await page.getByRole('button', { name: 'Take apart' }).click()
      await page.getByText('With “Boiler”').waitFor({ state: 'detached' })
    }))

  test('says its keys', () =>
    site.signedIn({ role: 'lead' }, async (page) => {
      await page.goto(at('invoice'))
      await answer(page).waitFor()
      await page.keyboard.press('?')
      const help = page.getByRole('dialog')
      for (const says of ['Next conversation', 'Write a note', 'Choose the row', 'Back to the list'])
        await help.getByText(says, { exact: true }).waitFor()
    }))
})
