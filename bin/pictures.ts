// Takes the pictures of the README: the sample business on a throw-away product whose clock stands still, in a browser
// that shows that time. Every picture in light and dark. Run: node bin/run.mjs pictures
import { spawnSync } from 'node:child_process'
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { stoppedClock } from '#platform/clock'
import { bringBrowser, openBrowser } from '#test/browser'
import { startSampleProduct } from '#test/sample-product'

const NOW = '2026-11-26T10:05:00Z'
const ZONE = 'Europe/Madrid'
/** What the README can show without making anybody wait. */
const MOST_BYTES = 150_000

const folder = resolve(import.meta.dirname, '../docs/pictures')

const say = (text: string): void => void process.stderr.write(`${text}\n`)

type Scheme = 'light' | 'dark'
type Get = <T>(path: string) => Promise<T>

async function main(): Promise<void> {
  if (!bringBrowser(say)) throw new Error('There is no browser to take pictures with')
  say('Loading the sample business …')
  const product = await startSampleProduct({ clock: stoppedClock(NOW) })
  let browser: Browser | undefined
  try {
    const cookie = await product.signIn()
    browser = await openBrowser()
    mkdirSync(folder, { recursive: true })
    for (const scheme of ['light', 'dark'] as const) await takeIn(browser, product.origin, cookie, scheme)
  } finally {
    await browser?.close()
    await product.close()
  }
}

async function takeIn(browser: Browser, origin: string, cookie: string, scheme: Scheme): Promise<void> {
  const get: Get = async <T>(path: string) => (await fetch(origin + path, { headers: { cookie } })).json() as Promise<T>
  const matter = await openMatter(get)
  const open = async (size: { width: number; height: number }): Promise<Page> => {
    const context = await browser.newContext({
      viewport: size,
      deviceScaleFactor: 2,
      colorScheme: scheme,
      locale: 'en-GB',
      timezoneId: ZONE,
      reducedMotion: 'reduce',
    })
    const [name = '', value = ''] = cookie.split('=')
    await context.addCookies([{ name, value, url: origin }])
    const page = await context.newPage()
    await page.clock.setFixedTime(Temporal.Instant.from(NOW).epochMilliseconds)
    return page
  }

  const desk = await open({ width: 1280, height: 860 })
  await desk.goto(origin)
  await desk.getByText('Act now').waitFor()
  await keep(desk, 'today', scheme)

  await desk.goto(`${origin}/requests/${matter.requestId}`)
  await desk.getByRole('button', { name: 'Promise a date' }).first().click()
  await desk.getByRole('dialog').getByText('confidence').first().waitFor()
  await keep(desk, 'promise-a-date', scheme)
  await desk.context().close()

  const link = await fetch(`${origin}/v1/promises/${matter.promiseId}/links`, {
    method: 'POST',
    headers: { cookie, origin, 'content-type': 'application/json' },
    body: '{}',
  })
  const { url } = (await link.json()) as { url: string }
  const phone = await open({ width: 390, height: 860 })
  await phone.goto(url)
  await keep(phone, 'tracking-page', scheme)
  await phone.context().close()
}

interface Promised {
  id: string
  kind: string
  language: string
  allowed: string[]
}

interface Quoted {
  basis: { level: string }
  quotes: { dueAt: string | null }[]
}

/** A request whose history supports dates at every confidence, and a proposed promise in English for the phone. */
async function openMatter(get: Get): Promise<{ requestId: string; promiseId: string }> {
  const requests = await get<{ items: { id: string; kind: string; allowed: string[] }[] }>(
    '/v1/requests?status=open&followed=true&limit=100',
  )
  let requestId: string | undefined
  for (const { id, kind, allowed } of requests.items) {
    if (kind !== 'job' || !allowed.includes('promise')) continue
    const { quotes, basis } = await get<Quoted>(`/v1/requests/${id}/quote`)
    const all = quotes.length > 2 && quotes.every(({ dueAt }) => dueAt !== null)
    if (all && basis.level !== 'default') {
      requestId = id
      break
    }
  }
  const promises = await get<{ items: Promised[] }>('/v1/promises?state=proposed&followed=true&limit=100')
  const english = promises.items
    .filter(({ language, allowed }) => language === 'en' && allowed.includes('accept'))
    .sort((a, b) => Number(b.kind === 'completion') - Number(a.kind === 'completion'))[0]
  if (!requestId || !english) throw new Error('The sample business has nothing to show')
  return { requestId, promiseId: english.id }
}

/** Writes one picture, with few colours where a tool for that is there. @throws when it is larger than it may be */
async function keep(page: Page, name: string, scheme: Scheme): Promise<void> {
  await page.evaluate('document.fonts.ready')
  await page.waitForTimeout(600)
  const path = join(folder, `${name}-${scheme}.png`)
  writeFileSync(path, await page.screenshot())
  // ImageMagick, where it is installed.
  spawnSync('convert', [path, '-strip', '+dither', '-colors', '96', '-define', 'png:compression-level=9', path])
  const { size } = statSync(path)
  if (size > MOST_BYTES) throw new Error(`${path} has ${size} bytes, more than ${MOST_BYTES}`)
  say(`${name}-${scheme}.png ${size} bytes`)
}

await main()
