// One file: what a link shows and does in every state shares one world.
import type { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { evidenceAbout } from '#modules/promises'
import { languages } from '#platform/i18n'
import { type Context, operation } from '#platform/operation'
import { formFor, type PortalDesk, portalDesk, posted } from '#test/portal-desk'
import { listLinks } from '../../src/modules/conversations/list-links.ts'
import { revokeLink } from '../../src/modules/conversations/revoke-link.ts'
import { createReason } from '../../src/modules/playbooks/create-reason.ts'
import { keepPromise } from '../../src/modules/promises/keep-promise.ts'
import { acceptPromise } from '../../src/modules/promises/record-answer.ts'
import { renegotiatePromise } from '../../src/modules/promises/renegotiate-promise.ts'
import { withdrawPromise } from '../../src/modules/promises/withdraw-promise.ts'

const START = '2026-11-20T09:00:00Z'
let desk: PortalDesk
let app: Hono

beforeAll(async () => {
  desk = await portalDesk(START)
})
afterAll(() => desk?.close())
beforeEach(() => {
  desk.clock.set(START)
  app = desk.portal()
})

const get = async (address: string, headers: Record<string, string> = {}) => {
  const response = await app.request(address, { headers })
  return { response, page: await response.text() }
}
const json = { accept: 'application/json' }
const rowsOf = async (promiseId: string) =>
  (await desk.owner.query('select * from answer where promise_id = $1', [promiseId])).rows
const stateOf = async (promiseId: string) =>
  (await desk.owner.query<{ state: string }>('select state from promise where id = $1', [promiseId])).rows[0]?.state

/** Every row of the organization, so that nothing can be written unnoticed. */
async function everything(): Promise<string> {
  const tables = [
    'event',
    'event_text',
    'outbox',
    'promise',
    'notice',
    'answer',
    'message',
    'tracking_link',
    'idempotency',
  ]
  const all = await Promise.all(tables.map((table) => desk.owner.query(`select * from ${table} order by 1, 2`)))
  return JSON.stringify(all.map(({ rows }) => rows))
}

test('why a date was moved is read in the language of the page', async () => {
  const why = { en: 'The supplier is late.', ru: 'Поставщик задержался.' }
  const reason = await desk.gate.run(createReason, desk.member, { name: 'Supplier', why })
  const promise = await desk.propose({ asksAnswer: false })
  const moved = await desk.gate.run(renegotiatePromise, desk.member, {
    ...{ id: promise.id, wording: promise.wording, language: 'en', dueAt: '2026-12-04T15:00:00Z' },
    ...{ reasonId: reason.id, reason: 'It left the factory.' },
  })
  const link = await desk.linkTo(moved.id)
  expect((await get(`${link}?lang=ru`)).page).toContain('Поставщик задержался. It left the factory.')
  expect((await get(`${link}?lang=pl`)).page).toContain('The supplier is late. It left the factory.')
})

describe('agreeing on the tracking page', () => {
  test('a customer accepts, and the answer is kept exactly as seen', async () => {
    const promise = await desk.propose()
    const link = await desk.linkTo(promise.id)
    const { response, page } = await get(`${link}?answer=accepted`)
    expect(response.status).toBe(200)
    expect(page).toContain(
      'Your boiler will be repaired</span> by Friday 27&nbsp;November, 10:00'.replace('&nbsp;', '\u00a0'),
    )
    expect(page).toContain('A spare part may have to be ordered.')
    expect(page).toContain('Please answer by Monday 23 November, 22:00')

    const done = await app.request(
      `${link}/answer?lang=en`,
      posted(formFor(page, 'accepted'), { 'user-agent': 'Phone' }),
    )
    expect(done.status).toBe(303)
    expect(done.headers.get('location')).toBe(`${link}?lang=en`)
    expect(await stateOf(promise.id)).toBe('open')
    const [answer] = await rowsOf(promise.id)
    expect(answer).toMatchObject({
      answer: 'accepted',
      given_by: 'customer',
      channel: 'link',
      origin: { userAgent: 'Phone' },
    })
    expect(answer.seen).toMatchObject({ language: 'en', timeZone: 'Europe/Madrid' })
    expect(answer.seen.text).toBe(
      [
        'Boreal Heating',
        'Your boiler will be repaired by Friday 27 November, 10:00',
        'What could prevent it:',
        '- A spare part may have to be ordered.',
        'Times are given in: Central European Time.',
      ].join('\n'),
    )

    const after = await get(link)
    expect(after.response.status).toBe(200)
    expect(after.page).toContain('You accepted on Friday 20 November, 10:00. Boreal Heating knows.')
    expect(after.page).not.toContain('name="answer"')
  })

  test('the evidence holds the answer and verifies', async () => {
    const promise = await desk.propose()
    const link = await desk.linkTo(promise.id)
    await app.request(`${link}/answer`, posted(formFor((await get(link)).page, 'accepted')))
    let evidence: Awaited<ReturnType<typeof evidenceAbout>> | undefined
    const read = operation({
      ...{ name: 'test.evidence', effect: 'reads', permission: 'test', summary: 'Evidence' },
      input: z.object({}),
      output: z.object({}),
      async run(ctx: Context) {
        evidence = await evidenceAbout(ctx, promise.about)
        return {}
      },
    })
    await desk.gate.run(read, desk.member, {})
    expect(evidence?.verified).toBe(true)
    expect(evidence?.chains[0]?.answers[0]?.seen).toMatchObject({ text: expect.stringContaining('Friday 27 November') })
  })

  test('declining says why, and the page says that somebody gets back', async () => {
    const promise = await desk.propose()
    const link = await desk.linkTo(promise.id)
    const { page } = await get(`${link}?answer=declined`)
    expect(page).toMatch(/<details open><summary>Decline/)
    await app.request(`${link}/answer`, posted({ ...formFor(page, 'declined'), text: ' Too late\r\nfor us. ' }))
    expect(await rowsOf(promise.id)).toMatchObject([
      { answer: 'declined', wish_at: null, wish_text: 'Too late\nfor us.' },
    ])
    const after = await get(link)
    expect(after.page).toContain('You declined this date.')
    expect(after.page).toContain('Boreal Heating will get back to you.')
  })

  test('another time is asked for in the reader’s own zone', async () => {
    const customerId = await desk.customer({ timeZone: 'America/New_York' })
    const promise = await desk.propose({ customerId })
    const link = await desk.linkTo(promise.id)
    const { page } = await get(link)
    expect(page).toContain('04:00 (Eastern Time)')
    const form = formFor(page, 'other')
    const missing = await app.request(`${link}/answer`, posted({ ...form, wishAt: '', text: 'Mornings <b>only</b>' }))
    expect(missing.status).toBe(400)
    const again = await missing.text()
    expect(again).toContain('Choose a date and a time.')
    expect(again).toContain('Mornings &lt;b&gt;only&lt;/b&gt;</textarea>')
    for (const [wishAt, said] of [
      ['2026-11-20T03:59', 'Choose a time in the future.'],
      ['2026-13-45T99:99', 'Choose a date and a time.'],
      ['9999-01-01T00:00', 'Choose a date and a time.'],
      ["'; drop table promise; --", 'Choose a date and a time.'],
    ] as const)
      expect(await (await app.request(`${link}/answer`, posted({ ...form, wishAt }))).text()).toContain(said)
    expect(await rowsOf(promise.id)).toEqual([])

    await app.request(`${link}/answer`, posted({ ...form, wishAt: '2026-12-01T09:30', text: 'Mornings only' }))
    const [answer] = await rowsOf(promise.id)
    expect(answer).toMatchObject({ answer: 'declined', wish_text: 'Mornings only' })
    expect(answer.wish_at.toISOString()).toBe('2026-12-01T14:30:00.000Z')
    expect((await get(link)).page).toContain('You asked for another time: Tuesday 1 December, 09:30')
  })

  test('a moved date shows the reason, what stands until the answer, and the first date', async () => {
    const promise = await desk.propose()
    await desk.gate.run(acceptPromise, desk.member, { id: promise.id, saidBy: 'Ana', channel: 'phone' })
    const successor = await desk.gate.run(renegotiatePromise, desk.member, {
      ...{ id: promise.id, wording: 'Your boiler will be repaired.', dueAt: '2026-11-30T15:00:00Z' },
      reason: 'The part arrives on Monday.',
    })
    const link = await desk.linkTo(successor.id)
    const { page } = await get(link)
    expect(page).toContain('Why: The part arrives on Monday.')
    expect(page).toContain(
      'Until the new date is accepted, this stands: Your boiler will be repaired by Friday 27 November, 10:00',
    )
    expect(page).toContain('We noted that you accepted.')
    await app.request(`${link}/answer`, posted(formFor(page, 'accepted')))
    expect([await stateOf(promise.id), await stateOf(successor.id)]).toEqual(['renegotiated', 'open'])
    const after = await get(link)
    expect(after.page).toContain('First promised: Your boiler will be repaired by Friday 27 November, 10:00')
    expect(after.page).toContain('The new date replaced the earlier one.')
  })

  test('the page stays readable to the end, in every state', async () => {
    const promise = await desk.propose({ asksAnswer: false })
    const link = await desk.linkTo(promise.id)
    expect((await get(link)).page).toContain('in 7 days')
    await desk.gate.run(keepPromise, desk.member, { id: promise.id })
    expect((await get(link)).page).toContain('Done. We kept our word.')
    const withdrawn = await desk.propose()
    const second = await desk.linkTo(withdrawn.id)
    await desk.gate.run(withdrawPromise, desk.member, { id: withdrawn.id, reason: 'The order was cancelled.' })
    const { page } = await get(second)
    expect(page).toContain('We withdrew this promise.')
    expect(page).toContain('Why: The order was cancelled.')
  })
})

describe('pressing twice', () => {
  test('the same answer at once, or again, is one answer', async () => {
    const promise = await desk.propose()
    const link = await desk.linkTo(promise.id)
    const form = posted(formFor((await get(link)).page, 'accepted'))
    const both = await Promise.all([app.request(`${link}/answer`, form), app.request(`${link}/answer`, form)])
    expect(both.map(({ status }) => status)).toEqual([303, 303])
    expect((await app.request(`${link}/answer`, form)).status).toBe(303)
    expect(await rowsOf(promise.id)).toHaveLength(1)
  })

  test('another answer afterwards changes nothing, and says so', async () => {
    const promise = await desk.propose()
    const link = await desk.linkTo(promise.id)
    const { page } = await get(link)
    await app.request(`${link}/answer`, posted(formFor(page, 'accepted')))
    const second = await app.request(`${link}/answer?lang=en`, posted(formFor(page, 'declined')))
    expect(second.status).toBe(409)
    const said = await second.text()
    expect(said).toContain('This link has answered already')
    expect(said).toContain(`href="${link}?lang=en"`)
    const document = await app.request(`${link}/answer`, posted(formFor(page, 'declined'), json))
    expect(document.headers.get('content-type')).toBe('application/problem+json')
    expect(await document.json()).toMatchObject({ status: 409, code: 'conversations/link_used' })
    expect(await stateOf(promise.id)).toBe('open')
  })

  test('an answer to what has changed meanwhile is not stored: the page is shown anew', async () => {
    const promise = await desk.propose()
    const link = await desk.linkTo(promise.id)
    const form = { ...formFor((await get(link)).page, 'accepted'), seen: 'f'.repeat(64) }
    const response = await app.request(`${link}/answer`, posted(form))
    expect(response.status).toBe(409)
    expect(await response.text()).toContain('This changed since you opened the page.')
    expect(await rowsOf(promise.id)).toEqual([])
    expect(await stateOf(promise.id)).toBe('proposed')
  })
})

describe('links that are over', () => {
  test('used: a program gets a problem document, a person the page', async () => {
    const promise = await desk.propose()
    const link = await desk.linkTo(promise.id)
    await app.request(`${link}/answer`, posted(formFor((await get(link)).page, 'accepted')))
    expect(await (await app.request(link, { headers: json })).json()).toMatchObject({ code: 'conversations/link_used' })
    expect((await get(link)).response.status).toBe(200)
  })

  test('expired: readable, answers nothing', async () => {
    const promise = await desk.propose()
    const link = await desk.linkTo(promise.id)
    const form = formFor((await get(link)).page, 'accepted')
    desk.clock.set(promise.answerBy ?? '')
    const { response, page } = await get(link)
    expect(response.status).toBe(200)
    expect(page).toContain('The time to answer with this link is over.')
    const answered = await app.request(`${link}/answer`, posted(form))
    expect(answered.status).toBe(410)
    expect(await answered.text()).toContain('The time to answer is over')
    const document = await app.request(link, { headers: json })
    expect([document.status, await document.json()]).toMatchObject([
      410,
      { status: 410, code: 'conversations/link_expired' },
    ])
    expect(await rowsOf(promise.id)).toEqual([])
  })

  test('switched off: neither readable nor answering', async () => {
    const promise = await desk.propose()
    const link = await desk.linkTo(promise.id)
    const form = formFor((await get(link)).page, 'accepted')
    const { items } = await desk.gate.run(listLinks, desk.member, { id: promise.id })
    for (const { id, kind } of items) if (kind === 'view') await desk.gate.run(revokeLink, desk.member, { id })
    const { response, page } = await get(link)
    expect(response.status).toBe(410)
    expect(page).toContain('This link has been switched off')
    expect(page).not.toContain('boiler')
    expect((await app.request(`${link}/answer`, posted(form))).status).toBe(410)
    expect((await app.request(link, { headers: json })).headers.get('content-type')).toBe('application/problem+json')
    for (const path of ['promise.ics', 'live']) expect((await app.request(`${link}/${path}`)).status).toBe(410)
  })

  test('wrong: no query, no word about anybody, and few attempts', async () => {
    const link = await desk.linkTo((await desk.propose()).id)
    const wrong = `${link.slice(0, -4)}AAAA`
    const before = desk.statements.length
    const { response, page } = await get(wrong, { 'accept-language': 'pl' })
    expect(response.status).toBe(404)
    expect(page).toContain('Ten link jest nieprawidłowy')
    expect(page).not.toContain('Boreal')
    expect((await app.request(`${wrong}/answer`, posted({ answer: 'accepted' }))).status).toBe(404)
    for (let attempt = 3; attempt <= 20; attempt++) expect((await app.request('/t/guess')).status).toBe(404)
    const limited = await app.request(wrong, { headers: json })
    expect(limited.status).toBe(429)
    expect(limited.headers.get('retry-after')).toBe('60')
    expect(await limited.json()).toMatchObject({ code: 'access/too_many' })
    expect(desk.statements.length).toBe(before)
    // A right link is not held up by somebody's guesses.
    expect((await app.request(link)).status).toBe(200)
  })
})

describe('opening records nothing', () => {
  test('not by GET, HEAD, prefetch, a scanner that follows every link, or the calendar', async () => {
    const promise = await desk.propose()
    const link = await desk.linkTo(promise.id)
    const before = await everything()
    for (const query of [
      '',
      '?answer=accepted',
      '?answer=declined',
      '?answer=other',
      '?lang=ru',
      '?link=sent&answer=x',
    ])
      for (const init of [
        {},
        { method: 'HEAD' },
        { headers: { purpose: 'prefetch', 'sec-purpose': 'prefetch;prerender' } },
      ])
        expect((await app.request(link + query, init)).status).toBe(200)
    const { page } = await get(link)
    for (const [, address] of page.matchAll(/href="(\/t\/[^"]+)"/g)) await (await app.request(address ?? '')).text()
    expect((await app.request(`${link}/answer`)).status).toBe(404)
    expect((await app.request(`${link}/live`, { method: 'HEAD' })).status).toBe(204)
    expect(await everything()).toBe(before)
    expect(await stateOf(promise.id)).toBe('proposed')
  })
})

describe('what people write is text', () => {
  const evil = `<script>alert("x")</script>'; drop table promise; -- {link} %s \${x} &amp; " onload="x`

  test('in wording, caveats, reasons, names and wishes', async () => {
    await desk.owner.query('update organization set name = $1 where id = $2', [evil, desk.orgId])
    try {
      const promise = await desk.propose({ wording: evil, caveats: [evil] })
      await desk.gate.run(acceptPromise, desk.member, { id: promise.id, saidBy: evil, channel: 'phone' })
      const successor = await desk.gate.run(renegotiatePromise, desk.member, {
        ...{ id: promise.id, wording: evil, caveats: [evil], dueAt: '2026-11-30T15:00:00Z', reason: evil },
      })
      const link = await desk.linkTo(successor.id)
      const { page } = await get(link)
      const form = { ...formFor(page, 'other'), wishAt: '', text: evil }
      const again = await (await app.request(`${link}/answer`, posted(form))).text()
      await app.request(`${link}/answer`, posted({ ...form, wishAt: '2026-12-01T09:30' }))
      const answered = await get(link)
      for (const shown of [page, again, answered.page]) {
        expect(shown).toContain('&lt;script&gt;')
        expect(shown).not.toContain('<script>alert')
        expect(shown).not.toContain('" onload="')
      }
      expect((await rowsOf(successor.id))[0].wish_text).toBe(evil)
      const calendar = await (await app.request(`${link}/promise.ics`)).text()
      expect(calendar.split('\r\n').filter((line) => line.startsWith('BEGIN:'))).toHaveLength(2)
    } finally {
      await desk.owner.query("update organization set name = 'Boreal Heating' where id = $1", [desk.orgId])
    }
  })

  test('in every field of the form and the address', async () => {
    const promise = await desk.propose()
    const link = await desk.linkTo(promise.id)
    const form = formFor((await get(link)).page, 'declined')
    for (const field of ['answer', 'seen', 'wishAt'])
      for (const value of [evil, '', '\0', '💥'.repeat(200)]) {
        const response = await app.request(
          `${link}/answer`,
          posted({ ...form, [field]: value, text: 'x'.repeat(1001) }),
        )
        expect([400, 409]).toContain(response.status)
        expect(await response.text()).not.toContain('<script>alert')
      }
    for (const query of ['lang', 'answer', 'link', 'x']) {
      const { response, page } = await get(`${link}?${query}=${encodeURIComponent(evil)}`)
      expect(response.status).toBe(200)
      expect(page).not.toContain('<script>alert')
    }
    expect(await rowsOf(promise.id)).toEqual([])
  })

  test('and a form of an absurd size, kind or encoding is refused', async () => {
    const promise = await desk.propose()
    const link = await desk.linkTo(promise.id)
    const big = await app.request(`${link}/answer`, posted({ answer: 'accepted', text: 'x'.repeat(40_000) }))
    expect(big.status).toBe(413)
    const bodies: [string, string][] = [
      ['application/json', '{"answer":"accepted"}'],
      ['text/plain', 'answer=accepted'],
      ['multipart/form-data; boundary=x', 'not multipart'],
      ['application/x-www-form-urlencoded', '%FF%FE=%C0'],
      ['', ''],
    ]
    for (const [type, body] of bodies) {
      const response = await app.request(`${link}/answer`, { method: 'POST', headers: { 'content-type': type }, body })
      expect([400, 409]).toContain(response.status)
    }
    expect(await rowsOf(promise.id)).toEqual([])
  })
})

describe('the page itself', () => {
  test('is kept nowhere, sends no referrer, is not indexed, cannot be framed, runs only its own script', async () => {
    const link = await desk.linkTo((await desk.propose()).id)
    for (const address of [link, '/t/wrong', `${link}/promise.ics`]) {
      const { headers } = await app.request(address)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-robots-tag')).toContain('noindex')
      expect(headers.get('x-frame-options')).toBe('DENY')
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('unsafe')
    }
  })

  test('weighs less than 30 KB with style and script', async () => {
    const customerId = await desk.customer({ language: 'ru' })
    const { page } = await get(await desk.linkTo((await desk.propose({ customerId })).id))
    const assets = [...page.matchAll(/(?:href|src)="(\/t\/assets\/[^"]+)"/g)].map(([, address]) => address ?? '')
    expect(assets).toHaveLength(2)
    let bytes = Buffer.byteLength(page)
    for (const address of assets) {
      const response = await app.request(address)
      expect(response.headers.get('cache-control')).toContain('immutable')
      bytes += Buffer.byteLength(await response.text())
    }
    expect(bytes).toBeLessThan(30_000)
    expect((await app.request('/t/assets/..%2fportal.ts')).status).toBe(404)
  })

  test('speaks the contact’s language, or the one chosen, in all six', async () => {
    const customerId = await desk.customer({ language: 'ca' })
    const link = await desk.linkTo((await desk.propose({ customerId })).id)
    const { page } = await get(link, { 'accept-language': 'ru' })
    expect(page).toContain('<html lang="ca">')
    expect(page).toContain('com a molt tard divendres 27\u00a0de novembre, 10:00 h')
    expect(page).toContain('<span lang="en">Your boiler will be repaired</span>')
    for (const language of languages) {
      const other = await get(`${link}?lang=${language}`)
      expect(other.page).toContain(`<html lang="${language}">`)
      expect(other.page).toContain('10:00')
    }
  })

  test('gives a calendar entry whose link reads and does not answer', async () => {
    const promise = await desk.propose({ windowFrom: '2026-11-27T07:00:00Z' })
    const link = await desk.linkTo(promise.id)
    const response = await app.request(`${link}/promise.ics`)
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    const calendar = (await response.text()).replaceAll('\r\n ', '')
    expect(calendar).toContain('DTSTART:20261127T070000Z\r\nDTEND:20261127T090000Z')
    expect(calendar).toContain('SUMMARY:Boreal Heating: Your boiler will be repaired.')
    const inside = /URL:http:\/\/kept\.test(\S+)/.exec(calendar)?.[1] ?? ''
    const { page } = await get(inside)
    expect(page).toContain('This link only shows the page.')
    expect(page).not.toContain('name="answer"')
  })

  test('a link that only shows can have one that answers mailed, a few times', async () => {
    const promise = await desk.propose()
    const link = await desk.linkTo(promise.id)
    const calendar = (await (await app.request(`${link}/promise.ics`)).text()).replaceAll('\r\n ', '')
    const viewOnly = /URL:http:\/\/kept\.test(\S+)/.exec(calendar)?.[1] ?? ''
    const response = await app.request(`${viewOnly}/link?lang=pl`, posted({}))
    expect(response.status).toBe(303)
    expect((await get(response.headers.get('location') ?? '')).page).toContain('Nowy link jest w drodze')
    const { rows } = await desk.owner.query('select * from message where about = $1', [promise.about])
    expect(rows).toMatchObject([{ to_address: 'ana@example.com', state: 'queued' }])
    expect(rows[0].text).toContain('{link}')
    const more = [1, 2, 3].map(async () => (await app.request(`${viewOnly}/link`, posted({}))).status)
    expect((await Promise.all(more)).sort()).toEqual([303, 303, 429])
  })

  test('hears at once what staff does, and nothing of other matters', async () => {
    const promise = await desk.propose()
    const link = await desk.linkTo(promise.id)
    const stream = await app.request(`${link}/live`)
    expect(stream.headers.get('content-type')).toContain('text/event-stream')
    expect(stream.headers.get('cache-control')).toContain('no-')
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    const next = async (): Promise<string> => (await reader?.read())?.value ?? ''
    expect(await next()).toContain('event: ready')
    await desk.propose()
    await desk.gate.run(acceptPromise, desk.member, { id: promise.id, saidBy: 'Ana', channel: 'phone' })
    expect(await next()).toBe('event: change\ndata: \n\n')
    await reader?.cancel()
  })
})
