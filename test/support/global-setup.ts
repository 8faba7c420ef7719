import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clearAbandoned, type EmbeddedPostgres, startEmbeddedPostgres } from '#platform/embedded-postgres'
import { migrate } from '#platform/migrate'
import { RECORDING_FOLDER } from './recorded-statements.ts'

/** What a test file needs to make a database of its own. */
export interface TestServer {
  /** Address of the database `postgres` for the owner. */
  readonly serverUrl: string
  readonly template: string
  readonly appUrl: string
  readonly systemUrl: string
  readonly secret: string
}

const PREFIX = 'kept-test-'
const SECRET = 'the secret of the tests, known to all'

/**
 * One throw-away PostgreSQL for a run, with one migrated template. It starts when the first test file asks for it (by
 * HTTP, because test files run in threads of their own), so that a run of pure tests does without.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  let server: EmbeddedPostgres | undefined
  let starting: Promise<TestServer> | undefined
  const door = createServer((_request, response) => {
    starting ??= startServer((started) => {
      server = started
    })
    starting.then(
      (ready) => response.end(JSON.stringify(ready)),
      (error: Error) => {
        response.statusCode = 500
        response.end(error.stack)
      },
    )
  })
  await new Promise<void>((resolve) => {
    door.listen(0, '127.0.0.1', resolve)
  })
  door.unref()
  process.env.KEPT_TEST_DOOR = `http://127.0.0.1:${(door.address() as AddressInfo).port}`
  const statements = mkdtempSync(join(tmpdir(), 'kept-statements-'))
  process.env[RECORDING_FOLDER] = statements
  return async () => {
    rmSync(statements, { recursive: true, force: true })
    door.close()
    door.closeAllConnections()
    await starting?.catch(() => {})
    await server?.stop()
  }
}

async function startServer(onStarted: (server: EmbeddedPostgres) => void): Promise<TestServer> {
  await clearLeftovers()
  const server = await startEmbeddedPostgres({ dir: mkdtempSync(join(fastFolder(), PREFIX)), volatile: true })
  onStarted(server)
  const { appUrl, systemUrl } = await migrate(server.adminUrl, { secret: SECRET })
  // The database that was migrated becomes the template: cloning it wants it free of connections.
  return { serverUrl: onDatabase(server.adminUrl, 'postgres'), template: 'kept', appUrl, systemUrl, secret: SECRET }
}

function onDatabase(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}

// Memory where there is plenty of it: cloning a database copies files.
function fastFolder(): string {
  if (!existsSync('/dev/shm')) return tmpdir()
  const { bavail, bsize } = statfsSync('/dev/shm')
  return bavail * bsize > 2e9 ? '/dev/shm' : tmpdir()
}

/** Servers of runs that were killed. */
async function clearLeftovers(): Promise<void> {
  // Another account's leftovers are not ours to clear.
  for (const parent of new Set([fastFolder(), tmpdir()]))
    for (const name of readdirSync(parent).filter((entry) => entry.startsWith(PREFIX)))
      await clearAbandoned(join(parent, name)).catch(() => {})
}
