// The whole import of a service log and of a file of customers (upload, dry run, import) beside INSERT … SELECT of the same
// rows from staged copies into the same tables, the file of customers a second time, and the memory that a hundred times
// more rows take.
import { spawnSync } from 'node:child_process'
import type pg from 'pg'
import { newId } from '#platform/ids'
import { silentLog } from '#platform/log'
import { systemActor } from '#platform/operation'
import { checkImport } from '../src/modules/imports/check-import.ts'
import { createImport } from '../src/modules/imports/create-import.ts'
import { getImport } from '../src/modules/imports/get-import.ts'
import { PART_BYTES } from '../src/modules/imports/schemas.ts'
import { startImport } from '../src/modules/imports/start-import.ts'
import { undoInPieces } from '../src/modules/imports/undo-batch.ts'
import { undoImport } from '../src/modules/imports/undo-import.ts'
import { uploadPart } from '../src/modules/imports/upload-part.ts'
import { checkFile, importFile } from '../src/modules/imports/work-on-file.ts'
import type { World } from '../src/world.ts'
import { addOrganization, benchServer, median, report, smoke } from './support.ts'

const ROWS = smoke ? 1_000 : Number(process.env.R ?? 30_000)
const CUSTOMERS = smoke ? 1_000 : Number(process.env.R ?? 100_000)
const ROUNDS = smoke ? 2 : 5
const MEMORY = smoke ? [500, 2_000] : [10_000, 1_000_000]
const MIN_RATIO = 0.3
const MAX_GROWTH = 1.3

/** What is in a file: its kind, its first line and its rows. */
type Content = { kind: 'requests' | 'customers'; header: string; rowOf: (i: number) => string }

const HEADER = 'case_id,opened_at,closed_at,target_at,category,subcategory,channel,priority,team,area,outcome\n'
const CATEGORIES = [
  'Street Light Outages',
  'Schedule a Bulk Item Pickup',
  'Request for Pothole Repair',
  'Pick up Dead Animal',
  'Heat - Excessive  Insufficient',
]
const START = Date.UTC(2019, 0, 1)

/** Row `i` of a log like a city's: four in five have a target, one in thirty is not closed. */
function rowOf(i: number): string {
  const opened = START + i * 90_000
  const text = (at: number): string => new Date(at).toISOString().slice(0, 19)
  const closed = i % 30 === 7 ? '' : text(opened + ((i * 7_919) % 2_000_000) * 1_000)
  const target = i % 5 === 3 ? '' : text(opened + 14 * 86_400_000)
  const category = CATEGORIES[i % CATEGORIES.length] ?? ''
  return `${101_000_000_000 + i},${text(opened)},${closed},${target},${category},${category} ${i % 17},Constituent Call,,PWDx_District ${i % 12}: ${category},Area ${i % 23},resolved\n`
}

const LOG: Content = { kind: 'requests', header: HEADER, rowOf }

/** Persons, every one with an address and a telephone number of their own. */
const PERSONS: Content = {
  kind: 'customers',
  header: 'id,name,email,phone,notes\n',
  rowOf: (i) => `${i},Customer ${i},customer.${i}@example.com,+34 6${String(i).padStart(8, '0')},floor ${i % 9}\n`,
}

/** The file in parts of `PART_BYTES`, made as they are read. */
function* partsOf(rows: number, { header, rowOf }: Content): Generator<Buffer> {
  let text = header
  for (let i = 0; i < rows; i++) {
    text += rowOf(i)
    if (text.length >= PART_BYTES) {
      yield Buffer.from(text.slice(0, PART_BYTES))
      text = text.slice(PART_BYTES)
    }
  }
  if (text.length > 0) yield Buffer.from(text)
}

