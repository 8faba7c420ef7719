import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forgetRawMail, startMailListener } from '#modules/mailboxes'
import { installStarterSet } from '#modules/promises'
import { silentLog } from '#platform/log'
import { systemActor } from '#platform/operation'
import { type MailServer, startMailServer } from '#test/mail-server'
import { createWorld, type TestWorld } from '#test/world'

// A customer writes from their own mail program, and the firm answers: over SMTP both ways, through the whole product.

const START = '2026-11-26T09:00:00Z'
const HELP = 'help@northside.example'
let w: TestWorld
let smtp: MailServer
let listener: Awaited<ReturnType<typeof startMailListener>>
let key: string

beforeAll(async () => {
  smtp = await startMailServer()
  w = await createWorld({ start: START, smtpUrl: smtp.url })
  const { gate, clock, storage } = w
  listener = await startMailListener({ gate, clock, storage, log: silentLog, host: '127.0.0.1', port: 0 })
  await w.gate.run(installStarterSet, w.actorOf('owner'), { industry: 'repair', norms: ['email'] })
  key = (await w.api('post', '/v1/api-keys', { name: 'test', role: 'owner' }, { as: w.orgs[0].owner })).body.key
  await call('post', '/v1/mailboxes', {
    name: 'Help',
    address: HELP,
    kind: 'listener',
    trustedServer: 'mx.northside.example',
  })
})
afterAll(() => Promise.all([listener?.stop(), w?.close(), smtp?.close()]))

const call = async (method: string, path: string, body?: unknown) => {
  const answer = await w.api(method, path, body, { as: key })
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}
const proven = { key: 'Authentication-Results', value: 'mx.northside.example; dmarc=pass header.from=example.com' }
const send = async (mail: object) => {
  const transport = createTransport({ host: '127.0.0.1', port: listener.port, secure: false, ignoreTLS: true })
  const sent = await transport.sendMail({
    from: 'Ana Ruiz <ana@example.com>',
    to: HELP,
    subject: 'Boiler',
    text: 'It knocks.',
    ...mail,
  })
  transport.close()
  await w.drainTasks()
  return sent
}
const inbox = async () => (await call('get', '/v1/conversations?show=all')).items
const counts = async () =>
  (
    await w.owner.query(
      'select (select count(*)::int from received_mail) as mails, (select count(*)::int from message where direction = $1) as messages',
      ['in'],
    )
  ).rows[0]

test('a mail becomes a request with a promised reply, the answer keeps it, and its answer comes back to the thread', async () => {
  const customer = await call('post', '/v1/customers', {
    name: 'Ana Ruiz',
    contacts: [{ name: 'Ana', email: 'ana@example.com' }],
  })
  const picture = {
    filename: '../../label.png',
    content: Buffer.from('not really a picture'),
    contentType: 'image/png',
  }
  await send({ headers: [proven], attachments: [picture], html: '<p>It <b>knocks</b>.</p><script>alert(1)</script>' })
  const [conversation] = await inbox()
  expect(conversation).toMatchObject({ subject: 'Boiler', customer: { id: customer.id }, from: { verified: true } })
  const [said] = (await call('get', `/v1/conversations/${conversation.id}/messages`)).items.filter(
    ({ direction }: { direction: string }) => direction === 'in',
  )
  expect(said).toMatchObject({
    text: 'It knocks.',
    from: { name: 'Ana Ruiz' },
    attachments: [{ name: 'label.png', bytes: 20 }],
  })
  expect(said.html).not.toContain('script')
  const file = await w.api('get', `/v1/attachments/${said.attachments[0].id}/content`, undefined, { as: key })
  expect(file.body).toBe('not really a picture')
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="label.png"; filename*=UTF-8\'\'label.png')
  const page = await w.api('get', `/v1/messages/${said.id}/html`, undefined, { as: key })
  expect(page.body).toContain('It <b>knocks</b>.')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(page.headers.get('x-frame-options')).toBe('SAMEORIGIN')
  const [received] = (await call('get', '/v1/received-mail')).items
  const raw = await w.api('get', `/v1/received-mail/${received.id}/raw`, undefined, { as: key })
  expect(raw.body).toContain('Subject: Boiler')
  for (const path of [
    `attachments/${said.attachments[0].id}/content`,
    `messages/${said.id}/html`,
    `received-mail/${received.id}/raw`,
  ])
    expect((await w.api('get', `/v1/${path}`, undefined, { as: w.orgs[1].owner })).status, path).toBe(404)

  await call('post', `/v1/conversations/${conversation.id}/messages`, { text: 'We come tomorrow at ten.' })
  w.clock.set('2026-11-26T09:01:00Z')
  await w.drainTasks()
  const answer = await smtp.latest()
  expect(answer.text).toContain('We come tomorrow at ten.')
  const promises = (await call('get', `/v1/promises?about=${conversation.about}`)).items
  expect(promises.find(({ kind }: { kind: string }) => kind === 'first_reply')).toMatchObject({ state: 'kept' })

  const replyTo = answer.replyTo?.[0]?.address
  await send({
    to: replyTo,
    subject: 'Re: Boiler',
    inReplyTo: answer.messageId,
    text: 'Ten is fine.\n\nOn Thu, 26 Nov 2026 at 09:01, Northside Repairs <help@northside.example> wrote:\n> We come tomorrow at ten.\n',
  })
  const items = (await call('get', `/v1/conversations/${conversation.id}/messages`)).items
  expect(items[0]).toMatchObject({ direction: 'in', text: 'Ten is fine.', quoted: expect.stringContaining('We come') })
  expect(await inbox()).toHaveLength(1)
  const timeline = (await call('get', `/v1/requests/${conversation.about.slice(8)}/timeline`)).items
  expect(
    timeline.filter(({ kind }: { kind: string }) => kind === 'said').map((each: { what: string }) => each.what),
  ).toEqual(['came_in', 'answered', 'came_in'])
})

