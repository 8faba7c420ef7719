import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { testServer } from '#test/database'
import { migrate } from './migrate.ts'

const files = readdirSync(join(import.meta.dirname, '../../db/migrations')).filter((name) => name.endsWith('.sql'))
const secret = `a secret of its own ${randomUUID()}`
let url: string

beforeAll(async () => {
  const { serverUrl } = await testServer()
  const name = `empty_${randomUUID().replaceAll('-', '')}`
  const admin = new pg.Client(serverUrl)
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  const own = new URL(serverUrl)
  own.pathname = `/${name}`
  url = own.href
})

test('many processes that migrate at once apply each file once, and all can use it', async () => {
  const progress: string[] = []
  const onProgress = (step: string) => progress.push(step)
  const all = await Promise.all(Array.from({ length: 4 }, () => migrate(url, { secret, onProgress })))
  expect(all.flatMap(({ applied }) => applied).sort()).toEqual(files.sort())
  expect(progress).toHaveLength(files.length)
  expect(new Set(all.map(({ appUrl }) => appUrl)).size).toBe(1)
  const app = new pg.Client(all[0]?.appUrl)
  await app.connect()
  const { rows } = await app.query('show statement_timeout')
  expect(rows).toEqual([{ statement_timeout: '1min' }])
  await app.end()
})

test('another secret than the database was made with is refused', async () => {
  await expect(migrate(url, { secret: `another ${secret}` })).rejects.toThrow(/another secret/)
})
