import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { installStarterSet } from '#modules/promises'
import { type MailServer, startMailServer } from '#test/mail-server'
import { posted } from '#test/portal-desk'
import { createWorld, type Person, type TestWorld } from '#test/world'

// A customer writes on the page of their link, and the firm answers there: through the whole product.

const START = '2026-11-26T09:00:00Z'
let w: TestWorld
let smtp: MailServer
let turn = 0

beforeAll(async () => {
  smtp = await startMailServer()
  w = await createWorld({ start: START, smtpUrl: smtp.url })
  await w.gate.run(installStarterSet, w.actorOf('owner'), { industry: 'repair' })
})
afterAll(() => Promise.all([w?.close(), smtp?.close()]))
beforeEach(() => {
  w.clock.set(START)
})

const as = () => w.orgs[0].lead
const call = async (method: string, path: string, body?: unknown, who: Person | string = as()) => {
  const answer = await w.api(method, path, body, { as: who })
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}
const at = (minutes: number) => w.clock.set(Temporal.Instant.from(START).add({ minutes }))

/** A request with a promise, and the link of its customer. */
async function matter({ email = `p${++turn}@example.com` as string | null, language = 'en' } = {}) {
  const contact = { name: 'Ana', language, timeZone: 'Europe/London', ...(email === null ? {} : { email }) }
  const customer = await call('post', '/v1/customers', { name: 'Ana Ruiz', contacts: [contact] })
  const request = await call('post', '/v1/requests', { kind: 'job', subject: 'Boiler', customerId: customer.id })
  const about = `request:${request.id}`
  const promise = await call('post', '/v1/promises', {
    ...{ kind: 'completion', wording: 'Your boiler will be repaired.', about, customerId: customer.id },
    ...{ contactId: customer.contacts[0].id, dueAt: '2026-12-03T15:00:00Z', asksAnswer: false },
  })
  await w.drainTasks()
  const { id: linkId, url } = await call('post', `/v1/promises/${promise.id}/links`)
  return { customer, request, about, promise, linkId, email, path: new URL(url).pathname }
}
const page = async (path: string) => (await w.app.request(path)).text()
/** Bytes of the style and script that a page asks for. */
async function assetsOf(html: string): Promise<number> {
  const addresses = [...html.matchAll(/(?:href|src)="(\/t\/assets\/[^"]+)"/g)].map(([, address]) => address ?? '')
  const sizes = await Promise.all(addresses.map(async (address) => Buffer.byteLength(await page(address))))
  return sizes.reduce((sum, size) => sum + size, 0)
}
const formOf = (html: string) => /name="form" value="([^"]+)"/.exec(html)?.[1] ?? ''
/** From another telephone each time: what is counted here is counted by link. */
const from = () => ({ incoming: { socket: { remoteAddress: `198.51.${++turn % 250}.7` } } })
async function writes(path: string, text: string, form?: string) {
  const fields = { text, form: form ?? formOf(await page(path)) }
  const response = await w.app.request(`${path}/write?lang=en`, posted(fields), from())
  await w.drainTasks()
  return response
}
const portalOf = async (about: string) =>
  (await call('get', `/v1/conversations?show=all&channel=portal&about=${about}`)).items
const promisesOf = async (about: string) => (await call('get', `/v1/promises?about=${about}`)).items
const answer = (id: string, text: string, over: object = {}) =>
  call('post', `/v1/conversations/${id}/messages`, { text, ...over })

