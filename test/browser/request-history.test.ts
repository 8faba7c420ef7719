import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, openConsole, shifts, type TestConsole, watchShifts } from '#test/console'
import { createWorld, type TestWorld } from '#test/world'

const SUBJECT = 'The heating in the stairwell of building 14 C knocks at night and the third floor stays cold'
/** Wider than the card it stands in. */
const EMAIL = 'aleksandra.wolfeschlegel@stadtmitte-verwaltung.hausdienste.example.com'
const ORDERED = 'The pump will be ordered.'
let w: TestWorld
let c: TestConsole
/** A request of a hundred and twenty changes, with three promises and an owner. */
let id: string

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  c = await openConsole(w)
  const made = async (method: string, path: string, body: object) => {
    const answer = await w.api(method, path, body, { as: w.orgs[0].lead })
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
    return answer.body
  }
  const contact = { name: 'Aleksandra Wolfeschlegelsteinhausenbergerdorff', email: EMAIL }
  const name = 'Wolfeschlegelsteinhausenbergerdorff & Söhne Hausverwaltungsgesellschaft mbH'
  const { id: customerId } = await made('post', '/v1/customers', { name, contacts: [contact] })
  id = (await made('post', '/v1/requests', { kind: 'job', subject: SUBJECT, customerId })).id
  const promise = { about: `request:${id}`, customerId, kind: 'completion' }
  const due = (wording: string, dueAt: string) => made('post', '/v1/promises', { ...promise, wording, dueAt })
  await due('The stairwell will be warm.', '2026-12-02T15:00:00Z')
  await due(ORDERED, '2026-11-27T16:00:00Z')
  await due('The third floor will be warm.', '2026-12-03T15:00:00Z')
  for (let n = 0; n < 120; n++) await made('patch', `/v1/requests/${id}`, { category: `Category ${n}` })
  await w.api('patch', '/v1/account', { language: 'ru' }, { as: w.orgs[0].frontline })
})
afterAll(async () => {
  await c?.close()
  await w?.close()
})

const timelineOf = (page: Page) => page.locator('#timeline')
const entriesOf = (page: Page) => timelineOf(page).locator('li')
const barOf = (page: Page) => page.locator('section[class*=bar]')

async function openRequest(page: Page): Promise<void> {
  await page.goto(`${c.origin}/requests/${id}`)
  await page.getByRole('article', { name: ORDERED }).waitFor()
  await entriesOf(page).first().waitFor()
  await page.waitForLoadState('networkidle')
}

test('what is newest is last and in sight, what is earlier comes in parts, and what is new without reload', async () => {
  await c.signedIn({}, async (page) => {
    await openRequest(page)
    const entries = entriesOf(page)
    const first = await entries.count()
    expect(first).toBeLessThan(60)
    const inSight = async (): Promise<boolean> => {
      const box = await entries.last().boundingBox()
      return box !== null && box.y > 0 && box.y + box.height <= 900
    }
    expect(await inSight()).toBe(true)
    const timeline = timelineOf(page)
    const earlier = timeline.getByRole('button', { name: 'Show earlier entries' })
    await earlier.scrollIntoViewIfNeeded()
    const oldest = entries.first()
    const said = await oldest.innerText()
    const before = await oldest.boundingBox()
    await earlier.click()
    await expect.poll(() => entries.count(), { timeout: 20_000 }).toBeGreaterThan(first)
    const same = entries.nth((await entries.count()) - first)
    expect(await same.innerText()).toBe(said)
    expect((await same.boundingBox())?.y, 'what was read stays in its place').toBeCloseTo(before?.y ?? 0, 0)
    expect(await timeline.getByText('Request opened').count()).toBe(0)
    // By keyboard: the button keeps the focus, and when it goes, the timeline has it.
    await page.waitForFunction(`document.activeElement?.textContent === 'Show earlier entries'`)
    await page.keyboard.press('Enter')
    await timeline.getByText('Request opened').waitFor()
    await earlier.waitFor({ state: 'detached' })
    await page.waitForFunction(`document.activeElement?.getAttribute('aria-label') === 'Timeline'`)
    await page.locator('#timeline [role=group][tabindex]').evaluate('(box) => { box.scrollTop = -1500 }')
    const read = await entries.nth(60).boundingBox()
    const all = await entries.count()
    expect(await entries.first().innerText()).toContain('Request opened')
    await w.api('post', `/v1/requests/${id}/occurrences`, { what: 'quote_sent' }, { as: w.orgs[0].lead })
    await timeline.getByText('A quote was sent.').waitFor()
    expect(await entries.count()).toBe(all + 1)
    expect(await entries.last().innerText()).toContain('A quote was sent.')
    // By less than the pixel that the browser may round.
    const moved = ((await entries.nth(60).boundingBox())?.y ?? 0) - (read?.y ?? 0)
    expect(Math.abs(moved), 'nor does what is new move it').toBeLessThanOrEqual(1)
  })
})

