import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openDatabase } from '#platform/db'
import { silentLog } from '#platform/log'
import { type ImapServer, startImapServer } from '#test/imap-server'
import { startSilentServer } from '#test/silent-server'
import { createWorld, type TestWorld } from '#test/world'
import { keepMails } from './keep-mail.ts'
import { watchMailboxes } from './watch-mailboxes.ts'

// The clock stands still; what is waited for is what a server does.

let w: TestWorld
let imap: ImapServer
let database: ReturnType<typeof openDatabase>
let turn = 0
const running: { stop(): Promise<void> }[] = []

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z', allowPrivateAddresses: true })
  database = openDatabase(w.database)
})
afterAll(() => Promise.all([database?.close(), w?.close()]))
beforeEach(async () => {
  imap = await startImapServer()
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()))
  await w.owner.query("update mailbox set enabled = false, leased_until = '1970-01-01'")
  await imap.close()
})

const call = async (method: string, path: string, body?: unknown) => {
  const answer = await w.api(method, path, body, { as: w.orgs[0].owner })
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}
const add = (over: object = {}) =>
  call('post', '/v1/mailboxes', {
    ...{ name: 'Help', address: `help${++turn}@northside.example`, kind: 'imap', host: '127.0.0.1', port: imap.port },
    ...{ security: 'none', username: 'help', password: 'secret', ...over },
  })
const watch = () => {
  const { gate, clock, storage } = w
  const watching = watchMailboxes({ gate, database, clock, storage, log: silentLog }, { lookMs: 50, renewMs: 50 })
  running.push(watching)
  return watching
}
const mail = (subject: string, text = 'It knocks.') =>
  `Message-ID: <${subject}@mail.example>\nFrom: Ana <ana@example.com>\nTo: help@northside.example\nSubject: ${subject}\nDate: Thu, 26 Nov 2026 09:00:00 +0000\n\n${text}\n`
const received = async (id: string) =>
  (await w.owner.query('select file, state from received_mail where mailbox_id = $1 order by id', [id])).rows
const subjects = async (id: string) => {
  const rows = await received(id)
  const raws = await Promise.all(rows.map(({ file }) => w.storage.get(file)))
  return raws.map((raw) => /Subject: (\S+)/.exec(raw.toString())?.[1])
}
const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000, interval: 30 })
const stateIs = (id: string, state: string, failure: string | null = null) =>
  eventually(async () => expect(await call('get', `/v1/mailboxes/${id}`)).toMatchObject({ state, failure }))

test('fetches what comes, as it comes, each once, and changes nothing on the server', async () => {
  imap.deliver(mail('before'))
  const { id } = await add()
  watch()
  await stateIs(id, 'watching')
  imap.deliver(mail('one'))
  imap.deliver(mail('two'))
  await eventually(async () => expect(await subjects(id)).toEqual(['one', 'two']))
  imap.deliver(mail('three'))
  await eventually(async () => expect(await subjects(id)).toEqual(['one', 'two', 'three']))
  expect(imap.seen.writes).toEqual([])
  expect(imap.seen.signIns).toBe(1)
})

test('cut off in the middle of a mail it is fetched again, whole', async () => {
  const { id } = await add()
  watch()
  await stateIs(id, 'watching')
  imap.cutNext()
  imap.deliver(mail('long', 'x'.repeat(200_000)))
  await eventually(async () => expect(await subjects(id)).toEqual(['long']))
  const [row] = await received(id)
  expect((await w.storage.get(row.file)).length).toBeGreaterThan(200_000)
  expect(imap.seen.signIns).toBe(2)
})

test('goes on where it stopped', async () => {
  const { id } = await add()
  const first = watch()
  await stateIs(id, 'watching')
  imap.deliver(mail('first'))
  await eventually(async () => expect(await subjects(id)).toEqual(['first']))
  await first.stop()
  imap.deliver(mail('meanwhile'))
  const fetched = imap.seen.mails
  watch()
  await eventually(async () => expect(await subjects(id)).toEqual(['first', 'meanwhile']))
  expect(imap.seen.mails).toBe(fetched + 1)
})

