// One look of the clock at N open promises, with nothing due and with 0.2 % due, at three sizes.
import { newId } from '#platform/ids'
import { sweepOnce } from '../src/clocks.ts'
import { addOrganization, type BenchServer, benchServer, median, report, smoke } from './support.ts'

const SIZES = smoke ? [1_000, 2_000] : [10_000, 100_000, 1_000_000]
const ROUNDS = smoke ? 3 : 15
const SHARE = 0.002

const INSERT = `
  insert into promise (org_id, id, chain_id, kind, wording, language, beneficiary, about, basis, state, consent, made_at, due_at,
    next_check_at, clock, caveats, followed, chain_seq, chain_hash)
  select $1, id, id, 'completion', 'Will be done.', 'en', 'organization', 'request:' || id, 'person', 'open', 'not_asked',
    now(), due, due, '{"type":"fixed"}', '[]', true, 1, decode(repeat('00', 32), 'hex')
  from (select uuidv7() as id, now() + interval '1 day' + random() * interval '90 days' as due from generate_series(1, $2)) made`

async function timeLook(server: BenchServer): Promise<{ milliseconds: number; swept: number }> {
  const started = performance.now()
  const swept = await sweepOnce(server.world)
  return { milliseconds: performance.now() - started, swept }
}

const server = await benchServer()
try {
  const orgId = newId(Temporal.Now.instant())
  await addOrganization(server.owner, orgId)
  const idle = new Map<number, number>()
  const due = new Map<number, number>()
  let present = 0
  for (const size of SIZES) {
    while (present < size) {
      const step = Math.min(100_000, size - present)
      await server.owner.query(INSERT, [orgId, step])
      present += step
    }
    await server.owner.query('vacuum analyze promise')
    await timeLook(server)
    const looks: number[] = []
    for (let i = 0; i < ROUNDS; i++) looks.push((await timeLook(server)).milliseconds)
    idle.set(size, median(looks))
    report('overdue', { figure: `nothing due at ${size}`, value: median(looks), unit: 'ms' })
    const perDue: number[] = []
    for (let i = 0; i < Math.min(5, ROUNDS); i++) {
      const count = Math.max(1, Math.round(size * SHARE))
      await server.owner.query(
        `update promise set due_at = now() - interval '1 minute', next_check_at = now() - interval '1 minute'
         where id in (select id from promise where org_id = $1 and state = 'open' order by id limit $2) and org_id = $1`,
        [orgId, count],
      )
      const { milliseconds, swept } = await timeLook(server)
      if (swept !== count) throw new Error(`${swept} of ${count} were swept`)
      perDue.push(milliseconds / count)
      await server.owner.query(INSERT, [orgId, count])
    }
    due.set(size, median(perDue))
    report('overdue', { figure: `per due promise, 0.2 % due at ${size}`, value: median(perDue), unit: 'ms' })
  }
  const [small, large] = [SIZES[0] ?? 0, SIZES.at(-1) ?? 0]
  const ratio = (of: Map<number, number>) => (of.get(large) ?? 0) / (of.get(small) ?? 1)
  report('overdue', {
    figure: 'nothing due, largest / smallest',
    value: ratio(idle),
    unit: 'ratio',
    limit: '<= 5',
    ok: ratio(idle) <= 5,
  })
  report('overdue', {
    figure: 'per due promise, largest / smallest',
    value: ratio(due),
    unit: 'ratio',
    limit: '<= 2',
    ok: ratio(due) <= 2,
  })
} finally {
  await server.close()
}