test('the same mail, again and to another address of ours, is one', async () => {
  await call('post', '/v1/mailboxes', { name: 'Sales', address: 'sales@northside.example', kind: 'listener' })
  const mail = {
    messageId: '<same@mail.example>',
    date: new Date('2026-11-26T08:00:00Z'),
    subject: 'Price',
    headers: [proven],
  }
  await send(mail)
  const before = await counts()
  await send(mail)
  await send({ ...mail, envelope: { from: 'ana@example.com', to: [HELP, 'sales@northside.example'] } })
  expect(await counts()).toEqual(before)
  expect(w.storage.keys().filter((name) => name.includes('/mail/'))).toHaveLength(before?.mails ?? -1)
  await send({ ...mail, text: 'Another text under the same Message-ID.' })
  expect((await counts())?.messages).toBe((before?.messages ?? 0) + 1)
})

test('the listener passes nothing on, and takes nothing for a mailbox that is out of use', async () => {
  for (const to of ['nobody@northside.example', 'ana@example.com', 'help@harbour.example'])
    await expect(send({ to }), to).rejects.toMatchObject({ responseCode: 550 })
  const box = await call('post', '/v1/mailboxes', { name: 'Old', address: 'old@northside.example', kind: 'listener' })
  await call('delete', `/v1/mailboxes/${box.id}`)
  await expect(send({ to: 'old@northside.example' })).rejects.toMatchObject({ responseCode: 550 })
})

test('an address is one mailbox’s in the whole installation', async () => {
  const taken = await w.api(
    'post',
    '/v1/mailboxes',
    { name: 'X', address: 'HELP@northside.example', kind: 'listener' },
    { as: w.orgs[1].owner },
  )
  expect([taken.status, taken.body.code]).toEqual([409, 'mailboxes/address_taken'])
})

test('automatic mail is filed and starts nothing; what claims to be ours is put aside', async () => {
  const requests = async () => (await w.owner.query('select count(*)::int as n from request')).rows[0].n
  const before = await requests()
  await send({ subject: 'Out of office', headers: { 'Auto-Submitted': 'auto-replied' } })
  await send({ subject: 'News', headers: { 'List-Id': '<news.example.com>', Precedence: 'list' } })
  const attachments = () => w.storage.keys().filter((name) => name.includes('/attachment/'))
  const stored = attachments()
  await send({ from: HELP, subject: 'To myself', attachments: [{ filename: 'a.txt', content: 'a' }] })
  expect(await requests()).toBe(before)
  expect(attachments(), 'of what is put aside no part is stored').toEqual(stored)
  const states = (await call('get', '/v1/received-mail')).items.slice(0, 3)
  expect(states.map(({ state, reason }: { state: string; reason: string }) => [state, reason])).toEqual([
    ['ignored', 'loop'],
    ['filed', null],
    ['filed', null],
  ])
})

test('a mail that cannot be kept is not acknowledged', async () => {
  const { put } = w.storage
  w.storage.put = () => Promise.reject(new Error('the disk is full'))
  await expect(send({ subject: 'Lost?' })).rejects.toMatchObject({ responseCode: 451 })
  w.storage.put = put
  await send({ subject: 'Lost?' })
  expect((await inbox()).some(({ subject }: { subject: string }) => subject === 'Lost?')).toBe(true)
})

test('raw mail is let go after thirty days; what it says stays', async () => {
  const forget = () => w.gate.run(forgetRawMail, systemActor(w.orgs[0].id, 'clock'), {})
  expect(await forget()).toEqual({ forgotten: 0 })
  const before = w.storage.keys().filter((name) => name.includes('/mail/')).length
  const messages = (await counts())?.messages
  w.clock.set('2026-12-27T09:00:00Z')
  const { forgotten } = await forget()
  await w.drainTasks()
  expect(forgotten).toBe(before)
  expect(w.storage.keys().filter((name) => name.includes('/mail/'))).toEqual([])
  const { rows } = await w.owner.query('select id from received_mail limit 1')
  const gone = await w.api('get', `/v1/received-mail/${rows[0].id}/raw`, undefined, { as: key })
  expect([gone.status, gone.body.code]).toEqual([404, 'mailboxes/mail_gone'])
  expect((await counts())?.messages).toBe(messages)
})
