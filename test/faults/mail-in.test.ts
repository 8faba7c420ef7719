import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createApiKey, init } from '#modules/accounts'
import { startMailListener } from '#modules/mailboxes'
import { systemClock } from '#platform/clock'
import { silentLog } from '#platform/log'
import { migrate } from '#platform/migrate'
import { folderStorage } from '#platform/storage-folder'
import { type FragilePostgres, fragilePostgres } from '#test/fragile-postgres'
import { type ImapServer, startImapServer } from '#test/imap-server'
import { followUps } from '../../src/follow-ups.ts'
import { createWeb } from '../../src/web.ts'
import { buildWorld, type World } from '../../src/world.ts'

// Mail that comes in while the database goes down and comes back, and while the disk is full.

const SECRET = 'the secret of a database that goes down'
const folder = mkdtempSync(join(tmpdir(), 'kept-files-'))
const storage = folderStorage(folder)
let postgres: FragilePostgres
let world: World
let working: { stop(): Promise<void> }
let listener: Awaited<ReturnType<typeof startMailListener>>
let imap: ImapServer
let key: string
let orgId: string

beforeAll(async () => {
  postgres = await fragilePostgres()
  imap = await startImapServer()
  const { appUrl, systemUrl } = await migrate(postgres.adminUrl, { secret: SECRET })
  world = buildWorld({
    ...{ appUrl, systemUrl, secret: SECRET, version: '0.0.0', url: () => 'http://localhost:3000' },
    ...{ storage, smtpUrl: undefined, log: silentLog, connections: 6, allowPrivateAddresses: true },
  })
  working = await world.work(postgres.adminUrl)
  const { gate } = world
  listener = await startMailListener({ gate, clock: systemClock, storage, log: silentLog, host: '127.0.0.1', port: 0 })
  const business = { name: 'Shop', country: 'GB', timeZone: 'Europe/London', ownerEmail: 'owner@shop.example' }
  orgId = (await init(gate, followUps, business)).organizationId
  key = await createApiKey(gate, { org: orgId, role: 'owner', name: 'test' })
  await call('post', '/v1/mailboxes', { name: 'Orders', address: 'orders@shop.example', kind: 'listener' })
  const { id } = await call('post', '/v1/mailboxes', {
    ...{ name: 'Help', address: 'help@shop.example', kind: 'imap', host: '127.0.0.1', port: imap.port },
    ...{ security: 'none', username: 'help', password: 'secret' },
  })
  await eventually(async () => expect((await call('get', `/v1/mailboxes/${id}`)).state).toBe('watching'))
}, 120_000)
afterAll(async () => {
  await listener?.stop()
  await working?.stop()
  await world?.close()
  await Promise.all([postgres?.close(), imap?.close()])
  rmSync(folder, { recursive: true, force: true })
})

const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 150_000, interval: 100 })
async function call(method: string, path: string, body?: unknown) {
  const answer = await createWeb(world).request(`http://localhost:3000${path}`, {
    method: method.toUpperCase(),
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: tests read deeply into answers of many shapes.
  const found = (await answer.json()) as any
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(found)}`)
  return found
}

/** Hands a mail over as a mail server does: what is put off is tried again. Gives the replies that put it off, as they come. */
async function handOver(subject: string, replies: string[] = []): Promise<string[]> {
  const transport = createTransport({ host: '127.0.0.1', port: listener.port, secure: false, ignoreTLS: true })
  const mail = {
    ...{ from: 'ana@example.com', to: 'orders@shop.example', subject, text: 'It knocks.' },
    ...{ messageId: `<${subject}@mail.example>`, date: new Date('2026-11-26T09:00:00Z') },
    attachments: [{ filename: 'a.txt', content: subject }],
  }
  for (;;) {
    try {
      await transport.sendMail(mail)
      transport.close()
      return replies
    } catch (error) {
      const { responseCode, response } = error as { responseCode?: number; response?: string }
      replies.push(`${responseCode} ${response ?? ''}`)
      if (replies.length > 2000) throw error
      await sleep(100)
    }
  }
}
const subjectsIn = async (): Promise<string[]> =>
  (await call('get', '/v1/conversations?show=all&limit=200')).items.map(({ subject }: { subject: string }) => subject)
const rawMails = (): number => readdirSync(join(folder, orgId, 'mail')).length
const parts = (): number => readdirSync(join(folder, orgId, 'attachment')).length

test.each(['stop', 'crash'] as const)(
  'a database that goes down (%s) while mail comes in: put off with 451, and each mail is one conversation afterwards',
  async (how) => {
    const handed: string[] = []
    const fetched: string[] = []
    const replies: string[] = []
    let done = false
    const senders = Array.from({ length: 4 }, async (_, sender) => {
      for (let n = 0; !done; n++) {
        const subject = `${how}-${sender}-${n}`
        await handOver(subject, replies)
        handed.push(subject)
        await sleep(150)
      }
    })
    const posting = (async () => {
      for (let n = 0; !done; n++) {
        const subject = `${how}-imap-${n}`
        imap.deliver(`Message-ID: <${subject}@mail.example>\nFrom: bo@example.com\nSubject: ${subject}\n\nHello.\n`)
        fetched.push(subject)
        await sleep(150)
      }
    })()
    await eventually(() => expect(handed.length).toBeGreaterThan(8))
    await postgres.down(how)
    await eventually(() => expect(replies.length).toBeGreaterThan(3))
    await postgres.up()
    const before = handed.length
    await eventually(() => expect(handed.length).toBeGreaterThan(before + 4))
    done = true
    await Promise.all([...senders, posting])
    expect(replies.every((reply) => reply.startsWith('451 '))).toBe(true)
    const sent = [...handed, ...fetched].sort()
    await eventually(async () => {
      const found = (await subjectsIn()).filter((subject) => subject.startsWith(how))
      expect(found.sort()).toEqual(sent)
    })
  },
  300_000,
)

test('a full disk puts a mail off with 451 and leaves nothing behind; room again, it is taken', async () => {
  const { put } = storage
  const [raw, stored] = [rawMails(), parts()]
  storage.put = () => Promise.reject(Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' }))
  const handing = handOver('full')
  await sleep(300)
  storage.put = put
  const replies = await handing
  expect(replies.length).toBeGreaterThan(0)
  for (const reply of replies) expect(reply).toMatch(/^451 451 4\.3\.0 /)
  await eventually(async () => expect(await subjectsIn()).toContain('full'))
  await eventually(() => expect([rawMails() - raw, parts() - stored]).toEqual([1, 1]))
}, 180_000)

test('a disk that is full when a mail is filed: it waits as it came, and is filed once when there is room', async () => {
  const { put } = storage
  let refused = 0
  storage.put = async (file, bytes) => {
    if (!file.includes('/attachment/')) return put(file, bytes)
    refused++
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
  }
  expect(await handOver('half full')).toEqual([])
  await eventually(() => expect(refused).toBeGreaterThan(0))
  expect(await subjectsIn()).not.toContain('half full')
  storage.put = put
  await eventually(async () =>
    expect((await subjectsIn()).filter((subject) => subject === 'half full')).toEqual(['half full']),
  )
}, 180_000)
