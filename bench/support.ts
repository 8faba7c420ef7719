import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '#platform/embedded-postgres'
import { silentLog } from '#platform/log'
import { migrate } from '#platform/migrate'
import { folderStorage } from '#platform/storage-folder'
import { buildWorld, type World, type WorldOptions } from '../src/world.ts'

export const smoke = process.argv.includes('--smoke')

export type Figure = {
  figure: string
  value: number
  unit: string
  limit?: string
  ok?: boolean
  [note: string]: unknown
}

/** One JSON line a figure; a limit that was missed makes the run fail, unless it is a smoke run. */
export function report(bench: string, figure: Figure): void {
  console.log(JSON.stringify({ bench, ...figure, value: Number(figure.value.toPrecision(4)) }))
  if (figure.ok === false && !smoke) process.exitCode = 1
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** The 95th percentile of so many rounds, in milliseconds, after ten to warm up. */
export const p95Of = async (rounds: number, work: (round: number) => Promise<unknown>): Promise<number> =>
  (await p95OfEach(rounds, [work]))[0] ?? Number.NaN

/** As `p95Of`, of several in turn, a round of each after the other: what else the machine does meets all of them alike. */
export async function p95OfEach(
  rounds: number,
  works: readonly ((round: number) => Promise<unknown>)[],
): Promise<number[]> {
  const times = works.map((): number[] => [])
  for (let i = -10; i < rounds; i++)
    for (const [at, work] of works.entries()) {
      const started = performance.now()
      await work(i < 0 ? i + 10 : i)
      if (i >= 0) times[at]?.push(performance.now() - started)
    }
  return times.map((each) => each.sort((x, y) => x - y)[Math.ceil(each.length * 0.95) - 1] ?? Number.NaN)
}

export type BenchServer = { adminUrl: string; world: World; owner: pg.Pool; close(): Promise<void> }

const SECRET = 'a secret of the benchmark, 32 characters'

/** A PostgreSQL of its own on disk, fsync on, migrated, with a world upon it; thrown away at the end. */
export async function benchServer(options: Pick<WorldOptions, 'onStatement'> = {}): Promise<BenchServer> {
  const root = process.getuid?.() === 0 && existsSync('/var/lib') ? '/var/lib' : tmpdir()
  const dir = mkdtempSync(join(root, 'kept-bench-'))
  const server = await startEmbeddedPostgres({ dir })
  const urls = await migrate(server.adminUrl, { secret: SECRET })
  const world = buildWorld({
    ...urls,
    secret: SECRET,
    version: 'bench',
    url: () => 'http://127.0.0.1',
    smtpUrl: undefined,
    storage: folderStorage(join(dir, 'files')),
    log: silentLog,
    ...options,
  })
  const owner = new pg.Pool({ connectionString: server.adminUrl, max: 4 })
  owner.on('error', () => {})
  return {
    adminUrl: server.adminUrl,
    world,
    owner,
    close: async () => {
      await world.close()
      await owner.end()
      await server.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** An organization, straight into its table. */
export async function addOrganization(owner: pg.Pool, id: string): Promise<void> {
  await owner.query(
    `insert into organization (id, name, country, time_zone, language, created_at) values ($1, 'Bench', 'PL', 'Europe/Warsaw', 'en', now())`,
    [id],
  )
}
