import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { init } from '#modules/accounts'
import { createCustomer } from '#modules/customers'
import { silentLog } from '#platform/log'
import { systemActor } from '#platform/operation'
import { memoryStorage } from '#test/memory-storage'
import { followUps } from '../follow-ups.ts'
import { buildWorld } from '../world.ts'
import { backup } from './backup.ts'
import { examine } from './doctor.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { migrate } from './migrate.ts'
import { restore } from './restore.ts'
import { secretFingerprint } from './tokens.ts'

// An external PostgreSQL as a provider hands it over: the user owns its databases and may make roles, and no more.
const SECRET = 'a secret of the external database, long enough'
let server: EmbeddedPostgres
let folder: string
let first: string
let second: string

const as = (user: string, database: string): string => {
  const url = new URL(server.adminUrl)
  url.username = user
  url.password = 'shop'
  url.pathname = `/${database}`
  return url.href
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kept-external-'))
  // PostgreSQL's own account has to reach it.
  chmodSync(folder, 0o755)
  server = await startEmbeddedPostgres({ dir: join(folder, 'postgres'), volatile: true })
  const admin = new pg.Client(server.adminUrl)
  await admin.connect()
  await admin.query("create role shop login createrole nosuperuser nobypassrls password 'shop'")
  await admin.query("create role guest login password 'shop'")
  await admin.query("create role neighbour login createrole password 'shop'")
  await admin.query('create database neighbour owner neighbour')
  for (const name of ['shop', 'shop_copy']) await admin.query(`create database ${name} owner shop`)
  await admin.query('create database guest owner guest')
  await admin.end()
  first = as('shop', 'shop')
  second = as('shop', 'shop_copy')
})
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const worldOn = async (adminUrl: string) => {
  const { appUrl, systemUrl } = await migrate(adminUrl, { secret: SECRET })
  const world = buildWorld({
    appUrl,
    systemUrl,
    secret: SECRET,
    version: '0.0.0',
    url: () => 'http://localhost:3000',
    smtpUrl: undefined,
    storage: memoryStorage(),
    log: silentLog,
  })
  return { world, appUrl }
}

test('a user who may not make roles is told what to do', async () => {
  await expect(migrate(as('guest', 'guest'), { secret: SECRET })).rejects.toThrow(/CREATEROLE/)
})

test('the owner of a database, no superuser, runs the whole product, backup, restore and doctor', async () => {
  const one = await worldOn(first)
  const working = await one.world.work(first)
  const owner = { ownerEmail: 'owner@shop.example', ownerName: 'Olive Owner' }
  const { organizationId } = await init(one.world.gate, followUps, {
    ...{ name: 'Shop', country: 'GB', timeZone: 'Europe/London' },
    ...owner,
  })
  const actor = systemActor(organizationId, 'test')
  await one.world.gate.run(createCustomer, actor, { name: 'Ana', contacts: [{ name: 'Ana' }] })
  const file = join(folder, 'all.kept')
  const { rows } = await backup({ adminUrl: first, file, version: '0' })
  expect(rows).toMatchObject({ organization: 1, customer: 1, contact: 1 })
  await working.stop()
  await one.world.close()

  const two = await worldOn(second)
  try {
    await restore({ adminUrl: second, file, force: false, secretFingerprint: secretFingerprint(SECRET) })
    const { rows: customers } = await two.world.database.asOrganization(organizationId, false, (db) =>
      db
        .selectFrom('customer')
        .select('name')
        .where('org_id', '=', organizationId)
        .execute()
        .then((found) => ({ rows: found })),
    )
    expect(customers).toEqual([{ name: 'Ana' }])
    await two.world.gate.run(createCustomer, actor, { name: 'Bea', contacts: [] })
    const findings = await examine({
      ...{ adminUrl: second, appUrl: two.appUrl, dataDir: folder, smtpUrl: undefined },
      secretFingerprint: secretFingerprint(SECRET),
      files: { storage: memoryStorage(), name: 'memory' },
    })
    expect(findings.filter(({ state }) => state === 'fail')).toEqual([])
  } finally {
    await two.world.close()
  }
})

test('a second owner on the same server is told what to do, and then works', async () => {
  const url = as('neighbour', 'neighbour')
  const secret = 'the secret of the neighbour, long enough too'
  const refusal = await migrate(url, { secret }).catch((error: Error) => error.message)
  const todo = /GRANT [^;]+;/.exec(String(refusal))?.[0] ?? ''
  expect(todo).toBe('GRANT kept_app, kept_backup, kept_search, kept_system TO "neighbour" WITH ADMIN OPTION;')
  const admin = new pg.Client(server.adminUrl)
  await admin.connect()
  await admin.query(todo)
  await admin.end()
  expect((await migrate(url, { secret })).applied.length).toBeGreaterThan(5)
})

test('migrating again, and with a login that exists, changes nothing', async () => {
  expect((await migrate(first, { secret: SECRET })).applied).toEqual([])
})
