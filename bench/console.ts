// What opening the console costs a browser: bytes as they are sent and the time until it can be used, for the first page and
// for every other one, each in a browser that has never been here; and going from page to page within it. Beside it, in the
// same browser, a page of plain HTML of the same server: what time costs here at all.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { bringBrowser, openBrowser } from '#test/browser'
import { FIRST_LOAD_BYTES } from '#test/first-load'
import { type SampleProduct, startSampleProduct } from '#test/sample-product'
import { median, report, smoke } from './support.ts'

const ROUNDS = smoke ? 1 : 5
/** A page other than the first one may fetch this much with it. */
const PAGE_BYTES = 320_000
const ROUTES = [
  '/',
  '/inbox',
  '/requests',
  '/promises',
  '/customers',
  '/imports',
  '/mail',
  '/policies',
  '/forecast',
  '/settings/members',
  '/settings/calendars',
  '/settings/audit',
]
const QUIET_MS = 400

type Load = { bytes: number; milliseconds: number }

// Long tasks hold up whoever wants to click. Runs in the page, before anything of it.
const WATCH = `
  window.longTaskEnd = 0
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) window.longTaskEnd = Math.max(window.longTaskEnd, task.startTime + task.duration)
  }).observe({ type: 'longtask', buffered: true })`

/** Opens an address in a browser that has nothing of it yet; ready is when its heading is drawn and no long task follows. */
async function load(browser: Browser, url: string, cookie: string | null): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  try {
    if (cookie) await addCookie(context, url, cookie)
    const page = await context.newPage()
    await page.addInitScript(WATCH)
    const network = await context.newCDPSession(page)
    await network.send('Network.enable')
    let bytes = 0
    network.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    await page.goto(url)
    await page.locator('h1').first().waitFor()
    const drawn = await page.evaluate('performance.now()')
    await page.waitForLoadState('networkidle')
    await page.waitForTimeout(QUIET_MS)
    const longTaskEnd = await page.evaluate('window.longTaskEnd')
    return { bytes, milliseconds: Math.max(drawn as number, longTaskEnd as number) }
  } finally {
    await context.close()
  }
}

async function addCookie(context: BrowserContext, url: string, cookie: string): Promise<void> {
  const [name = '', value = ''] = cookie.split('=')
  // For all of the site: for an address alone the API below another path would not get it.
  await context.addCookies([{ name, value, url: new URL(url).origin }])
}

/** From a press on an entry of the navigation to the other page's heading, in a console that has shown both before. */
async function goBetween(page: Page, entry: string): Promise<number> {
  const link = page.getByRole('navigation').getByRole('link', { name: entry, exact: true })
  const began = performance.now()
  await link.click()
  await page.getByRole('heading', { level: 1, name: entry, exact: true }).waitFor()
  return performance.now() - began
}

/** The page of a conversation in which somebody can be answered by mail. */
async function aConversation({ origin }: SampleProduct, cookie: string): Promise<string> {
  const answer = await fetch(`${origin}/v1/conversations?channel=email&show=waiting`, { headers: { cookie } })
  const { items } = (await answer.json()) as { items: { id: string; customer: unknown }[] }
  const one = items.find(({ customer }) => customer !== null)
  if (!one) throw new Error('The sample has no conversation')
  return `/inbox/${one.id}`
}

async function measureAll(browser: Browser, product: SampleProduct, cookie: string): Promise<void> {
  const many = async (path: string, as: string | null): Promise<Load> => {
    const loads: Load[] = []
    for (let round = 0; round < ROUNDS; round++) loads.push(await load(browser, product.origin + path, as))
    return {
      bytes: median(loads.map(({ bytes }) => bytes)),
      milliseconds: median(loads.map((one) => one.milliseconds)),
    }
  }
  const plain = await many('/t/no-such-link', null)
  report('console', {
    figure: 'plain page of the same server',
    value: plain.milliseconds,
    unit: 'ms',
    bytes: plain.bytes,
  })
  const routes = [...ROUTES, await aConversation(product, cookie)]
  for (const path of smoke ? ['/', routes.at(-1) ?? ''] : routes) {
    const { bytes, milliseconds } = await many(path, cookie)
    const most = path === '/' ? FIRST_LOAD_BYTES * 1.2 : PAGE_BYTES
    report('console', {
      figure: `${path}: bytes with what it shows`,
      value: bytes,
      unit: 'bytes',
      limit: `<= ${most}`,
      ok: bytes <= most,
    })
    report('console', {
      figure: `${path}: until it can be used`,
      value: milliseconds,
      unit: 'ms',
      timesPlain: Number((milliseconds / plain.milliseconds).toPrecision(3)),
    })
  }
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  await addCookie(context, product.origin, cookie)
  const page = await context.newPage()
  await page.goto(product.origin)
  const entries = ['Requests', 'Customers', 'Mail', 'Policies', 'Forecast', 'Today']
  for (const entry of entries) await goBetween(page, entry)
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) for (const entry of entries) times.push(await goBetween(page, entry))
  report('console', {
    figure: 'from page to page',
    value: median(times),
    unit: 'ms',
    slowest: Math.round(Math.max(...times)),
  })
  await context.close()
}

if (bringBrowser((text) => console.error(text))) {
  const product = await startSampleProduct()
  const browser = await openBrowser()
  try {
    await measureAll(browser, product, await product.signIn())
  } finally {
    await browser.close()
    await product.close()
  }
} else console.error('skipped: there is no browser to measure in')
