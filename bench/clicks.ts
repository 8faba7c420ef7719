// Clicks and types at random in the sample business, in a real browser, and counts what went wrong: errors of scripts, of the
// server, requests that end in 5xx. Options: --minutes N (60), --seed N (1). The same seed makes the same choices; what is
// on the screen depends on time as well.
import type { Page } from 'playwright-core'
import type { Log } from '#platform/log'
import { bringBrowser, openBrowser } from '#test/browser'
import { startSampleProduct } from '#test/sample-product'
import { dice } from '#test/service-log'
import { report, smoke } from './support.ts'

const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(name)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}
const minutes = option('--minutes', smoke ? 0.1 : 60)
const seed = option('--seed', 1)
const random = dice(seed)
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T

const SIZES = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
]
const PLACES = [
  '/',
  '/inbox',
  '/requests',
  '/promises',
  '/customers',
  '/imports',
  '/mail',
  '/policies',
  '/forecast',
  '/settings',
]
const KEYS = ['Escape', 'Tab', 'Enter', 'j', 'k', 'x', '/', '?', 'Control+k', 'ArrowDown', 'Backspace', 'n', 't']
const WORDS = [
  'boiler',
  'Żaneta',
  '0',
  '-1',
  '2026-12-24',
  '99999999999',
  'a'.repeat(300),
  'שלום',
  '🔧🔧',
  "'; --",
  ' ',
  '%',
]
const CLICKABLE = 'a[href], button, summary, select, input, textarea, [role=menuitem], [role=tab], [role=option]'

const mistakes: string[] = []
const trail: string[] = []
let steps = 0

/** What went wrong, and what was done just before it. */
function wrong(what: string): void {
  mistakes.push(what)
  console.error(`${what}\n  after step ${steps}: ${trail.slice(-8).join(' → ')}`)
}

const log: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: (fields, message) => wrong(`server: ${message} ${JSON.stringify(fields).slice(0, 1000)}`),
}

function listen(page: Page): void {
  page.on('pageerror', (error) => wrong(`page: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    // A refusal is an answer, and the browser notes each: what is a fault has its own line.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      wrong(`console: ${message.text()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 500) wrong(`${response.status()} ${response.request().method()} ${response.url()}`)
  })
  page.on('dialog', (dialog) => void dialog.accept().catch(() => {}))
}

async function clickSomething(page: Page): Promise<void> {
  const all = await page.locator(CLICKABLE).filter({ visible: true }).all()
  if (all.length === 0) return
  const target = pick(all)
  const tag = await target.evaluate((element) => element.tagName.toLowerCase())
  const name = await target.evaluate((element) =>
    (element.getAttribute('aria-label') ?? element.textContent ?? '').trim(),
  )
  trail.push(`${tag} “${name.slice(0, 40)}”`)
  const quickly = { timeout: 400 }
  if (tag === 'select') {
    const values = await target
      .locator('option')
      .evaluateAll((options) => options.map((each) => (each as unknown as { value: string }).value))
    if (values.length > 0) await target.selectOption(pick(values), quickly)
  } else if ((tag === 'input' || tag === 'textarea') && random() < 0.7) await target.fill(pick(WORDS), quickly)
  else await target.click({ ...quickly, noWaitAfter: true })
}

async function step(page: Page, origin: string): Promise<void> {
  steps++
  const chance = random()
  if (chance < 0.82) await clickSomething(page)
  else if (chance < 0.9) {
    const key = pick(KEYS)
    trail.push(`key ${key}`)
    await page.keyboard.press(key)
  } else if (chance < 0.93) {
    trail.push('back')
    await page.goBack({ timeout: 3_000 })
  } else if (chance < 0.95) {
    const size = pick(SIZES)
    trail.push(`${size.width} px`)
    await page.setViewportSize(size)
  } else if (chance < 0.96) {
    trail.push('light or dark')
    await page.emulateMedia({ colorScheme: pick(['light', 'dark']) })
  } else {
    const place = pick(PLACES)
    trail.push(`open ${place}`)
    await page.goto(origin + place, { timeout: 10_000 })
  }
}

async function run(): Promise<void> {
  if (!bringBrowser((text) => console.error(text))) {
    console.error('skipped: there is no browser to click in')
    return
  }
  const product = await startSampleProduct({ log })
  const browser = await openBrowser()
  try {
    const context = await browser.newContext({ viewport: SIZES[2] ?? null, reducedMotion: 'reduce' })
    const enter = async () => {
      const [name = '', value = ''] = (await product.signIn()).split('=')
      await context.addCookies([{ name, value, url: product.origin }])
    }
    await enter()
    // Links of mails, of maps and of others lead out of the product.
    await context.route(
      (url) => url.origin !== product.origin,
      (route) => route.abort(),
    )
    let page = await context.newPage()
    listen(page)
    await page.goto(product.origin)
    const until = performance.now() + minutes * 60_000
    let said = performance.now()
    while (performance.now() < until) {
      // What is covered, gone or cannot be filled is left for the next step.
      await step(page, product.origin).catch(() => {})
      if (page.isClosed() || context.pages().length > 1) {
        for (const other of context.pages().slice(1)) await other.close()
        page = context.pages()[0] ?? (await context.newPage())
      }
      if (/\/(sign-in|welcome)/.test(page.url()) || !page.url().startsWith(product.origin)) {
        await enter()
        await page.goto(product.origin).catch(() => {})
      }
      if (performance.now() - said > 60_000) {
        said = performance.now()
        console.error(`${Math.round((until - said) / 60_000)} min left, ${steps} steps, ${mistakes.length} errors`)
      }
    }
  } finally {
    await browser.close()
    await product.close()
  }
  report('clicks', { figure: 'random steps', value: steps, unit: 'steps', seed, minutes })
  report('clicks', { figure: 'errors', value: mistakes.length, unit: 'errors', limit: '0', ok: mistakes.length === 0 })
  if (smoke && mistakes.length > 0) process.exitCode = 1
}

await run()
