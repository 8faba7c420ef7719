import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readEvidence } from '#modules/promises'
import { systemActor } from '#platform/operation'
import { runScript } from '#test/script'
import { createWorld, type TestWorld } from '#test/world'
import { backup } from './backup.ts'
import { prepareQueue } from './queue.ts'
import { restore } from './restore.ts'
import { secretFingerprint } from './tokens.ts'

let w: TestWorld
let folder: string
let file: string
let about: string

beforeAll(async () => {
  w = await createWorld()
  folder = await mkdtemp(join(tmpdir(), 'kept-backup-'))
  const request = await w.api(
    'post',
    '/v1/requests',
    { kind: 'job', subject: 'Łódź\t"quoted"\\N\nline' },
    { as: w.orgs[0].owner },
  )
  about = `request:${request.body.id}`
  const customer = await w.api(
    'post',
    '/v1/customers',
    { name: 'Ana', contacts: [{ name: 'Ana', email: 'ana@example.com' }] },
    { as: w.orgs[0].owner },
  )
  await w.api(
    'post',
    '/v1/promises',
    { kind: 'completion', wording: 'Done.', dueAt: '2026-12-24T10:00:00Z', about, customerId: customer.body.id },
    { as: w.orgs[0].owner },
  )
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await w?.close()
})
beforeEach(() => {
  file = join(folder, `${crypto.randomUUID()}.kept`)
})

const save = (signal?: AbortSignal) =>
  backup({ adminUrl: w.database.adminUrl, file, version: '0', ...(signal ? { signal } : {}) })
const load = (over: Partial<Parameters<typeof restore>[0]> = {}) =>
  restore({
    adminUrl: w.database.adminUrl,
    file,
    force: true,
    secretFingerprint: secretFingerprint(w.database.secret),
    ...over,
  })

/** A hash of every table, as the owner sees it; what belongs to the installation itself is in no backup. */
async function contents(): Promise<Record<string, string>> {
  const tables = await w.owner.query<{ relname: string }>(
    "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'instance' order by 1",
  )
  const hashes: Record<string, string> = {}
  for (const { relname } of tables.rows)
    hashes[relname] = (
      await w.owner.query(
        `select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as h from "${relname}" t`,
      )
    ).rows[0].h
  return hashes
}

test('everything is back as it was, and the product goes on', async () => {
  const before = await contents()
  const { rows } = await save()
  expect(rows.request).toBe(1)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  await w.api('post', '/v1/requests', { kind: 'job', subject: 'Made since' }, { as: w.orgs[0].owner })
  expect(await contents()).not.toEqual(before)
  await load()
  expect(await contents()).toEqual(before)
  expect(await w.gate.run(readEvidence, systemActor(w.orgs[0].id, 'test'), { about })).toMatchObject({ verified: true })
  const forced = await w.owner.query(
    "select count(*)::int n from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity and not relforcerowsecurity",
  )
  expect(forced.rows[0].n).toBe(0)
  expect(
    (await w.api('post', '/v1/requests', { kind: 'job', subject: 'Goes on' }, { as: w.orgs[0].owner })).status,
  ).toBe(201)
})

test.each([
  ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 40)],
  [
    'altered',
    (bytes: Buffer) => Buffer.from(bytes.map((byte, i) => (i === Math.floor(bytes.length / 2) ? byte ^ 1 : byte))),
  ],
  ['something else', () => Buffer.from('not a backup at all')],
])('a file that is %s is refused, and nothing is touched', async (_, spoil) => {
  await save()
  writeFileSync(file, spoil(readFileSync(file)))
  const before = await contents()
  await expect(load()).rejects.toThrow(/not whole/)
  expect(await contents()).toEqual(before)
})

test('another secret, or data that is there, is refused with what to do', async () => {
  await save()
  const before = await contents()
  await expect(load({ secretFingerprint: 'another' })).rejects.toThrow(/another secret/)
  await expect(load({ force: false })).rejects.toThrow(/--force/)
  expect(await contents()).toEqual(before)
})

test('stopped, it leaves no file and changes nothing', async () => {
  const stop = new AbortController()
  stop.abort(new Error('Stopped.'))
  await expect(save(stop.signal)).rejects.toThrow()
  expect(() => statSync(file)).toThrow()
  expect(() => statSync(`${file}.part`)).toThrow()
  await save()
  const before = await contents()
  await expect(load({ signal: AbortSignal.abort(new Error('Stopped.')) })).rejects.toThrow('Stopped.')
  expect(await contents()).toEqual(before)
})

test('killed in the middle, a restore has changed nothing', async () => {
  await save()
  await w.api('post', '/v1/requests', { kind: 'job', subject: 'Made since' }, { as: w.orgs[0].owner })
  const before = await contents()
  const options = JSON.stringify({
    ...{ adminUrl: w.database.adminUrl, file, force: true },
    secretFingerprint: secretFingerprint(w.database.secret),
  })
  const script = runScript(`
    import { restore } from '#platform/restore'
    import { writeSync } from 'node:fs'
    const onProgress = (done) => {
      if (done < 20) return
      writeSync(1, JSON.stringify({ done }) + '\\n')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    }
    await restore({ ...${options}, onProgress })
  `)
  expect(await script.next()).toEqual({ done: 20 })
  script.child.kill('SIGKILL')
  await script.ended()
  expect(await contents()).toEqual(before)
  expect((await w.api('get', '/v1/requests', undefined, { as: w.orgs[0].owner })).status).toBe(200)
})

test('what a worker had not done yet is done after a restore; jobs of the data that is gone are not', async () => {
  await prepareQueue(w.database.adminUrl)
  const job = (id: string, task: string, state: string) =>
    w.owner.query('insert into pgboss.job (id, name, data, state) values ($1, $2, $3, $4::pgboss.job_state)', [
      ...[id, 'kept-quick', { orgId: w.orgs[0].id, task, data: { n: 1 } }],
      state,
    ])
  const waiting = '01938c1e-7a00-7000-8000-0000000000d1'
  await job(waiting, 'conversations.send_message', 'retry')
  await job('01938c1e-7a00-7000-8000-0000000000d2', 'conversations.send_message', 'completed')
  await save()
  await w.owner.query("update pgboss.job set state = 'completed' where id = $1", [waiting])
  await job('01938c1e-7a00-7000-8000-0000000000d3', 'conversations.send_message', 'created')
  await load()
  const { rows } = await w.owner.query("select id, task, data from outbox where id::text like '%0000000000d%'")
  expect(rows).toEqual([{ id: waiting, task: 'conversations.send_message', data: { n: 1 } }])
  expect((await w.owner.query('select 1 from pgboss.job')).rowCount).toBe(0)
})
