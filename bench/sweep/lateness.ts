import { setTimeout as sleep } from 'node:timers/promises'
import type { Hint } from '#platform/gate'
import { newId } from '#platform/ids'
import { startClocks } from '../../src/clocks.ts'
import type { BenchServer } from '../support.ts'
import { clockworkOf } from './clockwork.ts'
import { NOW } from './workload.ts'

/**
 * How late promises are broken and announced: the clocks of a worker run, and after `warmUp` seconds `rate` promises a
 * second come due for some seconds among all that are open. From the due instant until the hint of the committed event has gone out, in
 * milliseconds, ascending.
 */
export async function measureLateness(
  server: BenchServer,
  orgIds: readonly string[],
  { rate, seconds, warmUp }: { rate: number; seconds: number; warmUp: number },
): Promise<number[]> {
  const dues = new Map<string, number>()
  const late: number[] = []
  const began = performance.now()
  // A clock that starts at NOW and runs, so that what else is open stays ahead.
  const now = (): number => NOW + (performance.now() - began)
  const hear = ({ events }: Hint): void => {
    const heard = now()
    for (const { type, subject } of events) {
      const due = type === 'promise.broken' ? dues.get(subject) : undefined
      if (due !== undefined) late.push(heard - due)
    }
  }
  const count = rate * seconds
  const start = now() + warmUp * 1_000
  const rows = Array.from({ length: count }, (_, i) => {
    const id = newId(Temporal.Instant.fromEpochMilliseconds(NOW))
    const due = Math.round(start + (i * 1000) / rate)
    dues.set(`promise:${id}`, due)
    return { org: orgIds[(i * 37) % orgIds.length], id, due: new Date(due).toISOString() }
  })
  await server.owner.query(
    `insert into promise (org_id, id, chain_id, kind, wording, language, beneficiary, about, basis, state, consent, made_at,
       due_at, next_check_at, clock, caveats, followed, chain_seq, chain_hash)
     select org, id, id, 'answer', 'You will have an answer from us by then.', 'en', 'organization', 'request:' || id, 'policy',
       'open', 'not_asked', due - interval '1 hour', due, due, '{"type":"fixed"}', '[]', true, 1, sha256(id::text::bytea)
     from jsonb_to_recordset($1) as g (org uuid, id uuid, due timestamptz)`,
    [JSON.stringify(rows)],
  )
  const work = clockworkOf(server.world, now, (hint) => {
    hear(hint)
    clocks.ring()
  })
  const clocks = startClocks({ ...work, lookEveryMs: 10_000 })
  try {
    const end = start + seconds * 1_000 + 20_000
    while (late.length < count && now() < end) await sleep(100)
  } finally {
    await clocks.stop()
  }
  if (late.length < count) throw new Error(`${count - late.length} of ${count} were not announced in time`)
  return late.sort((a, b) => a - b)
}
