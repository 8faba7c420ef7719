// The sheet of a recovery over thousands of promises, scrolled in a real browser: how long its frames take, beside a plain
// list in the same browser that does no more than place as many rows of fixed text. And the keys that go from row to row.

import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type Actor, systemActor } from '#platform/operation'
import { secretHash } from '#platform/tokens'
import { bringBrowser, openBrowser } from '#test/browser'
import { bearerText, newSecret } from '../src/modules/accounts/bearer.ts'
import { sessionCookie } from '../src/modules/accounts/cookie.ts'
import { openRecovery } from '../src/modules/recovery/open-recovery.ts'
import { planBatch } from '../src/modules/recovery/plan-recovery.ts'
import { createWeb } from '../src/web.ts'
import { loadFirm } from './mass-event/firm.ts'
import { type BenchServer, benchServer, report, smoke } from './support.ts'

const given = process.argv.slice(2).map(Number).find(Number.isInteger)
const SIZE = smoke ? 500 : (given ?? 10_000)
const FRAMES = smoke ? 60 : 600
/** Between two frames: as far as a hand in a hurry turns a wheel; and so that all of it has gone by at the end. */
const PACES = { hurried: 240, 'to the end': Math.ceil((SIZE * 76) / FRAMES) } as const
const KEYS = smoke ? 20 : 200
const ORG = '01938c1e-7a00-7000-8000-00000000b000'
/** Frames of the sheet may take this many times those of the plain list, or two of a screen that shows 60 a second. */
const MOST = 2
const SMOOTH_MS = 34

/** Scrolls down, a step a frame. Runs in the page. @returns milliseconds from frame to frame */
const SCROLL = `(frames, step) => new Promise((resolve) => {
  const times = []
  let last = performance.now()
  const next = (now) => {
    times.push(now - last)
    last = now
    if (times.length > frames) return resolve(times.slice(1))
    window.scrollBy(0, step)
    requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
})`

/** As many rows of fixed text as the sheet has, of one height, and only those drawn that can be seen. */
const PLAIN = `<!doctype html><title>Plain</title><style>body{margin:0}#list{position:relative;height:${SIZE * 76}px}
.row{position:absolute;left:0;right:0;height:76px;border-bottom:1px solid #ccc}</style><div id="list"></div><script>
const list = document.getElementById('list')
const draw = () => {
  const first = Math.max(0, Math.floor(scrollY / 76) - 12)
  const last = Math.min(${SIZE} - 1, Math.ceil((scrollY + innerHeight) / 76) + 12)
  for (const row of [...list.children]) if (+row.dataset.row < first || +row.dataset.row > last) row.remove()
  const there = new Set([...list.children].map((row) => +row.dataset.row))
  for (let n = first; n <= last; n++) {
    if (there.has(n)) continue
    const row = list.appendChild(document.createElement('div'))
    Object.assign(row.dataset, { row: n })
    row.className = 'row'
    row.style.transform = 'translateY(' + n * 76 + 'px)'
    row.textContent = 'Customer ' + n + ', Your boiler will be repaired. Thu 3 Dec, 16:00'
  }
}
addEventListener('scroll', draw)
draw()
</script>`

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0

if (bringBrowser((text) => console.error(text))) {
  const server = await benchServer()
  const browser = await openBrowser()
  try {
    await measure(server, browser)
  } finally {
    await browser.close()
    await server.close()
  }
} else console.error('skipped: there is no browser to measure in')

async function measure({ owner, world }: BenchServer, browser: Browser): Promise<void> {
  const memberId = await loadFirm(owner, ORG, SIZE)
  const recoveryId = await planned(world, memberId)
  const http = serve({ fetch: createWeb(world).fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((listening) => http.once('listening', listening))
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  try {
    await signIn(context, origin, { owner, world }, memberId)
    const plain = await context.newPage()
    const page = await context.newPage()
    for (const [pace, step] of Object.entries(PACES)) {
      await plain.bringToFront()
      await plain.setContent(PLAIN)
      const beside = await scrolled(plain, step)
      await page.bringToFront()
      await page.goto(`${origin}/recoveries/${recoveryId}`)
      await page.locator('[data-row="5"]').waitFor()
      const frames = await scrolled(page, step)
      const row = Number(await page.locator('[data-row]').last().getAttribute('data-row'))
      const [p95, plainP95] = [quantile(frames, 0.95), quantile(beside, 0.95)]
      const limit = Math.max(SMOOTH_MS, MOST * plainP95)
      report('sheet', {
        ...{ figure: `frame while scrolling, ${pace}, p95`, value: p95, unit: 'ms', rows: SIZE, plain: plainP95 },
        ...{ reached: row, median: quantile(frames, 0.5), slowest: Math.max(...frames) },
        ...{
          over50: frames.filter((time) => time > 50).length / frames.length,
          limit: `<= ${limit}`,
          ok: p95 <= limit,
        },
      })
    }
    await plain.close()
    const key = await keyed(page)
    report('sheet', {
      figure: 'from j to the next row, p95',
      value: quantile(key, 0.95),
      unit: 'ms',
      median: quantile(key, 0.5),
    })
  } finally {
    await context.close()
    http.close()
    if ('closeAllConnections' in http) http.closeAllConnections()
  }
}

async function planned(world: BenchServer['world'], memberId: string): Promise<string> {
  const system = systemActor(ORG, 'bench')
  const actor: Actor = { ...system, kind: 'member', id: memberId, memberId, role: 'lead' }
  const { id } = await world.gate.run(openRecovery, actor, {
    title: 'Strike',
    affected: { category: 'Heating' },
    dates: { by: 'forecast', confidence: 0.9 },
    reason: 'Our supplier is on strike.',
  })
  while ((await world.gate.run(planBatch, system, { id })).more);
  return id
}

async function signIn(
  context: BrowserContext,
  origin: string,
  { owner, world }: Pick<BenchServer, 'owner' | 'world'>,
  memberId: string,
): Promise<void> {
  const [id, secret] = ['01938c1e-7a00-7000-8000-00000000d000', newSecret()]
  await owner.query(`insert into app_user (id, email, created_at) values ($1, 'marta@example.com', now())`, [memberId])
  await owner.query('insert into user_organization (user_id, org_id, member_id) values ($1, $2, $1)', [memberId, ORG])
  await owner.query(
    `insert into session (org_id, id, member_id, secret_hash, rotated_at, created_at, expires_at, user_agent)
     values ($1, $2, $3, $4, now(), now(), now() + interval '1 day', 'bench')`,
    [ORG, id, memberId, secretHash(secret)],
  )
  const [name = '', value = ''] = (
    sessionCookie(world.instance, bearerText(ORG, id, secret)).split(';')[0] ?? ''
  ).split('=')
  await context.addCookies([{ name, value, url: origin }])
}

async function scrolled(page: Page, step: number): Promise<number[]> {
  await page.waitForTimeout(500)
  return page.evaluate(`(${SCROLL})(${FRAMES}, ${step})`)
}

/** From a press of j to the frame in which the next row has the focus. */
async function keyed(page: Page): Promise<number[]> {
  await page.evaluate('window.scrollTo(0, 0)')
  await page.locator('[data-row="0"] a').first().focus()
  const times: number[] = []
  for (let n = 1; n <= KEYS; n++) {
    const began = performance.now()
    await page.keyboard.press('j')
    await page.locator(`[data-row="${n}"]:focus-within`).waitFor()
    times.push(performance.now() - began)
  }
  return times
}