test('a folder that was made anew is looked through again, and nothing is kept twice', async () => {
  const { id } = await add()
  watch()
  await stateIs(id, 'watching')
  imap.deliver(mail('a'))
  imap.deliver(mail('b'))
  await eventually(async () => expect(await subjects(id)).toEqual(['a', 'b']))
  const fetched = imap.seen.mails
  imap.renumber()
  imap.deliver(mail('c'))
  await eventually(async () => expect(await subjects(id)).toEqual(['a', 'b', 'c']))
  expect(imap.seen.mails).toBeGreaterThan(fetched + 1)
})

test('a server without IDLE, that does not say which number comes next', async () => {
  await imap.close()
  imap = await startImapServer({ idles: false, foretells: false })
  imap.deliver(mail('before'))
  const { id } = await add()
  const first = watch()
  await stateIs(id, 'watching')
  await first.stop()
  imap.deliver(mail('since'))
  watch()
  await eventually(async () => expect(await subjects(id)).toEqual(['since']))
})

const FORTY_MEGABYTES = 40 * 1024 * 1024
test.each([
  ['says how large it is', undefined],
  ['says that it is small', 10],
])('of a mail that is too large the beginning is kept, when the server %s', async (_, claimed) => {
  const { id } = await add()
  watch()
  await stateIs(id, 'watching')
  if (claimed !== undefined) imap.claimSize(claimed)
  imap.deliver(mail(`huge-${claimed}`, 'x'.repeat(FORTY_MEGABYTES)))
  await eventually(async () => expect(await received(id)).toMatchObject([{ state: 'ignored' }]))
  const [{ file }] = await received(id)
  expect((await w.storage.get(file)).length).toBe(64 * 1024)
  const { items } = await call('get', `/v1/received-mail?mailboxId=${id}`)
  expect(items).toMatchObject([{ state: 'ignored', reason: 'too_large' }])
  imap.deliver(mail(`next-${claimed}`))
  await eventually(async () => expect(await subjects(id)).toEqual([`huge-${claimed}`, `next-${claimed}`]))
})

test('a storage that is full for a while loses nothing, and is no fault of the mailbox', async () => {
  const { id } = await add()
  watch()
  await stateIs(id, 'watching')
  const { put } = w.storage
  let refused = 0
  w.storage.put = () => {
    refused++
    return Promise.reject(new Error('the disk is full'))
  }
  try {
    imap.deliver(mail('patient'))
    await eventually(() => expect(refused).toBeGreaterThan(1))
    expect(await call('get', `/v1/mailboxes/${id}`)).toMatchObject({ state: 'watching', failure: null })
  } finally {
    w.storage.put = put
  }
  await eventually(async () => expect(await subjects(id)).toEqual(['patient']))
})

test('a mail that could not be written down leaves no file behind', async () => {
  const { id } = await add({ kind: 'listener' })
  const files = () => w.storage.keys().length
  const before = files()
  const raw = Buffer.from(mail('unwritten'))
  const gate = { run: () => Promise.reject(new Error('no')) }
  const keep = keepMails({ gate, storage: w.storage, clock: w.clock }, [{ orgId: w.orgs[0].id, mailboxId: id, raw }])
  await expect(keep).rejects.toThrow('no')
  expect(files()).toBe(before)
})

test('where fetching stood in another folder says nothing of this one', async () => {
  const { id, version } = await add()
  const keep = (subject: string, uid: number) =>
    keepMails({ gate: w.gate, storage: w.storage, clock: w.clock }, [
      {
        ...{ orgId: w.orgs[0].id, mailboxId: id, raw: Buffer.from(mail(subject)) },
        position: { validity: 7, uid, version },
      },
    ])
  const at = async () => (await w.owner.query('select uid_validity, last_uid from mailbox where id = $1', [id])).rows[0]
  await keep('in-the-inbox', 5)
  expect(await at()).toEqual({ uid_validity: '7', last_uid: '5' })
  await call('patch', `/v1/mailboxes/${id}`, { folder: 'Support' })
  // Whoever watched the folder before has not heard of it yet.
  await keep('in-the-inbox-too', 6)
  expect(await at()).toEqual({ uid_validity: null, last_uid: '0' })
  expect(await received(id)).toHaveLength(2)
})

