import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '#platform/operation'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { listLapses, seeLapse } from './lapses.ts'
import { makePromise } from './make-promise.ts'
import { recordLapse } from './record-lapse.ts'
import { sweepDue } from './sweep-due.ts'

const START = Temporal.Instant.from('2026-11-26T09:00:00Z')
let w: TwoOrganizations

beforeAll(async () => {
  w = await twoOrganizations(START.toString())
})
afterAll(() => w?.close())

const at = (minutes: number): Temporal.Instant => START.add({ minutes })
const sweep = (stoodStill: boolean) => w.gate.run(sweepDue, systemActor(w.ours, 'clock'), { stoodStill })
const list = async (over: Record<string, unknown> = {}, who = w.member) =>
  (await w.gate.run(listLapses, who, over)).items
const make = async (now: number, ...dueIn: number[]): Promise<void> => {
  w.clock.set(at(now))
  for (const minutes of dueIn)
    await w.gate.run(makePromise, w.member, {
      ...{ kind: 'completion', wording: 'Done.', beneficiary: 'member', about: `request:${w.ours}` },
      dueAt: at(minutes).toString(),
    })
}

describe('a clock that stood still', () => {
  test('writes nothing down that was not late, or not for its standing still', async () => {
    await make(0, 1, 2)
    w.clock.set(at(2).add({ seconds: 30 }))
    expect(await sweep(false)).toMatchObject({ swept: 2 })
    await make(3, 4)
    w.clock.set(at(4).add({ seconds: 30 }))
    expect(await sweep(true)).toMatchObject({ swept: 1 })
    expect(await list()).toEqual([])
  })

  test('says what was late, once, and what belongs to it is added', async () => {
    await make(10, 11, 12, 20)
    w.clock.set(at(20).add({ seconds: 30 }))
    expect(await sweep(true)).toMatchObject({ swept: 3 })
    const lapse = {
      from: at(11).toString(),
      to: w.clock.now().toString(),
      broken: 2,
      warned: 0,
      skipped: 0,
      seenAt: null,
    }
    expect(await list()).toMatchObject([lapse])
    await w.within(w.member, (ctx) => recordLapse(ctx, { from: at(9), to: ctx.now, broken: 0, warned: 1, skipped: 4 }))
    expect(await list()).toMatchObject([{ ...lapse, from: at(9).toString(), warned: 1, skipped: 4 }])
    const events = await w.eventsOf(w.ours, 'clock.was_late')
    expect(events.map(({ data }) => data)).toEqual([{ from: lapse.from, to: lapse.to }])
  })

  test('that stood still again later writes another', async () => {
    await make(30, 31)
    w.clock.set(at(40))
    await sweep(true)
    expect(await list()).toMatchObject([{ from: at(31).toString(), broken: 1 }, { broken: 2 }])
  })

  test('two workers that begin one at once write one', async () => {
    w.clock.set(at(60))
    const part = { from: at(50), to: at(60), broken: 1, warned: 0, skipped: 0 }
    const before = (await list()).length
    await Promise.all([1, 2, 3].map(() => w.within(w.member, (ctx) => recordLapse(ctx, part))))
    expect(await list()).toHaveLength(before + 1)
    expect((await list())[0]).toMatchObject({ broken: 3 })
  })
})

describe('a lapse is seen', () => {
  test('by whom it was shown to, once; it is listed, in pages, but no longer as unseen', async () => {
    const all = await list()
    const [lapse] = all
    const id = lapse?.id ?? ''
    const seen = await w.gate.run(seeLapse, w.member, { id })
    expect(seen).toMatchObject({ id, seenAt: at(60).toString() })
    w.clock.set(at(61))
    expect(await w.gate.run(seeLapse, w.member, { id })).toEqual(seen)
    expect(await w.eventsOf(w.ours, 'clock.lapse_seen')).toHaveLength(1)
    expect((await list({ unseen: 'true' })).map((item) => item.id)).toEqual(all.slice(1).map((item) => item.id))
    const first = await w.gate.run(listLapses, w.member, { limit: 1 })
    expect(first.items).toEqual([seen])
    const rest = await list({ cursor: first.nextCursor ?? '' })
    expect(rest.map((item) => item.id)).toEqual(all.slice(1).map((item) => item.id))
  })

  test('not by who may not, not by strangers, and not under a wrong id', async () => {
    const id = (await list())[0]?.id ?? ''
    const code = (expected: string) => expect.objectContaining({ code: expected })
    const reader = w.limitedTo('promises.listLapses')
    await expect(w.gate.run(seeLapse, reader, { id })).rejects.toEqual(code('access/forbidden'))
    await expect(w.gate.run(listLapses, w.limitedTo(), {})).rejects.toEqual(code('access/forbidden'))
    await expect(w.gate.run(seeLapse, w.stranger, { id })).rejects.toEqual(code('promises/not_found'))
    await expect(w.gate.run(seeLapse, w.member, { id: 'x' })).rejects.toEqual(code('input/invalid'))
    await expect(w.gate.run(listLapses, w.member, { unseen: 'maybe' })).rejects.toEqual(code('input/invalid'))
    expect(await list({}, w.stranger)).toEqual([])
  })
})
