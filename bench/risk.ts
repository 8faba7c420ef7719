// Live risk: a full refresh of every open promise, a midnight with new models, an event until the new chance is stored, and a
// look with nothing due; beside it what the database takes to write as many bare rows.
import { z } from 'zod'
import { describeObservation } from '#modules/forecast'
import { estimateDue, lookAgain } from '#modules/risks'
import { operation, systemActor } from '#platform/operation'
import { noLooks, sweepOnce } from '../src/clocks.ts'
import { allAreDue, bareUpdate, loadRisks, NOW } from './risk/workload.ts'
import { type BenchServer, benchServer, median, report, smoke } from './support.ts'
import { clockworkOf } from './sweep/clockwork.ts'
import { countStatements } from './sweep/statements.ts'

const given = process.argv.slice(2).map(Number).find(Number.isInteger)
const SIZE = smoke ? 3_000 : (given ?? 1_000_000)
const ROUNDS = smoke ? 3 : 200
const MIDNIGHT = Date.parse('2026-11-26T23:00:00Z')
const statements = countStatements()
let now = NOW

type Timed = { milliseconds: number; swept: number; statements: number; cpu: number }

/** One look by a clock that looked a second ago, or, with `all`, by one that begins. */
async function timeLook(server: BenchServer, at: number, all = false): Promise<Timed> {
  now = at
  const looks = noLooks()
  const before = Temporal.Instant.fromEpochMilliseconds(at - 1_000)
  if (!all) Object.assign(looks, { lastAt: before, fromBeginningAt: before })
  const work = clockworkOf(server.world, () => now)
  statements.taken()
  const cpu = process.cpuUsage()
  const started = performance.now()
  const swept = await sweepOnce(work, looks)
  const milliseconds = performance.now() - started
  const { user, system } = process.cpuUsage(cpu)
  return { milliseconds, swept, statements: statements.taken(), cpu: (user + system) / 1e6 }
}

/** Something changes in a request: what the requests' module does for it. */
const change = operation({
  name: 'bench.change',
  effect: 'writes',
  permission: 'bench.change',
  summary: 'Another channel',
  input: z.object({ id: z.string(), channel: z.string() }),
  output: z.object({}),
  async run(ctx, { id, channel }) {
    await describeObservation(ctx, id, { category: 'work 1', channel })
    lookAgain(ctx, `request:${id}`)
    return {}
  },
})

async function fitModels(server: BenchServer, orgIds: readonly string[]): Promise<void> {
  now = NOW
  const { gate } = clockworkOf(server.world, () => now)
  const waiting = orgIds.values()
  const started = performance.now()
  const line = async (): Promise<void> => {
    for (const orgId of waiting) await gate.run(estimateDue, systemActor(orgId, 'bench'), {})
  }
  await Promise.all([line(), line()])
  const milliseconds = performance.now() - started
  report('risk', {
    figure: `both models of ${orgIds.length} organizations, made anew`,
    value: milliseconds,
    unit: 'ms',
  })
}

async function measureRefresh(server: BenchServer, orgIds: readonly string[]): Promise<void> {
  const due = await allAreDue(server.owner, NOW)
  const { milliseconds, swept, statements: sent, cpu } = await timeLook(server, NOW, true)
  if (swept !== due) throw new Error(`${swept} of ${due} were looked at`)
  report('risk', {
    ...{ figure: `full refresh, ${due} open`, value: milliseconds / 1_000, unit: 's', limit: '<= 60' },
    ...{ ok: milliseconds <= 60_000, ownCpuMicroseconds: Math.round((cpu / swept) * 1e6), models: 'made before' },
  })
  const limit = 14 * (orgIds.length + Math.ceil(due / 1_024))
  report('risk', {
    figure: 'statements of that',
    value: sent,
    unit: 'statements',
    limit: `<= ${limit}`,
    ok: sent <= limit,
  })
  const { rows } = await server.owner.query<{ n: number; risky: number }>(
    `select count(*) filter (where chance is not null)::int as n, count(*) filter (where at_risk)::int as risky
     from promise_risk where ended_at is null`,
  )
  const { n = 0, risky = 0 } = rows[0] ?? {}
  const { rows: told } = await server.owner.query<{ n: number }>(
    `select count(*)::int as n from event where type = 'promise.at_risk'`,
  )
  if (n !== due || risky === 0 || told[0]?.n !== risky)
    throw new Error(`${n} of ${due} have a chance; ${risky} are at risk, ${told[0]?.n} were announced`)
  report('risk', { figure: 'at risk of these', value: risky, unit: 'promises' })
  const bare = await bareUpdate(server.owner, server.adminUrl, due)
  report('risk', {
    figure: `bare update of ${due} narrow rows`,
    value: bare / 1_000,
    unit: 's',
    timesLonger: milliseconds / bare,
  })
}

async function measureSettled(server: BenchServer): Promise<void> {
  const rounds: number[] = []
  for (let i = 0; i < ROUNDS; i++) rounds.push((await timeLook(server, NOW + 1)).milliseconds)
  report('risk', { figure: `a look with nothing due, ${SIZE} open`, value: median(rounds), unit: 'ms' })
}

async function measureEvent(server: BenchServer): Promise<void> {
  const { rows } = await server.owner.query<{ org: string; id: string }>(
    `select org_id as org, substr(about, 9) as id from promise_risk where kind = 'completion' and look_at is not null limit $1`,
    [ROUNDS],
  )
  const whole: number[] = []
  const until: number[] = []
  for (const [i, { org, id }] of rows.entries()) {
    now = NOW + 2_000 + i * 10
    const { gate } = clockworkOf(server.world, () => now)
    const started = performance.now()
    await gate.run(change, systemActor(org, 'bench'), { id, channel: 'web' })
    const changed = performance.now()
    const { swept } = await timeLook(server, now)
    if (swept !== 1) throw new Error(`${swept} promises were looked at`)
    whole.push(performance.now() - started)
    until.push(performance.now() - changed)
  }
  const p99 = until.toSorted((a, b) => a - b)[Math.ceil(until.length * 0.99) - 1] ?? Number.NaN
  report('risk', {
    ...{ figure: 'from an event to the new chance, stored', value: median(until), unit: 'ms', limit: '<= 5' },
    ...{ ok: median(until) <= 5, p99: Number(p99.toPrecision(3)), withTheChange: Number(median(whole).toPrecision(3)) },
  })
}

async function measureMidnight(server: BenchServer): Promise<void> {
  const { milliseconds, swept, cpu } = await timeLook(server, MIDNIGHT + 301_000, true)
  report('risk', {
    ...{ figure: 'a midnight: new models, every promise', value: milliseconds / 1_000, unit: 's', swept },
    ownCpuMicroseconds: Math.round((cpu / Math.max(1, swept)) * 1e6),
  })
}

const server = await benchServer()
try {
  const orgIds = await loadRisks(server.owner, SIZE)
  await fitModels(server, orgIds)
  await measureRefresh(server, orgIds)
  await measureSettled(server)
  await measureEvent(server)
  await measureMidnight(server)
} finally {
  await server.close()
}