test('it stops while a server keeps it waiting', async () => {
  const silent = await startSilentServer()
  try {
    await add({ port: silent.port })
    const watching = watch()
    await eventually(() => expect(silent.waiting()).toBe(1))
    await watching.stop()
    // The server hears of it a moment later.
    await eventually(() => expect(silent.waiting()).toBe(0))
  } finally {
    silent.close()
  }
})

test('one process watches; when it dies without a word another takes over', async () => {
  const { id } = await add()
  const first = watch()
  await stateIs(id, 'watching')
  watch()
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(imap.seen.signIns, 'one connection').toBe(1)
  // As after a kill: the lease stands until it runs out.
  await w.owner.query("update mailbox set leased_by = 'gone', leased_until = $2 where id = $1", [
    id,
    w.clock.now().add({ seconds: 60 }).toString(),
  ])
  await first.stop()
  imap.deliver(mail('orphan'))
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(await subjects(id)).toEqual([])
  w.clock.set(w.clock.now().add({ seconds: 61 }).toString())
  await eventually(async () => expect(await subjects(id)).toEqual(['orphan']))
})

test('says what is wrong, and is well again when it is mended', async () => {
  const { id } = await add({ password: 'wrong' })
  watch()
  await stateIs(id, 'failing', 'login_refused')
  expect(await call('post', `/v1/mailboxes/${id}/check`)).toMatchObject({ ok: false, failure: 'login_refused' })
  await call('patch', `/v1/mailboxes/${id}`, { password: 'secret' })
  expect(await call('post', `/v1/mailboxes/${id}/check`)).toMatchObject({ ok: true, mails: 0 })
  await stateIs(id, 'watching')
  await call('patch', `/v1/mailboxes/${id}`, { folder: 'Nowhere' })
  await stateIs(id, 'failing', 'folder_missing')
  const closed = await add({ port: 1 })
  expect(await call('post', `/v1/mailboxes/${closed.id}/check`)).toMatchObject({ failure: 'unreachable' })
})

test('what is turned off or out of use is let go within a moment', async () => {
  const { id } = await add()
  watch()
  await stateIs(id, 'watching')
  await call('patch', `/v1/mailboxes/${id}`, { enabled: false })
  await new Promise((resolve) => setTimeout(resolve, 300))
  imap.deliver(mail('late'))
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(await subjects(id)).toEqual([])
})

test('a private server is refused where that is not allowed, and a password goes to no other server', async () => {
  const { id } = await add()
  const moved = await w.api('patch', `/v1/mailboxes/${id}`, { host: 'evil.example' }, { as: w.orgs[0].owner })
  expect([moved.status, moved.body.code]).toEqual([400, 'mailboxes/needs_server'])
  expect(JSON.stringify(await call('get', `/v1/mailboxes/${id}`))).not.toContain('secret')
  const { rows } = await w.owner.query('select password from mailbox where id = $1', [id])
  expect(rows[0].password.toString('latin1')).not.toContain('secret')
  const closed = await createWorld({ start: '2026-11-26T09:00:00Z' })
  try {
    const input = { name: 'X', address: 'x@northside.example', kind: 'imap', username: 'u', password: 'p' }
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '10.0.0.1', '169.254.169.254']) {
      const refused = await closed.api('post', '/v1/mailboxes', { ...input, host }, { as: closed.orgs[0].owner })
      expect([refused.status, refused.body.code], host).toEqual([400, 'mailboxes/private_server'])
    }
    const clear = { ...input, host: 'imap.example.com', security: 'none' }
    const refused = await closed.api('post', '/v1/mailboxes', clear, { as: closed.orgs[0].owner })
    expect([refused.status, refused.body.code]).toEqual([400, 'mailboxes/not_encrypted'])
  } finally {
    await closed.close()
  }
})
