// The clock's sweep for breaches: settled, with 0.2 % newly due, after an outage, and how late it is; with the two ways in
// which the field looks for breaches in the same run.
import { noLooks, sweepOnce } from '../src/clocks.ts'
import { type BenchServer, benchServer, median, report, smoke } from './support.ts'
import { editCalendars } from './sweep/calendar-edit.ts'
import { clockworkOf } from './sweep/clockwork.ts'
import { measureLateness } from './sweep/lateness.ts'
import { everyEscalatedRecord, everyOpenRecord, everyRecordOfCalendar, loadPeers } from './sweep/peers.ts'
import { countStatements } from './sweep/statements.ts'
import { BEFORE, type Loaded, loadPromises, NOW, undoSweep } from './sweep/workload.ts'

const given = process.argv.slice(2).map(Number).filter(Number.isInteger)
const SIZES = smoke ? [200, 1_000] : given.length > 0 ? given : [10_000, 100_000, 1_000_000]
const ROUNDS = smoke ? 1 : 7
/** Rounds before those that count: a worker's connections have planned their statements long ago. */
const WARM_UP = smoke ? 0 : 3
/** Of more records than this the first peer is measured on a part, and the whole follows by proportion. */
const SAMPLE = smoke ? 50 : 20_000
const PEERS_UP_TO = 100_000
/** Smaller batches than it takes to tell: limits of speed hold from here. */
const STRICT_FROM = 100_000
const LATENESS = smoke ? { rate: 50, seconds: 1, warmUp: 1 } : { rate: 200, seconds: 30, warmUp: 15 }

const statements = countStatements()
const settled = new Map<number, number>()
let now = NOW

type Timed = { milliseconds: number; swept: number; statements: number; cpu: number }

/** One sweep by a clock that looked a second ago, or, after an outage, by one that has stood still. */
async function timeSweep(server: BenchServer, at: number, stoodStill = false): Promise<Timed> {
  now = at
  const looks = noLooks()
  if (!stoodStill) looks.lastAt = Temporal.Instant.fromEpochMilliseconds(at - 1_000)
  const work = clockworkOf(server.world, () => now)
  statements.taken()
  const cpu = process.cpuUsage()
  const started = performance.now()
  const swept = await sweepOnce(work, looks)
  const milliseconds = performance.now() - started
  const { user, system } = process.cpuUsage(cpu)
  return { milliseconds, swept, statements: statements.taken(), cpu: (user + system) / 1e6 }
}

async function measureSettled(server: BenchServer, size: number): Promise<void> {
  await timeSweep(server, BEFORE)
  const rounds: Timed[] = []
  for (let i = 0; i < ROUNDS * 3; i++) rounds.push(await timeSweep(server, BEFORE))
  const milliseconds = median(rounds.map((round) => round.milliseconds))
  settled.set(size, milliseconds)
  report('sweep', {
    figure: `settled, ${size} open`,
    value: milliseconds,
    unit: 'ms',
    statements: rounds[0]?.statements,
  })
}

/** The median time of sweeps that find 0.2 % newly due. */
async function measureNewlyDue(server: BenchServer, size: number, { newlyDue, orgIds }: Loaded): Promise<number> {
  const { rows } = await server.owner.query<{ count: number }>(
    'select count(distinct org_id)::int as count from promise where org_id = any($1) and next_check_at < $2',
    [orgIds, new Date(NOW).toISOString()],
  )
  const organizations = rows[0]?.count ?? 0
  const rounds: Timed[] = []
  for (let i = 0; i < WARM_UP + ROUNDS; i++) {
    const round = await timeSweep(server, NOW)
    if (round.swept !== newlyDue) throw new Error(`${round.swept} of ${newlyDue} were swept`)
    if (i >= WARM_UP) rounds.push(round)
    await undoSweep(server.owner)
  }
  const milliseconds = median(rounds.map((round) => round.milliseconds))
  report('sweep', { figure: `0.2 % newly due, ${size} open`, value: milliseconds, unit: 'ms', newlyDue, organizations })
  const most = Math.max(...rounds.map((round) => round.statements))
  const limit = 6 * (organizations + Math.ceil(newlyDue / 1_000))
  report('sweep', {
    ...{ figure: `statements of that sweep, ${size} open`, value: most, unit: 'statements' },
    ...{ limit: `<= ${limit}`, ok: most <= limit },
  })
  return milliseconds
}

async function comparePeers(server: BenchServer, size: number, ours: number): Promise<void> {
  await loadPeers(server.owner, size)
  const strict = size >= STRICT_FROM
  const sample = Math.min(size, SAMPLE)
  const open = await everyOpenRecord(server.adminUrl, sample)
  const whole = (open.milliseconds * size) / open.rows
  const proportion = open.rows < size ? { measuredOn: open.rows, by: 'proportion' } : {}
  report('sweep', { figure: `every open record, a job each, ${size} open`, value: whole, unit: 'ms', ...proportion })
  const first = whole / ours
  report('sweep', {
    ...{ figure: `times faster than every open record, ${size} open`, value: first, unit: 'ratio', ...proportion },
    ...(strict ? { limit: '>= 300', ok: first >= 300 } : {}),
  })
  const escalated = await everyEscalatedRecord(server.adminUrl)
  const { milliseconds, rows } = escalated
  report('sweep', { figure: `every escalated record again, ${size} open`, value: milliseconds, unit: 'ms', rows })
  const second = milliseconds / ours
  report('sweep', {
    ...{ figure: `times faster than every escalated record, ${size} open`, value: second, unit: 'ratio' },
    ...(strict ? { limit: '>= 100', ok: second >= 100 } : {}),
  })
}

