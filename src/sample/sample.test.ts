import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { readToday } from '#modules/desk'
import { countOutcomes, installStarterSet, listPromises, readEvidence, readNorms } from '#modules/promises'
import { newId } from '#platform/ids'
import { silentLog } from '#platform/log'
import { operation, systemActor } from '#platform/operation'
import { type MailServer, startMailServer } from '#test/mail-server'
import { runScript } from '#test/script'
import { createWorld, type TestWorld } from '#test/world'
import { loadSample } from './load-sample.ts'
import { INBOX_REQUESTS } from './plan-inbox.ts'
import { planSample } from './plan-sample.ts'
import { readSample } from './progress.ts'

const SIZE = { customers: 40, requests: 132 }
let mail: MailServer
let w: TestWorld
let orgId: string

beforeAll(async () => {
  mail = await startMailServer()
  w = await createWorld({ start: '2026-11-26T11:00:00Z', smtpUrl: mail.url })
  orgId = w.orgs[0].id
  await w.owner.query('update organization set sample = true where id = $1', [orgId])
})
afterAll(() => Promise.all([w?.close(), mail?.close()]))

const load = (signal?: AbortSignal, onProgress?: (done: number, total: number) => void) =>
  loadSample({ gate: w.gate, database: w.database.db, clock: w.clock, log: silentLog, storage: w.storage }, orgId, {
    size: SIZE,
    ...(signal ? { signal } : {}),
    ...(onProgress ? { onProgress } : {}),
  })
const system = () => systemActor(orgId, 'test')
const counts = async (id = orgId) =>
  (
    await w.owner.query(
      `select (select count(*) from request where org_id = $1)::int as requests,
        (select count(*) from promise where org_id = $1)::int as promises, (select count(*) from event where org_id = $1)::int as events,
        (select count(*) from customer where org_id = $1)::int as customers`,
      [id],
    )
  ).rows[0]

test('the same moment gives the same plan', () => {
  const about = {
    now: Temporal.Instant.from('2026-11-26T11:00:00Z'),
    language: 'en',
    timeZone: 'Europe/London',
  } as const
  expect(JSON.stringify(planSample(about, SIZE))).toBe(JSON.stringify(planSample(about, SIZE)))
})

test('refuses an organization that does real work', async () => {
  await expect(
    loadSample(
      { gate: w.gate, database: w.database.db, clock: w.clock, log: silentLog, storage: w.storage },
      w.orgs[1].id,
    ),
  ).rejects.toEqual(expect.objectContaining({ code: 'sample/not_a_sample' }))
})

test('stopped in the middle it goes on, and once loaded it changes nothing', async () => {
  const stop = new AbortController()
  await expect(load(stop.signal, (done, total) => done > total / 2 && stop.abort())).rejects.toThrow()
  expect(await w.gate.run(readSample, system(), {})).toMatchObject({ state: 'loading' })
  await load()
  expect(await w.gate.run(readSample, system(), {})).toMatchObject({ state: 'ready' })
  const loaded = await counts()
  expect(loaded).toMatchObject({ customers: SIZE.customers, requests: SIZE.requests + INBOX_REQUESTS })
  await load()
  expect(await counts()).toEqual(loaded)
}, 60_000)

/** Another organization for the sample, founded at the test's moment. */
async function anotherSample(): Promise<string> {
  const id = newId(w.clock.now())
  await w.owner.query(
    `insert into organization (id, name, country, time_zone, language, sample, created_at)
     values ($1, 'Sample', 'GB', 'Europe/London', 'en', true, now())`,
    [id],
  )
  return id
}

test('killed in the middle it goes on where the last part ended', async () => {
  const id = await anotherSample()
  const { appUrl, systemUrl, secret } = w.database
  const loader = runScript(`
    import { openDatabase } from '#platform/db'
    import { createGate } from '#platform/gate'
    import { silentLog as log } from '#platform/log'
    import { keysFrom } from '#platform/tokens'
    import { stoppedClock } from '#platform/clock'
    import { loadSample } from './src/sample/load-sample.ts'
    const storage = { put: async () => {} }
    const database = openDatabase(${JSON.stringify({ appUrl, systemUrl })}, { size: 4 })
    const clock = stoppedClock('${w.clock.now()}')
    const instance = { keys: keysFrom('${secret}'), url: 'http://localhost', version: '0', sendsMail: false }
    const gate = createGate({ database, clock, instance, log })
    const onProgress = (done) => console.log(done)
    await loadSample({ gate, database, clock, log, storage }, '${id}', { size: ${JSON.stringify(SIZE)}, onProgress })`)
  while ((await loader.next<number>()) < SIZE.customers + 1.2 * SIZE.requests);
  loader.child.kill('SIGKILL')
  expect(await loader.ended()).toMatchObject({ signal: 'SIGKILL' })
  const read = () => w.gate.run(readSample, systemActor(id, 'test'), {})
  expect(await read()).toMatchObject({ state: 'loading' })
  const deps = { gate: w.gate, database: w.database.db, clock: w.clock, log: silentLog, storage: w.storage }
  // As when a server's task and the command line both take it up.
  await Promise.all([loadSample(deps, id), loadSample(deps, id)])
  expect(await read()).toMatchObject({ state: 'ready' })
  const { requests, promises, customers } = await counts(id)
  expect({ requests, promises, customers }).toEqual(await counts().then(({ events: _, ...same }) => same))
}, 60_000)