/** Imports a file as a worker would, in this process. Seconds of each step. */
async function importOnce(
  world: World,
  orgId: string,
  rows: number,
  content: Content = LOG,
): Promise<{ id: string; upload: number; check: number; load: number }> {
  const actor = systemActor(orgId, 'bench')
  const task = { orgId, gate: world.gate, clock: world.clock, log: silentLog, signal: new AbortController().signal }
  let bytes = 0
  for (const part of partsOf(rows, content)) bytes += part.length
  const started = performance.now()
  const { id } = await world.gate.run(createImport, actor, { name: 'bench.csv', bytes, kind: content.kind })
  let n = 0
  for (const part of partsOf(rows, content)) await world.gate.run(uploadPart, actor, { id, n: ++n, bytes: part })
  const uploaded = performance.now()
  await world.gate.run(checkImport, actor, { id })
  await checkFile(task, id)
  const checked = performance.now()
  await world.gate.run(startImport, actor, { id })
  for (;;) {
    await importFile(task, id)
    const { state, progress } = await world.gate.run(getImport, actor, { id })
    if (state === 'importing') continue
    if (state !== 'done' || progress.imported + progress.known !== rows)
      throw new Error(`${state}: ${progress.imported} of ${rows} imported, ${progress.known} known`)
    break
  }
  const loaded = performance.now()
  return {
    id,
    upload: (uploaded - started) / 1000,
    check: (checked - uploaded) / 1000,
    load: (loaded - checked) / 1000,
  }
}

const TABLES = {
  requests: ['import', 'request', 'forecast_observation', 'promise', 'event'],
  customers: ['import', 'customer', 'contact', 'event'],
} as const

/** Copies of what an import wrote, without the columns that the database makes. */
async function stage(owner: pg.Pool, orgId: string, { kind }: Content): Promise<Map<string, string>> {
  const columns = new Map<string, string>()
  for (const table of TABLES[kind]) {
    const { rows } = await owner.query(
      "select column_name from information_schema.columns where table_name = $1 and is_generated = 'NEVER' and column_name <> 'org_id' order by ordinal_position",
      [table],
    )
    const list = rows.map((row) => row.column_name).join(', ')
    columns.set(table, list)
    await owner.query(`drop table if exists staged_${table}`)
    await owner.query(`create table staged_${table} as select ${list} from ${table} where org_id = '${orgId}'`)
    await owner.query(`analyze staged_${table}`)
  }
  return columns
}

async function insertSelect(owner: pg.Pool, orgId: string, columns: Map<string, string>): Promise<number> {
  const client = await owner.connect()
  try {
    const started = performance.now()
    await client.query('begin')
    for (const table of columns.keys()) {
      const list = columns.get(table)
      await client.query(`insert into ${table} (org_id, ${list}) select '${orgId}'::uuid, ${list} from staged_${table}`)
    }
    await client.query('commit')
    return (performance.now() - started) / 1000
  } finally {
    client.release()
  }
}

async function speed(): Promise<void> {
  const server = await benchServer()
  try {
    const fresh = async (): Promise<string> => {
      const orgId = newId(Temporal.Now.instant())
      await addOrganization(server.owner, orgId)
      return orgId
    }
    const warm = await fresh()
    await importOnce(server.world, warm, Math.min(ROWS, 5_000))
    const rates = {
      whole: [] as number[],
      load: [] as number[],
      check: [] as number[],
      baseline: [] as number[],
      ratio: [] as number[],
      loadRatio: [] as number[],
    }
    let last = { orgId: warm, id: '' }
    for (let round = 0; round < ROUNDS; round++) {
      const orgId = await fresh()
      const took = await importOnce(server.world, orgId, ROWS)
      last = { orgId, id: took.id }
      const columns = await stage(server.owner, orgId, LOG)
      await server.owner.query('checkpoint')
      const baseline = ROWS / (await insertSelect(server.owner, await fresh(), columns))
      const whole = ROWS / (took.upload + took.check + took.load)
      const load = ROWS / took.load
      rates.whole.push(whole)
      rates.load.push(load)
      rates.check.push(ROWS / took.check)
      rates.baseline.push(baseline)
      rates.ratio.push(whole / baseline)
      rates.loadRatio.push(load / baseline)
      await server.owner.query('checkpoint')
    }
    const unit = 'rows/s'
    report('import', { figure: 'undo', value: ROWS / (await undo(server.world, last)), unit, rows: ROWS })
    report('import', { figure: 'insert select', value: median(rates.baseline), unit, rows: ROWS })
    report('import', { figure: 'dry run', value: median(rates.check), unit, rows: ROWS })
    report('import', { figure: 'import alone', value: median(rates.load), unit, rows: ROWS })
    report('import', { figure: 'import alone / insert select', value: median(rates.loadRatio), unit: 'ratio' })
    report('import', { figure: 'whole import (upload, dry run, import)', value: median(rates.whole), unit, rows: ROWS })
    const ratio = median(rates.ratio)
    report('import', {
      figure: 'whole import / insert select',
      value: ratio,
      unit: 'ratio',
      limit: `>= ${MIN_RATIO}`,
      ok: ratio >= MIN_RATIO,
    })
    await customers(server, await fresh(), await fresh())
  } finally {
    await server.close()
  }
}

