import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { silentLog } from '#platform/log'
import { createWorld, type TestWorld } from '#test/world'
import { startMailListener } from './mail-listener.ts'

let w: TestWorld
let listener: Awaited<ReturnType<typeof startMailListener>>
let turn = 0
let address: string
let boxId: string

const listen = () => {
  const { gate, clock, storage } = w
  return startMailListener({ gate, clock, storage, log: silentLog, host: '127.0.0.1', port: 0 })
}
beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z', allowPrivateAddresses: true })
  listener = await listen()
})
afterAll(async () => {
  await listener?.stop()
  await w?.close()
})
beforeEach(async () => {
  address = `help${++turn}@northside.example`
  boxId = (await call('post', '/v1/mailboxes', { name: 'Help', address, kind: 'listener' })).id
})

const call = async (method: string, path: string, body?: unknown, org = w.orgs[0]) => {
  const answer = await w.api(method, path, body, { as: org.owner })
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}
const send = async (mail: object) => {
  const transport = createTransport({ host: '127.0.0.1', port: listener.port, secure: false, ignoreTLS: true })
  try {
    return await transport.sendMail({ from: 'ana@example.com', to: address, subject: 'Boiler', text: 'Hi.', ...mail })
  } finally {
    transport.close()
  }
}
const received = async () =>
  (await w.owner.query('select org_id, mailbox_id, mail_from, mail_to, state from received_mail order by id')).rows

test('takes mail for a mailbox, and for what is added to its name behind a plus', async () => {
  const odd = `odd+place${turn}@northside.example`
  await call('post', '/v1/mailboxes', { name: 'Odd', address: odd, kind: 'listener' })
  for (const to of [
    address.replace('help', 'HELP'),
    address.replace('@', '+anything.else@'),
    odd,
    odd.replace('@', '+anything@'),
  ]) {
    const before = (await received()).length
    expect((await send({ to })).accepted, to).toEqual([to])
    expect((await received()).slice(before), to).toMatchObject([{ mail_from: 'ana@example.com', mail_to: to }])
  }
})

test.each([
  ['that is turned off', () => call('patch', `/v1/mailboxes/${boxId}`, { enabled: false })],
  ['that is out of use', () => call('delete', `/v1/mailboxes/${boxId}`)],
])('takes nothing for a mailbox %s', async (_, end) => {
  await end()
  await expect(send({})).rejects.toMatchObject({ responseCode: 550 })
})

test('takes nothing for a mailbox whose mail is fetched, and for nobody', async () => {
  await call('post', '/v1/mailboxes', {
    ...{ name: 'Fetched', address: `fetched${turn}@northside.example`, kind: 'imap', host: '127.0.0.1', port: 1 },
    ...{ security: 'none', username: 'help', password: 'secret' },
  })
  for (const to of [`fetched${turn}@northside.example`, 'nobody@northside.example', 'ana@example.com'])
    await expect(send({ to }), to).rejects.toMatchObject({ responseCode: 550 })
})

test('what was agreed to and cannot be kept any more is not acknowledged', async () => {
  const before = (await received()).length
  const other = `other${turn}@northside.example`
  await call('post', '/v1/mailboxes', { name: 'Other', address: other, kind: 'listener' })
  const transport = createTransport({ host: '127.0.0.1', port: listener.port, secure: false, ignoreTLS: true })
  let agreed = false
  // Between the recipients and the end of the text the mailbox goes out of use.
  async function* text() {
    while (!agreed) await new Promise((resolve) => setTimeout(resolve, 10))
    await call('delete', `/v1/mailboxes/${boxId}`)
    yield 'Subject: Late\r\n\r\nHi.\r\n'
  }
  setTimeout(() => {
    agreed = true
  }, 200)
  const sent = transport.sendMail({
    envelope: { from: 'ana@example.com', to: [other, address] },
    raw: Readable.from(text()),
  })
  await expect(sent).rejects.toMatchObject({ responseCode: 451 })
  transport.close()
  expect(await received()).toHaveLength(before)
})

test('whoever hangs up in the middle has said nothing', async () => {
  const before = (await received()).length
  const socket = connect(listener.port, '127.0.0.1')
  const lines: string[] = []
  socket.on('data', (data) => lines.push(data.toString()))
  const said = (text: RegExp) => vi.waitFor(() => expect(lines.join('')).toMatch(text), { timeout: 5_000 })
  await said(/^220/)
  socket.write('EHLO mx.example\r\n')
  await said(/250[ -]SIZE|250 /)
  socket.write(`MAIL FROM:<ana@example.com>\r\nRCPT TO:<${address}>\r\nDATA\r\n`)
  await said(/354/)
  await new Promise((resolve) => socket.write('Subject: Half\r\n\r\nI wanted to', resolve))
  socket.destroy()
  await send({ subject: 'Whole' })
  expect((await received()).length).toBe(before + 1)
})

test('a mail for two organizations is kept by each', async () => {
  const theirs = `help${turn}@harbour.example`
  await call('post', '/v1/mailboxes', { name: 'Help', address: theirs, kind: 'listener' }, w.orgs[1])
  const before = (await received()).length
  await send({ to: [address, theirs] })
  expect(new Set((await received()).slice(before).map(({ org_id }) => org_id))).toEqual(
    new Set([w.orgs[0].id, w.orgs[1].id]),
  )
})

test('a mail that is too large is refused', async () => {
  const before = w.storage.keys().length
  await expect(send({ text: 'x'.repeat(41 * 1024 * 1024) })).rejects.toMatchObject({ responseCode: 552 })
  expect(w.storage.keys().length).toBe(before)
})

test('it stops although somebody stays connected', async () => {
  const own = await listen()
  const socket = connect(own.port, '127.0.0.1')
  await new Promise((resolve) => socket.once('data', resolve))
  await own.stop()
  socket.destroy()
  await expect(
    new Promise((resolve, reject) => connect(own.port, '127.0.0.1').once('connect', resolve).once('error', reject)),
  ).rejects.toThrow('ECONNREFUSED')
})