test('what a program did bears the name of its API key, in the reader’s language', async () => {
  const { owner } = w.orgs[0]
  const made = await w.api('post', '/v1/api-keys', { name: 'Web shop', role: 'frontline' }, { as: owner })
  const opened = await w.api('post', '/v1/requests', { kind: 'job', subject: 'From the web' }, { as: made.body.key })
  for (const [role, said] of [
    ['owner', 'API key Web shop'],
    ['frontline', 'Ключ API Web shop'],
  ] as const)
    await c.signedIn({ role }, async (page) => {
      await page.goto(`${c.origin}/requests/${opened.body.id}`)
      await entriesOf(page).getByText(said).waitFor()
    })
})

test.each([1440, 360])('at %i px an address breaks at its @ and its dots alone', async (width) => {
  await c.signedIn({ width }, async (page) => {
    await openRequest(page)
    const link = page.getByRole('link', { name: EMAIL })
    await link.scrollIntoViewIfNeeded()
    const lines = await link
      .locator('span > span')
      .evaluateAll((parts) => parts.map((part) => part.getClientRects().length))
    expect(lines).toEqual(Array(6).fill(1))
    const [box, word] = [await link.boundingBox(), await link.locator('span > span').first().boundingBox()]
    expect(box?.height, 'it needs more than one line').toBeGreaterThan((word?.height ?? 0) * 1.5)
    const wide = await page.evaluate('document.documentElement.scrollWidth')
    expect(wide).toBeLessThanOrEqual(width)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
  })
})

test('a change while earlier entries are on their way does not lose them', async () => {
  await c.signedIn({}, async (page) => {
    await openRequest(page)
    const entries = entriesOf(page)
    const first = await entries.count()
    let held = 0
    await page.route('**/timeline?*cursor=*', async (route) => {
      held++
      if (held === 1) {
        await w.api('post', `/v1/requests/${id}/occurrences`, { what: 'quote_accepted' }, { as: w.orgs[0].lead })
        await new Promise((resolve) => setTimeout(resolve, 2_500))
      }
      await route.continue().catch(() => {})
    })
    await timelineOf(page).getByRole('button', { name: 'Show earlier entries' }).click()
    await expect.poll(() => entries.count(), { timeout: 20_000 }).toBeGreaterThan(first + 10)
    expect(held).toBeGreaterThan(0)
  })
})

/** What has the focus under the bar or the tabs below; '': nothing does; null: no bar, or the focus is elsewhere. */
const coveredIn = (page: Page): Promise<string | null> =>
  page.evaluate(`(() => {
    const at = document.activeElement
    const bar = document.querySelector('section[class*=bar]')
    if (!at || at === document.body || !bar || bar.contains(at) || !at.closest('main')) return null
    const [a, b] = [at.getBoundingClientRect(), bar.getBoundingClientRect()]
    const over = document.querySelector('nav[class*=bottom]')?.getBoundingClientRect()
    const under = a.top < b.bottom && a.bottom > b.top
    const below = over && over.height > 0 && a.bottom > over.top && a.top < over.bottom
    return a.height < innerHeight / 2 && (under || below) ? [a.top, b.bottom, over?.top, scrollY, at.outerHTML.slice(0, 160)].join(' ') : ''
  })()`)

