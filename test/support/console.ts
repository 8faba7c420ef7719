import { AxeBuilder } from '@axe-core/playwright'
import { serve } from '@hono/node-server'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#platform/operation'
import { openBrowser } from './browser.ts'
import type { TestWorld } from './world.ts'

export type ConsoleOptions = {
  width?: number
  scheme?: 'light' | 'dark'
  role?: Role
  language?: string
  timeZone?: string
  /** Calls are refused on purpose: the browser may complain. */
  refused?: boolean
}

/** A page in a context of its own, signed in; `done` closes it. */
export type OpenPage = { readonly page: Page; readonly context: BrowserContext; done(): Promise<void> }

export type TestConsole = {
  readonly origin: string
  readonly browser: Browser
  /** Opens a page for several tests: one that is open already shows the next address in a third of the time. */
  open(options: ConsoleOptions): Promise<OpenPage & { readonly complaints: string[] }>
  /** Work in a browser that is signed in, as the owner unless told; whatever the browser complains about fails the test. */
  signedIn(options: ConsoleOptions, work: (page: Page, context: BrowserContext) => Promise<void>): Promise<void>
  close(): Promise<void>
}

/** The clock of the test is put into every frame, too: one that runs no script says that it refuses it, in newer browsers. */
const REFUSES_THE_CLOCK = /^Blocked script execution in '[^']*' because the document's frame is sandboxed/

/** The console of a world's first organization, served and opened in a real browser that shows the world's time. */
export async function openConsole(w: TestWorld): Promise<TestConsole> {
  const browser = await openBrowser()
  const server = serve({ fetch: w.app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const open: TestConsole['open'] = async (options) => {
    const { width = 1440, scheme = 'light', role = 'owner', language = 'en-GB', timeZone = 'UTC' } = options
    const context = await browser.newContext({ locale: language, timezoneId: timeZone, reducedMotion: 'reduce' })
    const [name, ...value] = w.orgs[0][role].cookie.split('=')
    await context.addCookies([{ name: name ?? '', value: value.join('='), url: origin }])
    const complaints: string[] = []
    const page = await context.newPage()
    await show(page, width, scheme)
    await page.clock.setFixedTime(w.clock.now().epochMilliseconds)
    page.on('console', (message) => {
      if (message.type() === 'error' && !REFUSES_THE_CLOCK.test(message.text())) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    return { page, context, complaints, done: () => context.close() }
  }
  return {
    origin,
    browser,
    open,
    async signedIn(options, work) {
      const { page, context, complaints, done } = await open(options)
      try {
        await work(page, context)
        if (!options.refused) expect(complaints).toEqual([])
      } finally {
        await done()
      }
    },
    async close() {
      await browser.close()
      await new Promise<void>((done) => {
        server.close(() => done())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
    },
  }
}

/**
 * Declares a test for each address: at 1440 px light and 360 px dark nothing that axe finds, nothing wider than the
 * screen, no complaint of the browser. One page serves them all, and is turned from one to the other as a reader does.
 * @param addressOf what stands for ids that are made in `beforeAll`
 */
export function testPages(
  site: () => TestConsole,
  paths: readonly string[],
  options: { addressOf?: (path: string) => string; timeZone?: string; ready?: (page: Page) => Promise<unknown> } = {},
): void {
  const { addressOf = (path) => path, timeZone = 'UTC' } = options
  const ready = options.ready ?? ((page) => page.getByRole('heading', { level: 1 }).first().waitFor())
  describe('at 1440 px light and at 360 px dark', () => {
    let opened: Awaited<ReturnType<TestConsole['open']>>
    beforeAll(async () => {
      opened = await site().open({ timeZone })
    })
    afterAll(() => opened?.done())

    test.each(paths)('%s is accessible and fits', async (path) => {
      const { page, complaints } = opened
      complaints.length = 0
      await show(page, 1440, 'light')
      await page.goto(site().origin + addressOf(path))
      await ready(page)
      await page.waitForLoadState('load')
      await page.waitForTimeout(250)
      await expectAccessible(page)
      await show(page, 360, 'dark')
      await page.waitForTimeout(100)
      await expectAccessible(page, LOOKS)
      expect(complaints).toEqual([])
    })
  })
}

/** What depends on width and colours: the other rules have been asked of the same page already. */
const LOOKS = ['color-contrast', 'target-size', 'scrollable-region-focusable', 'link-in-text-block']

async function show(page: Page, width: number, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.setViewportSize({ width, height: 900 })
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
}

/** No violation of WCAG 2.2 AA that axe finds (of some of its rules, if given), and nothing wider than the screen. */
export async function expectAccessible(page: Page, rules?: readonly string[]): Promise<void> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] })
  // Without other frames there is nothing to join, for which a page of its own would be opened each time.
  axe.setLegacyMode(page.frames().length === 1)
  const { violations } = await (rules
    ? axe.withRules([...rules])
    : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
  ).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`)).toEqual(
    [],
  )
  expect(
    await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'),
    'wider than the screen',
  ).toBeLessThanOrEqual(0)
}

/** Adds up how far things moved by themselves, from before the page's first script. */
export const watchShifts = (page: Page) =>
  page.addInitScript({
    content: `globalThis.shifts = 0
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shifts += entry.value
      }).observe({ type: 'layout-shift', buffered: true })`,
  })
/** How far things have moved by themselves since `watchShifts`: the sum of the layout shifts. */
export const shifts = (page: Page): Promise<number> => page.evaluate('globalThis.shifts')
