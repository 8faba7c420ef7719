import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createApiKey, init } from '#modules/accounts'
import { silentLog } from '#platform/log'
import { folderStorage } from '#platform/storage-folder'
import { type TestDatabase, testDatabase } from '#test/database'
import { type ImapServer, startImapServer } from '#test/imap-server'
import { killProducts, type ProductProcess, startProduct } from '#test/product-process'
import { type SlowMail, startSlowMail } from '#test/slow-mail'
import { followUps } from '../../src/follow-ups.ts'
import { buildWorld } from '../../src/world.ts'

// Workers as they run in production, over one database and one folder of files, killed in the middle of a mail.

let database: TestDatabase
let imap: ImapServer
let smtp: SlowMail
let web: ProductProcess
let key: string
let box: string
let names = 0
const files = mkdtempSync(join(tmpdir(), 'kept-files-'))

beforeAll(async () => {
  database = await testDatabase()
  imap = await startImapServer()
  smtp = await startSlowMail()
  const { appUrl, systemUrl, secret } = database
  const world = buildWorld({
    ...{ appUrl, systemUrl, secret, version: '0.0.0', url: () => 'http://localhost', smtpUrl: undefined },
    ...{ log: silentLog, connections: 2, storage: folderStorage(files) },
  })
  const business = { name: 'Shop', country: 'GB', timeZone: 'Europe/London', ownerEmail: 'owner@shop.example' }
  const { organizationId: org } = await init(world.gate, followUps, business)
  key = await createApiKey(world.gate, { org, role: 'owner', name: 'test' })
  await world.close()
  web = await startProduct('web', database, env('web'))
  box = (
    await call('post', '/v1/mailboxes', {
      ...{ name: 'Help', address: 'help@shop.example', kind: 'imap', host: '127.0.0.1', port: imap.port },
      ...{ security: 'none', username: 'help', password: 'secret' },
    })
  ).id
}, 120_000)
afterAll(async () => {
  await killProducts()
  await Promise.all([database?.close(), imap?.close(), smtp?.close()])
  rmSync(files, { recursive: true, force: true })
})

/** The name is on its database connections. */
const env = (name: string) => ({
  ...{ PGAPPNAME: name, KEPT_FILES: files, KEPT_ALLOW_PRIVATE_ADDRESSES: '1', SMTP_URL: smtp.url },
})
async function startWorker() {
  const name = `mail worker ${++names}`
  return { name, ...(await startProduct('worker', database, env(name))) }
}
async function call(method: string, path: string, body?: unknown) {
  const answer = await fetch(`${web.url}${path}`, {
    method: method.toUpperCase(),
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: tests read deeply into answers of many shapes.
  const found = (await answer.json()) as any
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(found)}`)
  return found
}
const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 60_000, interval: 50 })
const mail = (subject: string, text = 'It knocks.') =>
  [
    ...[`Message-ID: <${subject}@mail.example>`, 'From: Ana <ana@example.com>', 'To: help@shop.example'],
    ...[`Subject: ${subject}`, 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=x', ''],
    ...['--x', 'Content-Type: text/plain', '', text, '--x', 'Content-Type: application/pdf; name=a.pdf', '', subject],
    ...['--x--', ''],
  ].join('\n')
const subjectsOf = async (sql: string): Promise<string[]> =>
  (await database.owner.query<{ subject: string }>(sql)).rows.map(({ subject }) => subject)
/** Every mail is one received mail, one message with its attachment, and one event. */
async function eachIsOne(subjects: readonly string[]): Promise<void> {
  const sorted = [...subjects].sort()
  await eventually(async () => {
    const states = await subjectsOf('select distinct state as subject from received_mail')
    expect([states, await subjectsOf("select subject from message where direction = 'in' order by 1")]).toEqual([
      ['filed'],
      sorted,
    ])
  })
  const number = async (of: string): Promise<number> =>
    Number((await database.owner.query<{ n: string }>(`select count(*) as n from ${of}`)).rows[0]?.n)
  expect(await number('received_mail')).toBe(subjects.length)
  expect(await number('attachment')).toBe(subjects.length)
  expect(await number("event where type in ('conversation.started', 'conversation.received')")).toBe(subjects.length)
  await eventually(async () => expect(await number('request'), 'each began something').toBe(subjects.length))
  expect(await number('failed_task')).toBe(0)
}
/** Who waits for a lock, by the name on its connections. */
async function whoWaits(): Promise<string | undefined> {
  const { rows } = await database.owner.query<{ name: string }>(
    `select application_name as name from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock' and application_name like 'mail worker %'`,
  )
  return rows[0]?.name
}

