// One event touches many promises: planned, previewed page by page as the sheet shows it, sent; beside a batched insert of
// the rows that this wrote, in the same run, into the same tables.

import type pg from 'pg'
import { type Actor, systemActor } from '#platform/operation'
import { listItems } from '../src/modules/recovery/list-items.ts'
import { openRecovery } from '../src/modules/recovery/open-recovery.ts'
import { planBatch } from '../src/modules/recovery/plan-recovery.ts'
import { previewItem } from '../src/modules/recovery/preview-item.ts'
import { sendBatch } from '../src/modules/recovery/send-batch.ts'
import { sendRecovery } from '../src/modules/recovery/send-recovery.ts'
import { loadFirm } from './mass-event/firm.ts'
import { benchServer, report, smoke } from './support.ts'

const given = process.argv.slice(2).map(Number).find(Number.isInteger)
const SIZE = smoke ? 500 : (given ?? 10_000)
const ROUNDS = smoke ? 1 : 3
const BATCH = 250
const LEAST = 0.15

/** The tables that a mass event writes to, and which of their rows it wrote. Parents first. */
const WRITTEN: readonly [table: string, where: string][] = [
  ['recovery_item', 'true'],
  ['promise', 'predecessor_id is not null'],
  ['promise_step', 'promise_id in (select id from promise p where p.org_id = $1 and p.predecessor_id is not null)'],
  ['promise_risk', 'promise_id in (select id from promise p where p.org_id = $1 and p.predecessor_id is not null)'],
  ['notice', 'true'],
  ['event', "type = 'promise.moved'"],
  ['event_text', "event_id in (select id from event e where e.org_id = $1 and e.type = 'promise.moved')"],
  ['outbox', "task = 'conversations.deliver_notice'"],
]

const server = await benchServer()
try {
  const { owner, world } = server
  const rates: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const orgId = `01938c1e-7a00-7000-8000-00000000b00${round}`
    const memberId = await loadFirm(owner, orgId, SIZE)
    const system = systemActor(orgId, 'bench')
    const actor: Actor = { ...system, kind: 'member', id: memberId, memberId, role: 'lead' }
    const run = <T>(work: () => Promise<T>): Promise<[T, number]> => timed(work)

    const [{ id }, opening] = await run(() =>
      world.gate.run(openRecovery, actor, {
        title: 'Strike',
        affected: { category: 'Heating' },
        dates: { by: 'forecast', confidence: 0.9 },
        reason: 'Our supplier is on strike.',
      }),
    )
    const [, planning] = await run(async () => {
      while ((await world.gate.run(planBatch, system, { id })).more);
    })
    const pageOf = (cursor: string | null) =>
      world.gate.run(listItems, actor, { id, limit: 200, ...(cursor === null ? {} : { cursor }) })
    const [seen, listing] = await run(async () => {
      let count = 0
      let undated = 0
      for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
        const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(cursor)
        count += page.items.length
        undated += page.items.filter(({ newDueAt }) => newDueAt === null).length
        const [item] = page.items
        // One message of every page is looked at, as a person would.
        if (item) await world.gate.run(previewItem, actor, { id, itemId: item.promiseId })
        cursor = page.nextCursor
      }
      return { count, undated }
    })
    if (seen.count !== SIZE || seen.undated > 0) throw new Error(`Seen: ${JSON.stringify(seen)}, expected ${SIZE}`)
    const [, sending] = await run(async () => {
      await world.gate.run(sendRecovery, actor, { id })
      while ((await world.gate.run(sendBatch, actor, { id })).more);
    })
    const { rows: written } = await owner.query<{ n: number }>(
      "select count(*)::int as n from promise where org_id = $1 and predecessor_id is not null and state = 'proposed'",
      [orgId],
    )
    if (written[0]?.n !== SIZE) throw new Error(`${written[0]?.n} successors of ${SIZE}`)

    const { milliseconds: inserting, rows } = await insertAgain(owner, orgId)
    const all = opening + planning + listing + sending
    rates.push(inserting / all)
    const facts = { promises: SIZE, round }
    report('mass-event', {
      figure: 'planned',
      value: SIZE / ((opening + planning) / 1000),
      unit: 'promises/s',
      ...facts,
    })
    report('mass-event', {
      figure: 'previewed, 200 a page',
      value: SIZE / (listing / 1000),
      unit: 'promises/s',
      ...facts,
    })
    report('mass-event', {
      figure: 'successors and notices written',
      value: SIZE / (sending / 1000),
      unit: 'promises/s',
      ...facts,
    })
    report('mass-event', {
      figure: 'all of it',
      value: SIZE / (all / 1000),
      unit: 'promises/s',
      milliseconds: Math.round(all),
      ...facts,
    })
    report('mass-event', {
      figure: 'batched insert of the same rows',
      value: SIZE / (inserting / 1000),
      unit: 'promises/s',
      rows,
      ...facts,
    })
  }
  // The first event of an installation counts as well: nothing is warm, and no statistics know of it.
  const value = Math.min(...rates)
  report('mass-event', {
    ...{
      figure: 'all of it, of the batched insert, slowest round',
      value,
      unit: 'ratio',
      limit: `>= ${LEAST}`,
      ok: value >= LEAST,
    },
  })
} finally {
  await server.close()
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const started = performance.now()
  const result = await work()
  return [result, performance.now() - started]
}

/** Takes out what was written, and inserts it again: so many rows of each table a statement, as many promises a transaction. */
async function insertAgain(owner: pg.Pool, orgId: string): Promise<{ milliseconds: number; rows: number }> {
  const tables: { name: string; columns: string[]; types: string[]; rows: unknown[][] }[] = []
  for (const [name, where] of WRITTEN) {
    const { rows: columns } = await owner.query<{ name: string; type: string }>(
      `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
      [name],
    )
    const list = columns.map((column) => `"${column.name}"::text`).join(', ')
    const { rows } = await owner.query<unknown[]>({
      text: `select ${list} from ${name} where org_id = $1 and ${where}`,
      values: [orgId],
      rowMode: 'array',
    })
    tables.push({ name, columns: columns.map((c) => c.name), types: columns.map((c) => c.type), rows })
  }
  const one = await owner.connect()
  try {
    for (const [name, where] of [...WRITTEN].reverse())
      await one.query(`delete from ${name} where org_id = $1 and ${where}`, [orgId])
    await one.query(`vacuum analyze ${WRITTEN.map(([name]) => name).join(', ')}`)
    const started = performance.now()
    for (let at = 0; at < SIZE; at += BATCH) {
      await one.query('begin')
      for (const { name, columns, types, rows } of tables) {
        // As many of each table's rows as fall to these promises.
        const [from, to] = [at, at + BATCH].map((n) => Math.floor((Math.min(n, SIZE) / SIZE) * rows.length))
        const some = rows.slice(from, to)
        if (some.length === 0) continue
        const values = some.map(
          (_, i) => `(${types.map((type, j) => `$${i * types.length + j + 1}::${type}`).join(', ')})`,
        )
        const text = `insert into ${name} (${columns.map((column) => `"${column}"`).join(', ')}) values ${values.join(', ')}`
        await one.query({ name: `${name} ${some.length}`, text, values: some.flat() })
      }
      await one.query('commit')
    }
    return { milliseconds: performance.now() - started, rows: tables.reduce((sum, { rows }) => sum + rows.length, 0) }
  } finally {
    one.release()
  }
}