/** Takes an import back as a worker would, in this process. Seconds. */
async function undo(world: World, { orgId, id }: { orgId: string; id: string }): Promise<number> {
  const actor = systemActor(orgId, 'bench')
  const task = { orgId, gate: world.gate, clock: world.clock, log: silentLog, signal: new AbortController().signal }
  const started = performance.now()
  await world.gate.run(undoImport, actor, { id })
  for (;;) {
    await undoInPieces(task, id)
    const { state } = await world.gate.run(getImport, actor, { id })
    if (state !== 'undoing') return (performance.now() - started) / 1000
  }
}

/** Customers and contacts once, and the same file again, which changes nothing. */
async function customers({ world, owner }: Awaited<ReturnType<typeof benchServer>>, orgId: string, other: string) {
  const rateOf = ({ upload, check, load }: Awaited<ReturnType<typeof importOnce>>) =>
    CUSTOMERS / (upload + check + load)
  const first = rateOf(await importOnce(world, orgId, CUSTOMERS, PERSONS))
  const columns = await stage(owner, orgId, PERSONS)
  await owner.query('checkpoint')
  const baseline = CUSTOMERS / (await insertSelect(owner, other, columns))
  const again = rateOf(await importOnce(world, orgId, CUSTOMERS, PERSONS))
  const unit = 'rows/s'
  report('import', { figure: 'customers, insert select', value: baseline, unit, rows: CUSTOMERS })
  report('import', { figure: 'customers, whole import', value: first, unit, rows: CUSTOMERS })
  report('import', { figure: 'customers, the same file again', value: again, unit, rows: CUSTOMERS })
  report('import', {
    figure: 'customers, whole import / insert select',
    value: first / baseline,
    unit: 'ratio',
    limit: `>= ${MIN_RATIO}`,
    ok: first / baseline >= MIN_RATIO,
  })
}

/** Peak resident memory in MiB of a process that does nothing but import this many rows. */
function peakOf(rows: number): number {
  const child = spawnSync(process.execPath, [...process.execArgv, import.meta.filename, '--memory-of', String(rows)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const peak = Number(child.stdout.trim())
  if (child.status !== 0 || !(peak > 0)) throw new Error(`the import of ${rows} rows failed`)
  return peak
}

async function memoryOf(rows: number): Promise<void> {
  const server = await benchServer()
  try {
    const orgId = newId(Temporal.Now.instant())
    await addOrganization(server.owner, orgId)
    await importOnce(server.world, orgId, rows)
    console.log(process.resourceUsage().maxRSS / 1024)
  } finally {
    await server.close()
  }
}

const asked = process.argv.indexOf('--memory-of')
if (asked !== -1) await memoryOf(Number(process.argv[asked + 1]))
else if (process.argv.includes('--speed')) await speed()
else {
  await speed()
  const [small = 0, large = 0] = MEMORY
  const [least, most] = [peakOf(small), peakOf(large)]
  report('import', { figure: `peak memory, ${small} rows`, value: least, unit: 'MiB' })
  report('import', { figure: `peak memory, ${large} rows`, value: most, unit: 'MiB' })
  const growth = most / least
  report('import', {
    figure: 'peak memory, growth',
    value: growth,
    unit: 'ratio',
    limit: `<= ${MAX_GROWTH}`,
    ok: growth <= MAX_GROWTH,
  })
}
