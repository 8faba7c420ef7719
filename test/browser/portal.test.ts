import { AxeBuilder } from '@axe-core/playwright'
import { serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from '#test/browser'
import { type PortalDesk, portalDesk } from '#test/portal-desk'
import { decide } from '../../src/modules/authority/make-offer.ts'
import { createRemedy } from '../../src/modules/playbooks/create-remedy.ts'
import { keepPromise } from '../../src/modules/promises/keep-promise.ts'
import { acceptPromise } from '../../src/modules/promises/record-answer.ts'
import { renegotiatePromise } from '../../src/modules/promises/renegotiate-promise.ts'

let desk: PortalDesk
let browser: Browser
let origin: string
let stopServer: () => Promise<void>

beforeAll(async () => {
  ;[desk, browser] = await Promise.all([portalDesk('2026-11-20T09:00:00Z'), openBrowser()])
  const app = desk.portal()
  origin = await new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    )
    stopServer = () => new Promise((done) => server.close(() => done()))
  })
})
afterAll(async () => {
  await browser?.close()
  await stopServer?.()
  await desk?.close()
})

type Look = { width?: number; scheme?: 'light' | 'dark'; script?: boolean }

/** A page in a browser of its own; whatever the browser complains about fails the test. */
async function visit(
  address: string,
  { width = 360, scheme = 'light', script = true }: Look,
  work: (page: Page) => Promise<void>,
) {
  const viewport = { width, height: 780 }
  const context = await browser.newContext({
    viewport,
    colorScheme: scheme,
    javaScriptEnabled: script,
    timezoneId: 'UTC',
  })
  const complaints: string[] = []
  try {
    const page = await context.newPage()
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(origin + address)
    await work(page)
    expect(complaints).toEqual([])
  } finally {
    await context.close()
  }
}

async function expectAccessible(page: Page): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(tags).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  await expectFits(page)
}

async function expectFits(page: Page): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0)
}

/** A picture of the whole page, where somebody wants to look at it. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.KEPT_SCREENSHOTS
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

/** A matter with a kept promise beside a moved one that waits for an answer: everything a page can show. */
async function busyLink(language: 'en' | 'ru'): Promise<string> {
  const customerId = await desk.customer({ language })
  const words = language === 'ru' ? 'Ваш котёл будет отремонтирован.' : 'Your boiler will be repaired.'
  const first = await desk.propose({ customerId, wording: words, language })
  const second = await desk.propose({ customerId, about: first.about, wording: words, language, asksAnswer: false })
  await desk.gate.run(keepPromise, desk.member, { id: second.id })
  await desk.gate.run(acceptPromise, desk.member, { id: first.id, saidBy: 'Ana', channel: 'phone' })
  const moved = await desk.gate.run(renegotiatePromise, desk.member, {
    ...{ id: first.id, wording: words, language, dueAt: '2026-11-30T15:00:00Z', windowFrom: '2026-11-30T13:00:00Z' },
    ...{ reason: 'The part arrives on Monday.', caveats: ['Somebody has to be at home.'] },
  })
  return desk.linkTo(moved.id)
}