test('is loaded though somebody takes the starter set meanwhile: what they took is theirs', async () => {
  const id = await anotherSample()
  const deps = { gate: w.gate, database: w.database.db, clock: w.clock, log: silentLog, storage: w.storage }
  const stop = new AbortController()
  const onProgress = (done: number) => done > 2 && stop.abort()
  await expect(loadSample(deps, id, { size: SIZE, signal: stop.signal, onProgress })).rejects.toThrow()
  const member = systemActor(id, 'test')
  const { created } = await w.gate.run(installStarterSet, member, {
    industry: 'repair',
    norms: ['email', 'product_news'],
  })
  await loadSample(deps, id, { size: SIZE })
  expect(await w.gate.run(readSample, member, {})).toMatchObject({ state: 'ready' })
  const { norms } = await w.gate.run(readNorms, member, {})
  const policyOf = (code: string) => norms.find((norm) => norm.code === code)?.policyId
  expect([policyOf('email'), policyOf('product_news')]).toEqual(created.map((policy) => policy.id))
  expect(norms.filter(({ policyId }) => policyId === null)).toEqual([])
}, 60_000)

test('chains of every outcome, most of them kept', async () => {
  const countYear = operation({
    name: 'test.countYear',
    effect: 'reads',
    permission: 'test.countYear',
    summary: 'Outcomes of a year',
    input: z.strictObject({}),
    output: z.record(z.string(), z.number()),
    run: (ctx) => countOutcomes(ctx, ctx.now.subtract({ hours: 366 * 24 }), ctx.now.add({ hours: 366 * 24 })),
  })
  const outcomes = await w.gate.run(countYear, system(), {})
  expect(Object.entries(outcomes).filter(([, count]) => count === 0)).toEqual([])
  const { kept = 0, kept_as_moved: moved = 0, kept_as_told: told = 0, broken = 0 } = outcomes
  expect((kept + moved) / (kept + moved + told + broken)).toBeGreaterThan(0.8)
  const ways = await w.owner.query<Record<string, boolean>>(
    `select bool_or(state = 'broken' and occurred_at is null) as overdue, bool_or(state = 'broken' and occurred_at > due_at) as late,
       bool_or(consent = 'unanswered') as unanswered, bool_or(consent = 'not_asked') as unasked, bool_or(window_from is not null) as windows,
       bool_or(state = 'open' and due_at < $2::timestamptz + interval '4 hours') as soon,
       exists (select from event where org_id = $1 and type = 'promise.corrected') as corrected,
       exists (select from answer where org_id = $1 and given_by = 'member') as by_phone,
       exists (select from answer where org_id = $1 and given_by = 'customer') as by_link,
       exists (select from notice where org_id = $1 and state = 'undelivered') as untold,
       exists (select from forecast_observation where org_id = $1 and cause is not null) as causes
     from promise where org_id = $1`,
    [orgId, w.clock.now().toString()],
  )
  expect(Object.entries(ways.rows[0] ?? {}).filter(([, present]) => present !== true)).toEqual([])
})

test('promises in every state, and a day that looks like one', async () => {
  const { rows } = await w.owner.query<{ state: string }>('select distinct state from promise where org_id = $1', [
    orgId,
  ])
  expect(rows.map((row) => row.state).sort()).toEqual([
    'broken',
    'declined',
    'kept',
    'open',
    'proposed',
    'renegotiated',
    'withdrawn',
  ])
  const today = await w.gate.run(readToday, system(), {})
  expect(new Set(today.actNow.map((matter) => matter.why))).toEqual(
    new Set(['overdue', 'not_told', 'wish', 'reply', 'due_soon']),
  )
})

