import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#test/database'
import { memoryStorage } from '#test/memory-storage'
import { startS3Server } from '#test/s3-server'
import { backup } from './backup.ts'
import { examine } from './doctor.ts'
import { folderStorage } from './storage-folder.ts'
import { s3Storage } from './storage-s3.ts'
import { secretFingerprint } from './tokens.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database?.close())

const findings = (over: Partial<Parameters<typeof examine>[0]> = {}) =>
  examine({
    adminUrl: database.adminUrl,
    appUrl: database.appUrl,
    dataDir: tmpdir(),
    smtpUrl: undefined,
    secretFingerprint: secretFingerprint(database.secret),
    files: { storage: memoryStorage(), name: 'memory' },
    ...over,
  })
const look = async (over: Partial<Parameters<typeof examine>[0]> = {}) => {
  return Object.fromEntries((await findings(over)).map(({ what, state }) => [what, state]))
}

test('a healthy installation', async () => {
  expect(await look()).toMatchObject({
    PostgreSQL: 'ok',
    migrations: 'ok',
    secret: 'ok',
    isolation: 'ok',
    clock: 'ok',
    'time zones': 'ok',
    'time-zone data': 'ok',
    tasks: 'ok',
    files: 'ok',
    mail: 'warn',
  })
})

test('says with which time-zone data it runs, and whether promises wait for a look', async () => {
  const org = '01938c1e-7a00-7000-8000-000000000001'
  const finding = async () => (await findings()).find(({ what }) => what === 'time-zone data')
  expect((await finding())?.says).toContain(process.versions.tz)
  await database.owner.query(
    "insert into organization (id, name, country, time_zone, language, created_at) values ($1, 'Ours', 'PL', 'Europe/Warsaw', 'en', now())",
    [org],
  )
  expect(await finding()).toMatchObject({ state: 'warn', says: expect.stringContaining('1 organizations') })
  await database.owner.query("insert into clock_state (org_id, tz_revision, checked_at) values ($1, '2020a', now())", [
    org,
  ])
  expect(await finding()).toMatchObject({ state: 'warn' })
  await database.owner.query('update clock_state set tz_revision = $1', [process.versions.tz])
  expect(await finding()).toMatchObject({ state: 'ok', todo: '' })
})

test('says how old the newest backup is', async () => {
  const backups = async () => (await findings()).find(({ what }) => what === 'backups')
  expect(await backups()).toMatchObject({ state: 'ok', says: expect.stringContaining('new') })
  await database.owner.query("update instance set created_at = now() - interval '3 days'")
  expect(await backups()).toMatchObject({ state: 'warn', says: 'none was written yet' })
  await database.owner.query("update instance set backed_up_at = now() - interval '10 days'")
  expect(await backups()).toMatchObject({ state: 'warn', says: 'the newest is 10 days old' })
  const folder = mkdtempSync(join(tmpdir(), 'kept-backup-'))
  await backup({ adminUrl: database.adminUrl, file: join(folder, 'kept.backup'), version: '0.0.0' })
  rmSync(folder, { recursive: true })
  expect(await backups()).toMatchObject({ state: 'ok', says: 'written within a day' })
})

test('a database that is empty or cannot be reached is a finding', async () => {
  const empty = new URL(database.adminUrl)
  empty.pathname = '/template1'
  expect(await look({ adminUrl: empty.href })).toMatchObject({ PostgreSQL: 'ok', migrations: 'fail', secret: 'fail' })
  expect(await look({ adminUrl: 'postgres://nobody:x@127.0.0.1:1/none' })).toMatchObject({
    PostgreSQL: 'fail',
    'data folder': 'ok',
    mail: 'warn',
  })
})

test('names what is wrong', async () => {
  expect(
    await look({ secretFingerprint: 'another', smtpUrl: 'smtp://127.0.0.1:1', dataDir: '/no/such/folder' }),
  ).toMatchObject({
    secret: 'fail',
    mail: 'fail',
    'data folder': 'fail',
  })
  expect(await look({ appUrl: database.adminUrl })).toMatchObject({ isolation: 'fail' })
  await database.owner.query('alter table customer no force row level security')
  await database.owner.query("delete from migration where name like '0001%'")
  expect(await look()).toMatchObject({ isolation: 'fail', migrations: 'fail' })
})

test('says whether files can be written, read, listed and removed', async () => {
  const files = async (storage: Parameters<typeof examine>[0]['files']['storage']) =>
    (await findings({ files: { storage, name: 'here' } })).find(({ what }) => what === 'files')
  const s3 = await startS3Server()
  const folder = mkdtempSync(join(tmpdir(), 'kept-files-'))
  try {
    expect(await files(s3Storage(s3.place))).toEqual({
      what: 'files',
      state: 'ok',
      says: 'here: written, read, listed and removed',
      todo: '',
    })
    expect([...s3.files.keys()], 'nothing stays').toEqual([])
    s3.fail({ status: 403, code: 'AccessDenied' })
    expect(await files(s3Storage(s3.place))).toMatchObject({
      state: 'fail',
      says: expect.stringMatching(/cannot be written.*403 AccessDenied/),
    })
    // A place that lets files be written and not read.
    const blind = { ...memoryStorage(), get: () => Promise.reject(new Error('EACCES')) }
    expect(await files(blind)).toMatchObject({
      state: 'fail',
      says: expect.stringMatching(/cannot be read: EACCES/),
      todo: expect.stringMatching(/KEPT_FILES/),
    })
    const sticky = { ...memoryStorage(), remove: async () => {} }
    expect(await files(sticky)).toMatchObject({
      state: 'fail',
      says: expect.stringMatching(/what was removed is still there/),
    })
    writeFileSync(join(folder, 'file'), '')
    expect(await files(folderStorage(join(folder, 'file')))).toMatchObject({
      state: 'fail',
      todo: expect.stringMatching(/writable/),
    })
  } finally {
    await s3.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
