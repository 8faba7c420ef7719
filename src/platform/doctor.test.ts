import { tmpdir } from 'node:os'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#test/database'
import { examine } from './doctor.ts'
import { secretFingerprint } from './tokens.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database?.close())

const look = async (over: Partial<Parameters<typeof examine>[0]> = {}) => {
  const findings = await examine({
    adminUrl: database.adminUrl,
    appUrl: database.appUrl,
    dataDir: tmpdir(),
    smtpUrl: undefined,
    secretFingerprint: secretFingerprint(database.secret),
    ...over,
  })
  return Object.fromEntries(findings.map(({ what, state }) => [what, state]))
}

test('a healthy installation', async () => {
  expect(await look()).toMatchObject({
    PostgreSQL: 'ok',
    migrations: 'ok',
    secret: 'ok',
    isolation: 'ok',
    clock: 'ok',
    'time zones': 'ok',
    tasks: 'ok',
    mail: 'warn',
  })
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
