import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startMailListener } from '#modules/mailboxes'
import { installStarterSet } from '#modules/promises'
import { silentLog } from '#platform/log'
import { openConsole, type TestConsole, testPages } from '#test/console'
import { createWorld, type TestWorld } from '#test/world'

let w: TestWorld
let site: TestConsole
let listener: Awaited<ReturnType<typeof startMailListener>>
const ids: Record<string, string> = {}

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  const { gate, clock, storage } = w
  listener = await startMailListener({ gate, clock, storage, log: silentLog, host: '127.0.0.1', port: 0 })
  await w.gate.run(installStarterSet, w.actorOf('owner'), { industry: 'repair', norms: ['email'] })
  const as = w.orgs[0].owner
  const box = {
    name: 'Help',
    address: 'help@northside.example',
    kind: 'listener',
    trustedServer: 'mx.northside.example',
  }
  await w.api('post', '/v1/mailboxes', box, { as })
  const contacts = [{ name: 'Ana', email: 'ana@example.com', language: 'en', timeZone: 'Europe/London' }]
  await w.api('post', '/v1/customers', { name: 'Ana Ruiz', contacts }, { as })
  const transport = createTransport({ host: '127.0.0.1', port: listener.port, secure: false, ignoreTLS: true })
  const proven = { 'Authentication-Results': 'mx.northside.example; dmarc=pass header.from=example.com' }
  const mail = { from: 'Ana Ruiz <ana@example.com>', to: box.address }
  await transport.sendMail({ ...mail, subject: 'Boiler', headers: proven, html: '<p>It <b>knocks</b>.</p>' })
  await transport.sendMail({ ...mail, subject: 'My invoice', text: 'Please send me the last invoice.' })
  transport.close()
  await w.drainTasks()
  const { items } = (await w.api('get', '/v1/conversations', undefined, { as })).body
  for (const { id, subject } of items) ids[subject] = id
  site = await openConsole(w)
})
afterAll(() => Promise.all([site?.close(), listener?.stop(), w?.close()]))

describe('the inbox', () => {
  testPages(() => site, ['/inbox', '/inbox/KNOWN', '/inbox/UNKNOWN', '/inbox?show=closed', '/settings/mailboxes'], {
    addressOf: (path) => path.replace('UNKNOWN', ids['My invoice'] ?? '').replace('KNOWN', ids.Boiler ?? ''),
  })

  test('an answer is written, its promise recorded, taken back, and sent again', () =>
    site.signedIn({ role: 'frontline' }, async (page) => {
      await page.goto(`${site.origin}/inbox/${ids.Boiler}`)
      const answer = page.getByRole('textbox', { name: 'Answer to Ana Ruiz' })
      await answer.fill('I will call you tomorrow by three.')
      await page.getByText('You promise: “I will call you tomorrow by three” by').waitFor()
      await answer.press('Alt+Enter')
      await page.getByText('Goes with this message: “I will call you tomorrow by three”').waitFor()
      await answer.press('Control+Enter')
      await page.getByText('Promised: “I will call you tomorrow by three”').waitFor()
      const call = async () => {
        const { items } = (await w.api('get', '/v1/promises?limit=50', undefined, { as: w.orgs[0].owner })).body
        return items.find(({ kind }: { kind: string }) => kind === 'callback')
      }
      const said = { wording: 'I will call you tomorrow by three', dueAt: '2026-11-27T15:00:00Z', basis: 'person' }
      expect(await call()).toMatchObject({ ...said, state: 'open', telling: 'waiting' })
      await page.getByRole('button', { name: 'Take back' }).click()
      await page.getByText('Taken back', { exact: true }).waitFor()
      expect(await call(), 'it was promised to nobody').toMatchObject({ state: 'withdrawn', telling: 'not_needed' })
      await answer.fill('I will call you tomorrow by three.')
      await page.getByRole('button', { name: 'Record' }).click()
      await answer.press('Control+Enter')
      await page.getByText('Goes out in').waitFor()
    }))

  test('another date than the one promised takes a reason', () =>
    site.signedIn({ role: 'frontline', refused: true }, async (page) => {
      await page.goto(`${site.origin}/inbox/${ids.Boiler}`)
      const answer = page.getByRole('textbox', { name: 'Answer to Ana Ruiz' })
      await answer.fill('I will call you on Monday at ten.')
      await page.getByText('Another date than promised').waitFor()
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.getByText('This contradicts what was promised').waitFor()
      await page.getByRole('textbox', { name: 'Why you send it all the same' }).fill('She asked for Monday.')
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.getByText('Goes out in').waitFor()
    }))

  test('what was noticed is dismissed by a key; another language than the reader’s is said', () =>
    site.signedIn({ role: 'frontline', width: 360 }, async (page) => {
      await page.goto(`${site.origin}/inbox/${ids.Boiler}`)
      await page.getByText('By e-mail to ana@example.com').waitFor()
      const answer = page.getByRole('textbox', { name: 'Answer to Ana Ruiz' })
      await answer.fill('Le enviaremos la factura el martes, muchas gracias por su paciencia.')
      await page.getByText('You write in Español; Ana Ruiz reads English.').waitFor()
      const guards = page.getByRole('region', { name: 'While you write' })
      await guards.getByText('You promise:').waitFor()
      await answer.press('Alt+Backspace')
      await guards.getByText('You promise:').waitFor({ state: 'detached' })
      await answer.fill('')
      await guards.waitFor({ state: 'detached' })
    }))

  test('what was begun is there again; keys go through the list', () =>
    site.signedIn({ role: 'frontline' }, async (page) => {
      await page.goto(`${site.origin}/inbox`)
      await page.getByText('My invoice').first().waitFor()
      await page.keyboard.press('j')
      await page.waitForURL(/\/inbox\/./)
      await page.goto(`${site.origin}/inbox/${ids['My invoice']}`)
      const answer = page.getByRole('textbox', { name: /Answer to/ })
      await answer.fill('Which of them')
      await page.getByText('Draft kept').waitFor()
      await page.reload()
      await page.getByRole('textbox', { name: /Answer to/ }).waitFor()
      expect(await page.getByRole('textbox', { name: /Answer to/ }).inputValue()).toBe('Which of them')
    }))

  test('who waits longer than promised is said on Today, and leads to the inbox', async () => {
    await w.owner.query('update conversation set due_at = $1 where waiting_since is not null', ['2026-11-26T08:00:00Z'])
    await site.signedIn({}, async (page) => {
      await page.goto(site.origin)
      await page.getByRole('link', { name: /longer than promised/ }).click()
      await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor()
    })
  })

  test('a mail is shown as it was laid out, and runs nothing', () =>
    site.signedIn({}, async (page) => {
      await page.goto(`${site.origin}/inbox/${ids.Boiler}`)
      await page.getByRole('button', { name: 'Show as sent' }).click()
      await page.frameLocator('iframe').getByText('knocks').waitFor()
    }))

  test('who is not proven is said to be so, and tied to a customer by a person', () =>
    site.signedIn({ width: 360, scheme: 'dark', role: 'frontline' }, async (page) => {
      await page.goto(`${site.origin}/inbox/${ids['My invoice']}`)
      await page.getByText('Is this Ana Ruiz?').waitFor()
      await page.getByRole('button', { name: 'Yes, it is' }).click()
      await page.getByRole('link', { name: 'Ana Ruiz' }).waitFor()
    }))
})
