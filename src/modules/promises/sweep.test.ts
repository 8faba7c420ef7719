import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { systemActor } from '#platform/operation'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { getPromise } from './get-promise.ts'
import { keepPromise } from './keep-promise.ts'
import { makePromise } from './make-promise.ts'
import { type Standing, stepsByClock } from './promise.ts'
import { readEvidence } from './read-evidence.ts'
import { renegotiatePromise } from './renegotiate-promise.ts'
import type { PromiseView } from './schemas.ts'
import { sweepDue } from './sweep-due.ts'

const START = Temporal.Instant.from('2026-11-26T09:00:00Z')
let w: TwoOrganizations
let about: string

beforeAll(async () => {
  w = await twoOrganizations(START.toString())
})
afterAll(() => w?.close())
beforeEach(() => {
  w.clock.set(START)
  about = `request:${newId(START)}`
})

const at = (minutes: number): Temporal.Instant => START.add({ milliseconds: Math.round(minutes * 60_000) })
const to = (minutes: number): void => w.clock.set(at(minutes))
const sweep = (input: Record<string, unknown> = {}) => w.gate.run(sweepDue, systemActor(w.ours, 'clock'), input)
const make = (dueIn: number, over: Record<string, unknown> = {}): Promise<PromiseView> =>
  w.gate.run(makePromise, w.member, {
    kind: 'completion',
    wording: 'It will be done.',
    beneficiary: 'member',
    dueAt: at(dueIn).toString(),
    about,
    ...over,
  })
const move = (id: string, dueIn: number): Promise<PromiseView> =>
  w.gate.run(renegotiatePromise, w.member, {
    id,
    wording: 'It will be later.',
    reason: 'A part is late.',
    dueAt: at(dueIn).toString(),
  })
const get = (id: string) => w.gate.run(getPromise, w.member, { id })
const eventsOf = async () => {
  const { chains, verified } = await w.gate.run(readEvidence, w.member, { about })
  expect(verified).toBe(true)
  return chains.map((chain) => chain.events.map(({ type, data }) => ({ type, data })))
}

/** Straight into the table, many at once: due `dueIn` minutes after START. */
async function fill(count: number, dueIn: (i: number) => number, over = { next: true }): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId(START))
  await w.owner.query(
    `insert into promise (org_id, id, chain_id, kind, wording, language, beneficiary, about, basis, state, consent, made_at, due_at,
       next_check_at, paused_at, clock, caveats, followed, chain_seq, chain_hash)
     select $1, id, id, 'completion', 'Done.', 'en', 'member', $4, 'person', 'open', 'not_asked', $5, due,
       case when $6 then due end, case when not $6 then $5::timestamptz end, '{"type":"fixed"}', '[]', true, 1, sha256('')
     from unnest($2::uuid[], $3::timestamptz[]) as given (id, due)`,
    [w.ours, ids, ids.map((_, i) => at(dueIn(i)).toString()), about, START.toString(), over.next],
  )
  return ids
}

const brokenOf = async (ids: readonly string[]): Promise<string[]> => {
  const { rows } = await w.owner.query<{ subject: string }>(
    `select subject from event where org_id = $1 and type = 'promise.broken' and subject = any($2) order by id`,
    [w.ours, ids.map((id) => `promise:${id}`)],
  )
  return rows.map(({ subject }) => subject.slice('promise:'.length))
}

/** What the pure part makes of a promise by an instant. */
const after = (standing: Standing, now: Temporal.Instant) => {
  const last = stepsByClock(standing, now).at(-1)
  return last ? { state: last.state, consent: last.consent } : { state: standing.state, consent: standing.consent }
}

describe('the sweep decides as the pure transition does', () => {
  const minute = fc.integer({ min: 1, max: 600 })
  const given = fc.record({
    promises: fc.array(fc.record({ due: minute, asks: fc.boolean(), movedTo: fc.option(minute) }), {
      minLength: 1,
      maxLength: 5,
    }),
    looks: fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 4 }),
  })

  test('whenever and however often it looks', async () => {
    await fc.assert(
      fc.asyncProperty(given, async ({ promises, looks }) => {
        w.clock.set(START)
        about = `request:${newId(START)}`
        const standings: Standing[] = []
        for (const { due, asks, movedTo } of promises) {
          const first = await make(due)
          const second = movedTo === null ? null : await move(first.id, movedTo)
          // A colleague's date has moved by being told; one that asks is set up as a customer's would be.
          if (asks)
            await w.owner.query(
              `update promise set state = 'proposed', consent = 'pending', answer_by = made_at + (due_at - made_at) / 2,
                 next_check_at = made_at + (due_at - made_at) / 2 where org_id = $1 and id = $2`,
              [w.ours, (second ?? first).id],
            )
        }
        const { rows } = await w.owner.query(
          `select id, state, consent, made_at, due_at, answer_by from promise where org_id = $1 and about = $2`,
          [w.ours, about],
        )
        const instant = (value: Date | null) => value && Temporal.Instant.fromEpochMilliseconds(value.getTime())
        for (const row of rows)
          standings.push({
            ...{ id: row.id, state: row.state, consent: row.consent, toldAt: null, occurredAt: null, pausedAt: null },
            madeAt: instant(row.made_at) ?? START,
            dueAt: instant(row.due_at) ?? START,
            answerBy: instant(row.answer_by),
          })
        for (const look of looks.sort((a, b) => a - b)) {
          w.clock.set(at(look).add({ milliseconds: 1 }))
          while ((await sweep()).swept > 0);
        }
        const now = w.clock.now()
        for (const standing of standings)
          expect(await get(standing.id)).toMatchObject({ id: standing.id, ...after(standing, now) })
        const { chains } = await w.gate.run(readEvidence, w.member, { about })
        for (const chain of chains)
          expect(chain.events.map(({ seq }) => seq)).toEqual(chain.events.map((_, i) => i + 1))
      }),
      { numRuns: 12 },
    )
  })

  test('a late delivery writes the same, swept before or not', async () => {
    const swept = await make(10)
    to(20)
    await sweep()
    await w.gate.run(keepPromise, w.member, { id: swept.id })
    const [one] = await eventsOf()
    const first = await get(swept.id)
    about = `request:${newId(START)}`
    to(0)
    const direct = await make(10)
    to(20)
    await w.gate.run(keepPromise, w.member, { id: direct.id })
    const [other] = await eventsOf()
    const second = await get(direct.id)
    const facts = ({ state, outcome, endedAt, lateSeconds, occurredAt }: PromiseView) => ({
      ...{ state, outcome, endedAt, lateSeconds, occurredAt },
    })
    expect(other?.slice(1)).toMatchObject(one?.slice(1) ?? [])
    expect(facts(first)).toEqual(facts(second))
  })
})