describe('the tracking page in a browser', () => {
  test('is accessible and fits, small and wide, light and dark, in English and Russian', async () => {
    for (const language of ['en', 'ru'] as const)
      await visit(`${await busyLink(language)}?answer=other`, {}, async (page) => {
        for (const [width, scheme] of [
          [320, 'light'],
          [360, 'dark'],
          [720, 'light'],
          [1440, 'dark'],
          [1440, 'light'],
          [360, 'light'],
        ] as const) {
          await page.setViewportSize({ width, height: 780 })
          await page.emulateMedia({ colorScheme: scheme })
          await expectFits(page)
          const folder = process.env.KEPT_SCREENSHOTS
          if (folder)
            await page.screenshot({ path: `${folder}/tracking-${language}-${width}-${scheme}.png`, fullPage: true })
          // The rules look at contrast and structure: once in each scheme is enough.
          if ((scheme === 'light') === (language === 'en') && width === 360) await expectAccessible(page)
        }
      })
  }, 120_000)

  test('without script: accepts with one press, and shows that', async () => {
    const link = await desk.linkTo((await desk.propose()).id)
    await visit(`${link}?answer=accepted`, { script: false }, async (page) => {
      await page.getByRole('button', { name: 'Accept' }).click()
      await page.getByText('You accepted on Friday 20 November, 10:00.').waitFor()
      expect(await page.getByRole('button', { name: 'Accept' }).count()).toBe(0)
    })
  })

  test('without script: writes at any time, small and wide, and the page shows what was written', async () => {
    const link = await desk.linkTo((await desk.propose({ asksAnswer: false })).id)
    for (const [width, scheme] of [
      [360, 'light'],
      [1440, 'dark'],
    ] as const)
      await visit(link, { width, scheme, script: false }, async (page) => {
        if (width === 360) await page.getByText('Write to us').click()
        await page.getByLabel('Your message').fill(`May I bring it ${width}?`)
        await page.getByRole('button', { name: 'Send' }).click()
        await page.getByText('Boreal Heating has your message.').waitFor()
        await page.getByText(`May I bring it ${width}?`).waitFor()
        await expectFits(page)
      })
    await visit(link, {}, async (page) => {
      await page.getByText('May I bring it 1440?').waitFor()
      await expectAccessible(page)
    })
  })

  test('without script: asks to be called, where no number is known with one, small and wide, light and dark', async () => {
    for (const [phone, width, scheme] of [
      [null, 360, 'light'],
      ['+34 600 100 200', 1440, 'dark'],
    ] as const) {
      const promise = await desk.propose({ customerId: await desk.customer({ phone }) })
      await visit(`${await desk.linkTo(promise.id)}?answer=call`, { width, scheme, script: false }, async (page) => {
        if (phone === null) await page.getByLabel('Your telephone number').fill('+34 600 100 299')
        else await page.getByText('We call the number that ends in 200.').waitFor()
        await page.getByLabel('When is it good to call?').fill('After five.')
        await expectFits(page)
        await shot(page, `call-${width}-${scheme}`)
        await page.getByRole('button', { name: 'Ask for a call' }).click()
        await page.getByRole('status').getByText('You asked us to call you.').waitFor()
        await page.getByText('You asked us to call you: After five.').waitFor()
        expect(await page.getByRole('button', { name: 'Ask for a call' }).count()).toBe(0)
        // The proposal stays, and with it the answer.
        await page.getByRole('button', { name: 'Accept' }).waitFor()
        await shot(page, `called-${width}-${scheme}`)
      })
      await visit(await desk.linkTo(promise.id), { width, scheme }, expectAccessible)
    }
  }, 60_000)

  test('without script: reads what we can do and chooses one, small and wide, light and dark', async () => {
    const remedy = (name: string, over: object) =>
      desk.gate.run(createRemedy, desk.member, {
        ...{ name, conditions: '', validDays: null, cost: 0 },
        ...over,
      } as never)
    const heater = { kind: 'loan_device', wording: { en: 'We lend you a heater, brought to you by {until}.' } }
    const loan = await remedy('Heater', heater)
    const check = await remedy('Check', { kind: 'perk', wording: { en: 'We check your boiler once more next year.' } })
    // What costs nothing a program may offer, too.
    const program = { ...desk.member, kind: 'apiKey' as const, memberId: null }
    for (const [width, scheme] of [
      [360, 'light'],
      [1440, 'dark'],
    ] as const) {
      const promise = await desk.propose({ asksAnswer: false })
      const said = await desk.gate.run(decide, program, {
        ...{ about: promise.about, customerId: promise.customerId ?? '', restsOn: 'Our conditions, section 4.' },
        ...{ possible: 'We repair it within a week, or lend you a heater until then.' },
        whyNot: 'The maker sends the part from abroad. Nobody can have it sooner.',
        options: [{ remedyId: loan.id, dueAt: '2026-11-24T16:00:00Z' }, { remedyId: check.id }],
      })
      expect(said.state).toBe('open')
      const link = await desk.linkTo(promise.id)
      await visit(link, { width, scheme, script: false }, async (page) => {
        await page.getByText('The maker sends the part from abroad.').waitFor()
        await shot(page, `choice-${width}-${scheme}`)
        await expectFits(page)
        await page.getByText('We lend you a heater, brought to you by Tuesday 24 November.').first().click()
        await page.getByRole('button', { name: 'Choose this' }).click()
        await page.getByRole('status').getByText('You chose on').waitFor()
        await shot(page, `chosen-${width}-${scheme}`)
        await page.getByText('Promised by Tuesday 24 November, 17:00').waitFor({ timeout: 3000 })
        expect(await page.getByRole('radio').count()).toBe(0)
        expect((await page.content()).length).toBeLessThan(30_000)
      })
      await visit(link, { width, scheme }, expectAccessible)
    }
  }, 60_000)

  test('by keyboard alone: asks for another time', async () => {
    const promise = await desk.propose()
    const link = await desk.linkTo(promise.id)
    await visit(link, {}, async (page) => {
      await page.keyboard.press('Tab')
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content')
      await page.locator('summary', { hasText: 'Ask for another time' }).focus()
      await page.keyboard.press('Enter')
      await page.getByLabel('Which time would suit you?').fill('2026-12-01T09:30')
      await page.getByLabel('Anything we should know?').fill('Mornings only')
      await page.getByRole('button', { name: 'Ask for this time' }).press('Enter')
      await page.getByRole('status').getByText('You asked for another time: Tuesday 1 December, 09:30').waitFor()
      await expectAccessible(page)
    })
  })

  test('changes while it is open, but not under the hands of somebody who writes', async () => {
    const promise = await desk.propose()
    const link = await desk.linkTo(promise.id)
    await visit(link, {}, async (page) => {
      await page.waitForTimeout(300)
      await desk.gate.run(acceptPromise, desk.member, { id: promise.id, saidBy: 'Ana', channel: 'phone' })
      await page.getByRole('status').getByText('You accepted').waitFor()
    })
    const second = await desk.propose()
    await visit(await desk.linkTo(second.id), {}, async (page) => {
      await page.locator('summary', { hasText: 'Decline' }).click()
      // Opened, nothing written yet: what reads the page again leaves it open.
      await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
      await page.waitForTimeout(300)
      await page.getByLabel('Why not?').fill('Because')
      await desk.gate.run(acceptPromise, desk.member, { id: second.id, saidBy: 'Ana', channel: 'phone' })
      await page.waitForTimeout(500)
      expect(await page.getByLabel('Why not?').inputValue()).toBe('Because')
    })
  })

  test('switches language and stays there', async () => {
    const link = await desk.linkTo((await desk.propose()).id)
    await visit(link, { script: false }, async (page) => {
      await page.locator('.languages summary').click()
      await page.getByRole('link', { name: 'Polski' }).click()
      await page.getByRole('button', { name: 'Akceptuję' }).click()
      await page.getByText('Zaakceptowano').first().waitFor()
      expect(await page.locator('html').getAttribute('lang')).toBe('pl')
    })
  })

  test('a link that is not valid says so accessibly', async () => {
    const response = { status: 0 }
    const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 360, height: 780 } })
    const page = await context.newPage()
    response.status = (await page.goto(`${origin}/t/wrong`))?.status() ?? 0
    expect(response.status).toBe(404)
    await page.getByRole('heading', { name: 'Ссылка недействительна' }).waitFor()
    await expectAccessible(page)
    await context.close()
  })
})