test('the figure Kept is as long as its list, moved chains and all, by each outcome', async () => {
  const today = await w.gate.run(readToday, system(), {})
  const { from, kept, keptAsMoved, keptAsTold, broken } = today.figures.kept
  const rootsOf = async (outcome: string) => {
    const period = { dueFrom: from, dueBefore: today.asOf, followed: 'true' as const }
    const rows = []
    for (let cursor: string | undefined; ; ) {
      const page = await w.gate.run(listPromises, system(), {
        outcome,
        ...period,
        limit: 50,
        ...(cursor && { cursor }),
      })
      rows.push(...page.items)
      if (page.nextCursor === null) return rows
      cursor = page.nextCursor
    }
  }
  const judged = await rootsOf('kept,kept_as_moved,kept_as_told,broken')
  expect(new Set(judged.map(({ id }) => id)).size).toBe(kept + keptAsMoved + keptAsTold + broken)
  expect(judged.filter(({ id, chainId }) => id !== chainId)).toEqual([])
  for (const [outcome, count] of Object.entries({
    kept,
    kept_as_moved: keptAsMoved,
    kept_as_told: keptAsTold,
    broken,
  })) {
    const rows = await rootsOf(outcome)
    expect(rows, outcome).toHaveLength(count)
    expect(
      rows.filter((row) => row.outcome !== outcome),
      outcome,
    ).toEqual([])
  }
  expect(keptAsMoved).toBeGreaterThan(0)
  await expect(w.gate.run(listPromises, system(), { outcome: 'kept' })).rejects.toMatchObject({
    code: 'promises/outcome_needs_period',
  })
})

test('customers who are asked for something, one who has answered, one who hears every day how things stand', async () => {
  const count = async (sql: string) =>
    (await w.owner.query<{ n: number }>(`select count(*)::int as n from ${sql}`, [orgId])).rows[0]?.n
  expect(await count('customer_wait where org_id = $1 and ended_at is null')).toBe(2)
  expect(await count("customer_wait where org_id = $1 and ended_by = 'customer' and reply is not null")).toBe(1)
  expect(await count('promise where org_id = $1 and paused_at is not null')).toBe(2)
  expect(await count("promise where org_id = $1 and kind = 'next_update' and state = 'kept'")).toBe(1)
  const next = "promise where org_id = $1 and kind = 'next_update' and state = 'open' and repeats"
  expect(await count(`${next} and told_at is not null`)).toBe(1)
})

test('two teams with a rota: shifts were swapped in one, an absence leaves a gap in the other', async () => {
  const { body } = await w.api('get', '/v1/teams', undefined, { as: w.orgs[0].viewer })
  const [emergencies, office, ...more] = body.items
  expect([emergencies.members.length, emergencies.rota.length, office.members.length, more]).toEqual([5, 5, 2, []])
  expect(emergencies).toMatchObject({ name: 'Emergencies', onDuty: [{ name: "Tom O'Brien" }], gaps: { count: 0 } })
  expect(office).toMatchObject({ name: 'Office', onDuty: [{ name: 'Rosa Mendes' }], gaps: { count: 1 } })
})

test('the starter set with what its policies promised: every norm, most of it kept, some of it now', async () => {
  const { norms } = await w.gate.run(readNorms, system(), {})
  expect(norms).toHaveLength(13)
  expect(norms.filter(({ policyId, enabled }) => policyId === null || !enabled)).toEqual([])
  const days90 = norms.map(({ code, delivered }) => ({ code, ...delivered[1] }))
  const measured = days90.filter(({ promises = 0 }) => promises > 0)
  expect(measured.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['email', 'booking_confirmation', 'whole_service']),
  )
  const [promises, kept] = [measured, measured].map((all, i) =>
    all.reduce((sum, one) => sum + ((i === 0 ? one.promises : one.kept) ?? 0), 0),
  )
  expect((kept ?? 0) / (promises ?? 1)).toBeGreaterThan(0.7)
  expect(norms.find(({ code }) => code === 'email')).toMatchObject({
    lastReview: { decision: 'keep' },
    reviewDue: false,
  })
  expect(norms.find(({ code }) => code === 'return')).toMatchObject({ reviewDue: true })
})

test('the last two days are held to the floor: what lay below has its reason, what was promised before no chance', async () => {
  const { rows } = await w.owner.query<{ below: number; honest: number; older: number }>(
    `select count(floor_reason)::int as below, count(*) filter (where floor_when_made is not null and floor_reason is null)::int as honest,
       count(*) filter (where chance_when_made is not null and made_at < $2::timestamptz - interval '54 hours')::int as older
     from promise where org_id = $1`,
    [orgId, w.clock.now().toString()],
  )
  const [held] = rows
  expect(held?.below).toBeGreaterThan(0)
  expect(held?.honest).toBeGreaterThan(0)
  expect(held?.older).toBe(0)
  const { items } = (await w.api('get', '/v1/promise-overrides', undefined, { as: w.orgs[0].lead })).body
  expect(items).toHaveLength(held?.below ?? 0)
})