async function reportLateness(server: BenchServer, size: number, { orgIds }: Loaded): Promise<void> {
  const late = await measureLateness(server, orgIds, LATENESS)
  const at = (share: number): number => late[Math.ceil(late.length * share) - 1] ?? Number.NaN
  report('sweep', {
    ...{ figure: `due to announced, p99, ${LATENESS.rate} a second, ${size} open`, value: at(0.99), unit: 'ms' },
    ...{ p50: Math.round(at(0.5)), most: Math.round(at(1)), limit: '<= 1000', ok: at(0.99) <= 1_000 },
  })
}

/** An edit of a calendar that moves a quarter of what is open: all at once, one at a time, and as the field does it. */
async function measureEdit(server: BenchServer, size: number, loaded: Loaded): Promise<void> {
  const single = await editCalendars(server, loaded, { round: 1, limit: 1, most: smoke ? 20 : 1_000 })
  const bulk = await editCalendars(server, loaded, { round: 0, limit: 1_000, most: size })
  const speed = (edit: { milliseconds: number; examined: number }): number =>
    (edit.examined * 1_000) / edit.milliseconds
  report('sweep', {
    ...{ figure: `calendar edit, a quarter of ${size} open`, value: speed(bulk), unit: 'promises/s' },
    ...{ examined: bulk.examined, moved: bulk.moved, milliseconds: Math.round(bulk.milliseconds) },
  })
  report('sweep', {
    ...{
      figure: `the same one by one, ${size} open`,
      value: speed(single),
      unit: 'promises/s',
      measuredOn: single.examined,
    },
  })
  const times = speed(bulk) / speed(single)
  report('sweep', {
    ...{ figure: `calendar edit, times faster than one by one, ${size} open`, value: times, unit: 'ratio' },
    ...(size >= STRICT_FROM ? { limit: '>= 10', ok: times >= 10 } : {}),
  })
  if (size > PEERS_UP_TO) return
  const { milliseconds, rows } = await everyRecordOfCalendar(server.adminUrl, SAMPLE)
  report('sweep', {
    ...{ figure: `calendar edit, the field, record by record, ${size} open`, value: (rows * 1_000) / milliseconds },
    ...{
      unit: 'records/s',
      measuredOn: rows,
      timesFaster: Number(((speed(bulk) * milliseconds) / rows / 1_000).toPrecision(3)),
    },
  })
}

async function measureOutage(server: BenchServer, size: number): Promise<void> {
  const { rows } = await server.owner.query<{ at: Date }>(
    `select percentile_disc(0.5) within group (order by due_at) as at from promise where state = 'open'`,
  )
  const half = rows[0]?.at.getTime() ?? NOW
  await server.owner.query('checkpoint')
  const { milliseconds, swept, statements: sent, cpu } = await timeSweep(server, half, true)
  const { rows: written } = await server.owner.query<{ events: number; tasks: number; lapses: number }>(
    `select (select count(*) from event where type = 'promise.broken' and at = $1)::int as events,
       (select count(*) from outbox where created_at = $1)::int as tasks, (select count(*) from clock_lapse)::int as lapses`,
    [new Date(half).toISOString()],
  )
  const { events = 0, tasks = 0, lapses = 0 } = written[0] ?? {}
  if (events !== swept || tasks !== swept)
    throw new Error(`${swept} swept, ${events} events and ${tasks} tasks written`)
  const each = (swept * 1_000) / milliseconds
  report('sweep', {
    ...{ figure: `after an outage, half of ${size} due`, value: each, unit: 'transitions/s', swept, lapses },
    ...{
      milliseconds: Math.round(milliseconds),
      statements: sent,
      ownCpuMicroseconds: Math.round((cpu / swept) * 1e6),
    },
    ...(size >= STRICT_FROM ? { limit: '>= 10000', ok: each >= 10_000 } : {}),
  })
}

for (const [i, size] of SIZES.entries()) {
  const largest = i === SIZES.length - 1
  const server = await benchServer()
  try {
    const loaded = await loadPromises(server.owner, size)
    await measureSettled(server, size)
    const ours = await measureNewlyDue(server, size, loaded)
    if (size <= PEERS_UP_TO) await comparePeers(server, size, ours)
    if (largest) await reportLateness(server, size, loaded)
    await measureEdit(server, size, loaded)
    await measureOutage(server, size)
  } finally {
    await server.close()
  }
}
const ratio = (settled.get(SIZES.at(-1) ?? 0) ?? 0) / (settled.get(SIZES[0] ?? 0) ?? 1)
report('sweep', { figure: 'settled, largest / smallest', value: ratio, unit: 'ratio', limit: '<= 5', ok: ratio <= 5 })
