import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type Database, openDatabase, type StatementListener } from '#platform/db'
import type { TestServer } from './global-setup.ts'
import { recordStatement } from './recorded-statements.ts'

export interface TestDatabase {
  /** The pools of the application, as the gate uses them. */
  readonly db: Database
  /** The owner's connections, past row-level security: for arranging and for looking behind the product's back. */
  readonly owner: pg.Pool
  readonly adminUrl: string
  readonly appUrl: string
  readonly systemUrl: string
  /** The instance's secret, which the passwords of the roles and all keys follow from. */
  readonly secret: string
  /** Fails (by the hook's timeout) when a test kept a connection. */
  close(): Promise<void>
}

/**
 * A database of its own for a test file, cloned from the migrated template: call it in `beforeAll`, and `close` in
 * `afterAll`. It is never dropped; the server of the run is thrown away as a whole.
 */
export async function testDatabase(
  options: { readonly size?: number; readonly onStatement?: StatementListener } = {},
): Promise<TestDatabase> {
  const server = await testServer()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await clone(server, name)
  const on = (url: string): string => {
    const own = new URL(url)
    own.pathname = `/${name}`
    return own.href
  }
  const urls = { adminUrl: on(server.serverUrl), appUrl: on(server.appUrl), systemUrl: on(server.systemUrl) }
  const onStatement: StatementListener = (statement) => {
    recordStatement(statement)
    options.onStatement?.(statement)
  }
  const db = openDatabase(urls, { size: 4, ...options, onStatement })
  const owner = new pg.Pool({ connectionString: urls.adminUrl, max: 2 })
  owner.on('error', () => {})
  return {
    db,
    owner,
    ...urls,
    secret: server.secret,
    close: async () => {
      await Promise.all([db.close(), owner.end()])
    },
  }
}

let known: Promise<TestServer> | undefined

/** The run's PostgreSQL, started by the first call in any test file. */
export function testServer(): Promise<TestServer> {
  known ??= ask()
  return known
}

async function ask(): Promise<TestServer> {
  const door = process.env.KEPT_TEST_DOOR
  if (!door) throw new Error('Databases for tests are there under the test runner only: npm test -- PATH')
  const response = await fetch(door)
  if (!response.ok) throw new Error(`The PostgreSQL of the tests does not start: ${await response.text()}`)
  return (await response.json()) as TestServer
}

async function clone(server: TestServer, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.serverUrl })
  await client.connect()
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        await client.query(`create database ${name} template ${server.template} strategy file_copy`)
        return
      } catch (error) {
        // 55006: the connection that migrated the template is still leaving.
        if ((error as { code?: string }).code !== '55006' || attempt === 50) throw error
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  } finally {
    await client.end()
  }
}