test('an inbox: who waits, one of them longer than promised, what rests, is closed, came back, and is written by machines', async () => {
  const as = w.orgs[0].lead
  const list = async (query: string) =>
    (await w.api('get', `/v1/conversations?limit=50&${query}`, undefined, { as })).body.items
  const waiting = await list('show=waiting')
  expect(waiting.map(({ channel }: { channel: string }) => channel).sort()).toEqual([
    ...['email', 'email', 'email', 'email', 'phone'],
  ])
  expect(waiting.filter(({ from }: { from: { verified: boolean } }) => !from.verified)).toMatchObject([
    { customer: null, suggestedCustomer: { id: expect.any(String) } },
  ])
  const [late, ...others] = waiting.map(({ replyDueAt }: { replyDueAt: string | null }) => replyDueAt)
  expect(late < w.clock.now().toString()).toBe(true)
  expect(others.filter((due: string | null) => due !== null && due < w.clock.now().toString())).toEqual([])
  expect(await list('show=snoozed')).toHaveLength(1)
  expect(await list('show=closed')).toHaveLength(1)
  expect(await list('show=automatic')).toHaveLength(1)
  const all = await list('show=all')
  expect(new Set(all.map(({ language }: { language: string }) => language)).size).toBeGreaterThan(2)
  const said = (
    await Promise.all(
      all.map(({ id }: { id: string }) => w.api('get', `/v1/conversations/${id}/messages`, undefined, { as })),
    )
  ).flatMap(({ body }) => body.items)
  const having = (what: (each: (typeof said)[number]) => boolean) => said.filter(what).length
  expect(having(({ attachments }) => attachments.length === 2)).toBe(1)
  expect(having(({ automatic }) => automatic === 'bounce')).toBe(1)
  expect(having(({ automatic }) => automatic === 'auto_reply')).toBe(1)
  expect(having(({ state, failure }) => state === 'failed' && failure.includes('5.1.1'))).toBe(1)
  expect(having(({ direction }) => direction === 'note')).toBe(1)
  const promised = said.flatMap(({ promises }) => promises)
  expect(promised).toMatchObject([{ state: 'open', toldAt: expect.any(String) }])
  const file = said.flatMap(({ attachments }) => attachments)[0]
  expect((await w.api('get', `/v1/attachments/${file.id}/content`, undefined, { as })).status).toBe(200)
})

test('the evidence is whole', async () => {
  const { rows } = await w.owner.query<{ about: string }>(
    'select about from promise where org_id = $1 order by id limit 25',
    [orgId],
  )
  for (const { about } of rows)
    expect(await w.gate.run(readEvidence, system(), { about })).toMatchObject({ verified: true })
})

test('nothing of it is mailed', async () => {
  const { rows } = await w.owner.query<{ task: string }>(
    // Who waits is reminded like everywhere; in a sample the reminder is held.
    "select task from outbox where org_id = $1 and task not in ('sample.load', 'promises.remind_of_wait', 'promises.remind_of_answer', 'conversations.wake', 'conversations.send_message')",
    [orgId],
  )
  expect(rows).toEqual([])
  await w.drainTasks()
  expect(mail.mails).toEqual([])
  const queued = "select 1 from message where org_id = $1 and written and state in ('queued', 'held')"
  expect((await w.owner.query(queued, [orgId])).rowCount, 'what was sent was sent in the past').toBe(0)
})

test('nor is a promise that is made in it afterwards, although mail goes out', async () => {
  const { rows } = await w.owner.query<{ customer_id: string }>(
    'select customer_id from contact where org_id = $1 and email is not null and is_primary limit 1',
    [orgId],
  )
  const about = `request:${newId(w.clock.now())}`
  const [dueAt, customerId] = [w.clock.now().add({ hours: 30 }).toString(), rows[0]?.customer_id]
  const made = { kind: 'callback', wording: 'We will call you', dueAt, about, customerId }
  expect((await w.api('post', '/v1/promises', made, { as: w.orgs[0].owner })).status).toBe(201)
  await w.drainTasks()
  const messages = await w.owner.query('select state from message where org_id = $1 and about = $2', [orgId, about])
  expect(messages.rows).toEqual([{ state: 'held' }])
  expect(mail.mails).toEqual([])
})

test('members of the sample have no way in, and how far it is shows', async () => {
  const staff = await w.owner.query(
    `select 1 from member m join app_user u on u.id = m.user_id
     where m.org_id = $1 and u.email like '%@example.com' and (u.password_hash is not null
       or exists (select from user_organization o where o.user_id = u.id))`,
    [orgId],
  )
  expect(staff.rowCount).toBe(0)
  const [ours, others] = w.orgs
  const read = async (org: typeof ours) => (await w.api('get', '/v1/sample', undefined, { as: org.viewer })).body
  const total = SIZE.customers + 2 * SIZE.requests
  expect(await read(ours)).toEqual({ state: 'ready', done: total, total })
  expect(await read(others)).toEqual({ state: 'none', done: 0, total: 0 })
})