describe('batches', () => {
  test('a thousand at a time, in due order, each once; the next goes on where the last ended', async () => {
    // What the tests before have left.
    to(60)
    await sweep()
    to(0)
    const ids = await fill(1_100, (i) => 1 + (1_100 - i) / 100)
    to(60)
    const first = await sweep()
    expect(first).toMatchObject({ swept: 1_024, more: true, through: at(1 + 1_024 / 100).toString() })
    expect(await sweep({ since: first.through })).toMatchObject({ swept: 76, more: false })
    expect(await sweep()).toEqual({ swept: 0, more: false, through: null })
    expect(await brokenOf(ids)).toEqual(ids.toReversed())
  })

  test('the due instant itself is in time', async () => {
    const [id = ''] = await fill(1, () => 10)
    to(10)
    expect(await sweep()).toMatchObject({ swept: 0 })
    to(10 + 1 / 60)
    expect(await sweep()).toMatchObject({ swept: 1 })
    expect(await get(id)).toMatchObject({ state: 'broken', endedAt: at(10).toString() })
  })

  test('what is paused is not looked at', async () => {
    const ids = await fill(3, () => 10, { next: false })
    to(60)
    expect(await sweep()).toMatchObject({ swept: 0 })
    expect(await brokenOf(ids)).toEqual([])
  })

  test('what another organization has due is left alone', async () => {
    const ids = await fill(2, () => 10)
    to(60)
    expect(await w.gate.run(sweepDue, systemActor(w.others, 'clock'), {})).toMatchObject({ swept: 0 })
    expect(await brokenOf(ids)).toEqual([])
    await sweep()
  })

  test('nobody but the clock may', async () => {
    const refused = expect.objectContaining({ code: 'access/forbidden' })
    await expect(w.gate.run(sweepDue, w.limitedTo('promises.keep'), {})).rejects.toEqual(refused)
    const wrong = expect.objectContaining({ code: 'input/invalid' })
    await expect(sweep({ since: 'yesterday' })).rejects.toEqual(wrong)
  })
})

describe('chains', () => {
  test('predecessor and successor due in one batch, in the order of what happened', async () => {
    const first = await make(10)
    const second = await move(first.id, 40)
    await w.owner.query(
      `update promise set state = 'proposed', consent = 'pending', answer_by = $3, next_check_at = $3 where org_id = $1 and id = $2`,
      [w.ours, second.id, at(20).toString()],
    )
    await w.owner.query(
      `update promise set state = 'open', next_check_at = due_at, ended_at = null where org_id = $1 and id = $2`,
      [w.ours, first.id],
    )
    to(60)
    expect(await sweep()).toMatchObject({ swept: 2 })
    const { chains } = await w.gate.run(readEvidence, w.member, { about })
    expect(chains[0]?.events.slice(-3).map(({ type, data }) => [type, data.at])).toEqual([
      ['promise.broken', at(10).toString()],
      ['promise.unanswered', at(20).toString()],
      ['promise.broken', at(40).toString()],
    ])
  })

  test.each(['root', 'successor'] as const)('whose %s somebody holds is left for the next look', async (held) => {
    const first = await make(10)
    const second = await move(first.id, 20)
    const client = await w.owner.connect()
    try {
      await client.query('begin')
      const id = held === 'root' ? first.id : second.id
      await client.query('select from promise where org_id = $1 and id = $2 for update', [w.ours, id])
      to(60)
      expect(await sweep()).toMatchObject({ swept: 0 })
      expect((await get(second.id)).state).toBe('open')
      await client.query('commit')
    } finally {
      client.release()
    }
    expect(await sweep()).toMatchObject({ swept: 1 })
    expect((await get(second.id)).state).toBe('broken')
    await eventsOf()
  })

  test('swept beside deliveries of the same chains: nobody waits in a circle, nothing is done twice', async () => {
    const made = await Promise.all(Array.from({ length: 10 }, (_, i) => make(10 + i)))
    to(60)
    const kept = made.map(({ id }) => w.gate.run(keepPromise, w.member, { id }))
    await Promise.all([...kept, sweep(), sweep()])
    expect(await brokenOf(made.map(({ id }) => id))).toHaveLength(10)
    await eventsOf()
  })
})