describe('writing on the page', () => {
  test('is a message that waits, with a reply promised; the page shows it and by when', async () => {
    const { path, about, customer } = await matter()
    const before = await page(path)
    expect(before).toContain('<details class="write">')
    const done = await writes(path, 'May I bring it\r\non <b>Saturday</b>?')
    expect([done.status, done.headers.get('location')]).toEqual([303, `${path}?write=sent&lang=en#messages`])
    const [conversation] = await portalOf(about)
    expect(conversation).toMatchObject({
      ...{ channel: 'portal', waitingSince: START, customer: { id: customer.id }, lastBy: 'customer' },
      last: { text: 'May I bring it\non <b>Saturday</b>?', direction: 'in' },
    })
    const reply = (await promisesOf(about)).find(({ kind }: { kind: string }) => kind === 'next_reply')
    expect(reply).toMatchObject({ state: 'open', beneficiary: 'customer', dueAt: conversation.replyDueAt })
    const after = await page(`${path}?write=sent`)
    expect(after).toContain('Northside Repairs has your message.')
    expect(after).toContain('May I bring it\non &lt;b&gt;Saturday&lt;/b&gt;?')
    expect(after).toMatch(/We will answer your message by Tuesday 1 December/)
  })

  test('whose mail about an answer is refused is reached in another way; the answer stands on the page', async () => {
    const { path, about, email } = await matter()
    await writes(path, 'May I bring it on Saturday?')
    const [{ id }] = await portalOf(about)
    await answer(id, 'Yes, from nine.')
    smtp.refuse(email ?? '', 550, '5.1.1 No such user')
    at(1)
    await w.drainTasks()
    smtp.accept()
    expect(await page(path)).toContain('Yes, from nine.')
    const promises = await promisesOf(about)
    const of = (beneficiary: string) =>
      promises.filter((each: { beneficiary: string }) => each.beneficiary === beneficiary)
    expect(of('customer').find(({ kind }: { kind: string }) => kind === 'next_reply')).toMatchObject({ state: 'kept' })
    expect(of('organization').filter(({ kind }: { kind: string }) => kind === 'next_update')).toMatchObject([
      { ownerId: as().member.id, state: 'open', wording: expect.stringContaining('our answer is on their page') },
    ])
    expect(await page(path), 'that is work of the firm').not.toContain('our answer is on their page')
    const said = (await call('get', `/v1/conversations/${id}/messages`)).items
    expect(said.map(({ channel, state }: Record<string, string>) => `${channel} ${state}`)).toContain('email failed')
  })

  test('opening writes nothing, and what is answered appears on the page and in the mail, once', async () => {
    const { path, about, email } = await matter()
    await writes(path, 'May I bring it on Saturday?')
    const [{ id }] = await portalOf(about)
    at(10)
    const said = await answer(id, 'Yes, from nine.')
    expect(said).toMatchObject({ state: 'queued', channel: 'portal' })
    const mails = () => smtp.mails.filter(({ to }) => to.includes(email ?? '')).length
    const before = mails()
    expect(await page(path), 'it can still be taken back').not.toContain('Yes, from nine.')
    at(11)
    await w.drainTasks()
    const shown = await page(path)
    expect(shown.indexOf('May I bring it')).toBeLessThan(shown.indexOf('Yes, from nine.'))
    expect(mails()).toBe(before + 1)
    const mail = await smtp.latest()
    expect(mail.subject).toBe('Northside Repairs has answered you')
    expect(mail.text).toContain('Yes, from nine.')
    expect(mail.text).toMatch(/Read and answer:\nhttp:\/\/localhost:3000\/t\/[\w-]+#messages/)
    expect((await promisesOf(about)).filter(({ kind }: { kind: string }) => kind === 'next_reply')).toMatchObject([
      { state: 'kept', occurredAt: '2026-11-26T09:11:00Z' },
    ])
    expect((await portalOf(about))[0]).toMatchObject({ waitingSince: null, last: { text: 'Yes, from nine.' } })
    const states = (await call('get', `/v1/conversations/${id}/messages`)).items.map(
      ({ channel, direction, state }: Record<string, string>) => `${channel} ${direction} ${state}`,
    )
    expect(states).toEqual(['email out sent', 'portal out sent', 'portal in received'])
  })

  test('without an address the answer stands on the page alone; refused by the mail server it stands there all the same', async () => {
    const silent = await matter({ email: null })
    await writes(silent.path, 'Hello?')
    const [{ id }] = await portalOf(silent.about)
    await answer(id, 'We are here.')
    at(1)
    await w.drainTasks()
    expect(await page(silent.path)).toContain('We are here.')
    expect((await call('get', `/v1/conversations/${id}/messages`)).items).toHaveLength(2)

    const { path, about, email } = await matter()
    await writes(path, 'Hello?')
    const [other] = await portalOf(about)
    smtp.refuse(email ?? '', 550, '5.1.1 No such user')
    await answer(other.id, 'We are here, too.')
    at(2)
    await w.drainTasks()
    smtp.accept()
    expect(await page(path)).toContain('We are here, too.')
    const [copy, own] = (await call('get', `/v1/conversations/${other.id}/messages`)).items
    expect([copy.state, own.state]).toEqual(['failed', 'sent'])
    expect(copy.failure).toContain('5.1.1')
  })

  test('taken back it never appears; a note of colleagues neither', async () => {
    const { path, about } = await matter()
    await writes(path, 'Hello?')
    const [{ id }] = await portalOf(about)
    const { id: messageId } = await answer(id, 'Wrong window.')
    await call('post', `/v1/messages/${messageId}/taking-back`)
    await call('post', `/v1/conversations/${id}/notes`, { text: 'She sounds angry.' })
    at(5)
    await w.drainTasks()
    const shown = await page(path)
    expect(shown).not.toContain('Wrong window.')
    expect(shown).not.toContain('angry')
    expect((await portalOf(about))[0]).toMatchObject({ waitingSince: START })
  })

  test('a form pressed twice is one message; the same words in another form are another', async () => {
    const { path, about } = await matter()
    const form = formOf(await page(path))
    await Promise.all([writes(path, 'Hello?', form), writes(path, 'Hello?', form)])
    await writes(path, 'Hello?', form)
    const [{ id }] = await portalOf(about)
    const said = async () => (await call('get', `/v1/conversations/${id}/messages`)).items.length
    expect(await said()).toBe(1)
    await writes(path, 'Hello?')
    await writes(path, 'Something else, from a page that was gone back to.', form)
    expect(await said()).toBe(3)
    expect(await portalOf(about)).toHaveLength(1)
  })

  test('after the request was closed it is open again, in the same thread', async () => {
    const { path, about, request } = await matter()
    await writes(path, 'Hello?')
    const [{ id }] = await portalOf(about)
    await call('patch', `/v1/conversations/${id}`, { state: 'closed' })
    await call('post', `/v1/requests/${request.id}/closing`, {})
    await writes(path, 'It knocks again.')
    expect((await call('get', `/v1/requests/${request.id}`)).status).toBe('open')
    expect(await portalOf(about)).toMatchObject([{ id, state: 'open' }])
  })

  test('ends a wait for the customer, as any message of theirs', async () => {
    const { path, about } = await matter()
    await call('post', '/v1/waits', { about, waitingFor: 'A photo of the label.' })
    await writes(path, 'It says BX 200.')
    const { items } = await call('get', `/v1/waits?about=${about}`)
    expect(items[0]).toMatchObject({ endedBy: 'customer' })
  })
})

describe('what is not stored is not lost', () => {
  test('nothing, too much and too often are said on the page, with the text', async () => {
    const { path, about } = await matter()
    const empty = await writes(path, '  \r\n ')
    expect([empty.status, await empty.text()]).toEqual([400, expect.stringContaining('Write something first.')])
    const long = 'a'.repeat(5001)
    const tooLong = await writes(path, long)
    expect([tooLong.status, await tooLong.text()]).toEqual([400, expect.stringContaining(`>${long}</textarea>`)])
    for (let n = 0; n < 20; n++) expect((await writes(path, `Message ${n}`)).status).toBe(303)
    const often = await writes(path, 'One <more>')
    expect(often.status).toBe(429)
    const said = await often.text()
    expect(said).toContain('>One &lt;more&gt;</textarea>')
    expect(said).toContain('Your text is still here')
    const [{ id }] = await portalOf(about)
    expect((await call('get', `/v1/conversations/${id}/messages?limit=50`)).items).toHaveLength(20)
  })

  test('a link that was switched off meanwhile gives the text back, and a form without its mark', async () => {
    const { path, linkId } = await matter()
    const form = formOf(await page(path))
    await call('post', `/v1/links/${linkId}/revocation`)
    const off = await writes(path, 'Hello <there>?', form)
    expect(off.status).toBe(410)
    expect(await off.text()).toContain('>Hello &lt;there&gt;?</textarea>')
    const other = await matter()
    const forged = await writes(other.path, 'Hello?', "'; drop table message; --")
    expect(forged.status).toBe(400)
    expect(await forged.text()).toContain('>Hello?</textarea>')
  })

  test('many and long messages stay below 30 KB a page, and the earlier ones are a link away', async () => {
    const { path } = await matter({ language: 'ru' })
    const long = (n: number) => `${n} ${'Ж'.repeat(4990)}`
    for (let n = 0; n < 3; n++) {
      at(n)
      await writes(path, long(n))
    }
    let address: string | undefined = path
    const seen: string[] = []
    while (address) {
      const shown = await page(address)
      expect(Buffer.byteLength(shown) + (await assetsOf(shown))).toBeLessThan(30_000)
      seen.push(...[...shown.matchAll(/<p class="text" dir="auto">(\d) /g)].map(([, n]) => n ?? ''))
      address = /href="(\/t\/[^"]+before=[^"]+)#messages"/.exec(shown)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(seen).toEqual(['2', '1', '0'])
  })
})

test('answers are for whoever may write, of this organization, and not longer than a page', async () => {
  const { path, about } = await matter()
  await writes(path, 'Hello?')
  const [{ id }] = await portalOf(about)
  const messages = `/v1/conversations/${id}/messages`
  expect((await w.api('post', messages, { text: 'Hi' }, { as: w.orgs[0].viewer })).status).toBe(403)
  expect((await w.api('post', messages, { text: 'Hi' }, { as: w.orgs[1].owner })).status).toBe(404)
  const long = await w.api('post', messages, { text: 'a'.repeat(5001) }, { as: as() })
  expect([long.status, long.body.code]).toEqual([400, 'conversations/too_long_for_page'])
})