test('a worker killed while it fetches a mail, a connection cut in one, a worker killed while it files one: each is one', async () => {
  const workers = [await startWorker()]
  await eventually(async () => expect((await call('get', `/v1/mailboxes/${box}`)).state).toBe('watching'))
  workers.push(await startWorker())
  imap.deliver(mail('before'))
  await eachIsOne(['before'])

  const middle = imap.stallNext()
  for (const subject of ['halved', 'after']) imap.deliver(mail(subject, 'x'.repeat(100_000)))
  await middle
  await workers.shift()?.kill()
  // The minute for which the dead one has the mailbox is over.
  await database.owner.query("update mailbox set leased_until = '1970-01-01'")
  imap.cutNext()
  await eachIsOne(['before', 'halved', 'after'])

  workers.push(await startWorker())
  const holder = await database.owner.connect()
  try {
    await holder.query('begin')
    await holder.query('lock table attachment in share row exclusive mode')
    for (const subject of ['locked', 'locked too']) imap.deliver(mail(subject))
    let victim: string | undefined
    await eventually(async () => {
      victim = await whoWaits()
      expect(victim).toBeDefined()
    })
    await workers.find(({ name }) => name === victim)?.kill()
    workers.splice(
      workers.findIndex(({ name }) => name === victim),
      1,
    )
  } finally {
    await holder.query('rollback')
    holder.release()
  }
  await database.owner.query("update mailbox set leased_until = '1970-01-01'")
  await eachIsOne(['before', 'halved', 'after', 'locked', 'locked too'])
  for (const worker of workers) await worker.stop()
}, 150_000)

test('a worker killed when the mail server has taken an answer, before that is written down: sent again as the same, recorded once', async () => {
  const workers = [await startWorker(), await startWorker()]
  const [{ id }] = (await call('get', '/v1/conversations?show=all')).items
  const answer = await call('post', `/v1/conversations/${id}/messages`, { text: 'We come tomorrow.' })
  await database.owner.query('update conversation set verified = true where id = $1', [id])
  const holder = await database.owner.connect()
  try {
    await holder.query('begin')
    await holder.query('select from message where id = $1 for update', [answer.id])
    let victim: string | undefined
    await eventually(async () => {
      expect(smtp.mails).toHaveLength(1)
      victim = await whoWaits()
      expect(victim, 'it was taken, and is to be recorded').toBeDefined()
    })
    await workers.find(({ name }) => name === victim)?.kill()
  } finally {
    await holder.query('rollback')
    holder.release()
  }
  const state = async () =>
    (await database.owner.query('select state, attempts from message where id = $1', [answer.id])).rows[0]
  await eventually(async () => expect(await state()).toEqual({ state: 'sent', attempts: 1 }))
  expect(smtp.mails.length, 'the one that died was not believed').toBeGreaterThan(1)
  expect(new Set(smtp.mails.map((sent) => sent.id)).size, 'under one Message-ID').toBe(1)
  const { rows } = await database.owner.query("select 1 from event where type = 'message.sent' and subject = $1", [
    `message:${answer.id}`,
  ])
  expect(rows).toHaveLength(1)
}, 120_000)