/** Goes through the page with a key; what had the focus under the bar, and how many stops there were below one. */
async function walk(
  page: Page,
  key: 'Tab' | 'Shift+Tab',
  from: string,
  patience = 5,
): Promise<{ covered: string[]; stops: number }> {
  await page.locator(from).first().focus()
  const covered: string[] = []
  let stops = 0
  for (let n = 0; n < 70; n++) {
    await page.keyboard.press(key)
    if (await page.evaluate('document.activeElement === document.body')) break
    let found = await coveredIn(page)
    if (found === null) continue
    stops++
    // The browser may be scrolling still.
    for (let waits = 0; found && waits < patience; waits++) {
      await page.waitForTimeout(100)
      found = await coveredIn(page)
    }
    if (found) covered.push(found)
  }
  return { covered, stops }
}

test.each([
  [1440, 'light', 'lead'],
  [768, 'dark', 'lead'],
  [360, 'light', 'frontline'],
  [360, 'dark', 'lead'],
] as const)(
  'at %i px, %s, a bar (%s) keeps the head in sight, moves nothing and covers no focus',
  async (width, scheme, role) => {
    await c.signedIn({ width, scheme, role }, async (page) => {
      await page.setViewportSize({ width, height: 640 })
      await watchShifts(page)
      await openRequest(page)
      const bar = barOf(page)
      expect(await bar.count(), 'the head itself is in sight').toBe(0)
      await page.evaluate(`document.querySelectorAll('article')[1].scrollIntoView({ block: 'start' })`)
      await bar.waitFor()
      const says = await bar.innerText()
      expect(says).toContain(SUBJECT)
      expect(says).toContain(w.orgs[0].lead.member.name)
      expect(says).toMatch(role === 'frontline' ? /Открыта[\s\S]*через 1/ : /Open[\s\S]*in 1 d 7 h/)
      expect(await bar.getByRole('link').getAttribute('href')).toMatch(/^#promise-/)
      const box = await bar.boundingBox()
      expect(box?.y).toBe(0)
      expect(box?.height).toBeLessThanOrEqual(56)
      expect(await bar.getByRole('button').count()).toBe(1)
      await expectAccessible(page)
      // The limit of a good page (Core Web Vitals), with all parts coming one by one on a busy machine; usually it is 0.
      expect(await shifts(page)).toBeLessThan(0.1)

      const back = await walk(page, 'Shift+Tab', 'article:last-of-type button >> nth=-1')
      expect(back.covered).toEqual([])
      const forth = await walk(page, 'Tab', 'article button')
      expect(forth.covered).toEqual([])
      expect(back.stops + forth.stops).toBeGreaterThan(8)

      await page.evaluate(`document.querySelectorAll('article')[1].scrollIntoView({ block: 'start' })`)
      await bar.getByRole('button').focus()
      await page.evaluate('scrollTo(0, 0)')
      await page.waitForTimeout(100)
      expect(await bar.count(), 'whoever is in it keeps it').toBe(1)
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').waitFor()
    })
  },
)

test('without room kept for the bar, the walk finds what it covers', async () => {
  await c.signedIn({ width: 360 }, async (page) => {
    await page.setViewportSize({ width: 360, height: 640 })
    await openRequest(page)
    await page.evaluate(`document.documentElement.style.setProperty('scroll-padding', '0', 'important')`)
    await page.evaluate('scrollTo(0, document.body.scrollHeight)')
    const { covered } = await walk(page, 'Shift+Tab', '#timeline button', 0)
    expect(covered).not.toEqual([])
  })
})

test('in one column the most urgent promise comes first, and the way to the timeline leads to what is newest', async () => {
  await c.signedIn({ width: 360, role: 'lead' }, async (page) => {
    await openRequest(page)
    const articles = page.getByRole('article')
    expect(await articles.first().getAttribute('aria-label')).toBe(ORDERED)
    const top = async (selector: string): Promise<number> =>
      (await page.locator(selector).first().boundingBox())?.y ?? 0
    expect(await top('article')).toBeLessThan(await top('#customer'))
    expect(await top('#customer')).toBeLessThan(await top('#timeline'))
    await page.getByRole('button', { name: 'Timeline' }).click()
    const end = async (): Promise<number> => {
      const box = await entriesOf(page).last().boundingBox()
      return (box?.y ?? 0) + (box?.height ?? 0)
    }
    const tabs = await page.locator('nav[class*=bottom]').boundingBox()
    await expect.poll(end).toBeLessThanOrEqual((tabs?.y ?? 0) + 1)
    expect(await end()).toBeGreaterThan(150)
  })
})
