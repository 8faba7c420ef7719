import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDefaultCalendar } from '#modules/calendars'
import { createCustomer } from '#modules/customers'
import { Refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { endCadence } from './cadence.ts'
import { endWaitAbout, resumeOnReply } from './end-wait.ts'
import { getPromise } from './get-promise.ts'
import { keepPromise } from './keep-promise.ts'
import { makePromise } from './make-promise.ts'
import { evidenceAbout } from './read-evidence.ts'
import { acceptPromise } from './record-answer.ts'
import { renegotiatePromise } from './renegotiate-promise.ts'
import { sendUpdate } from './send-update.ts'
import { startWait } from './start-wait.ts'
import { sweepDue } from './sweep-due.ts'
import { withdrawPromise } from './withdraw-promise.ts'

// Whatever happens in whatever order: every row follows from its events, and what waits is looked at by no clock.
const START = '2026-11-26T09:00:00Z'
let w: TwoOrganizations
let customerId: string

beforeAll(async () => {
  w = await twoOrganizations(START)
  await w.within(w.member, (ctx) => createDefaultCalendar(ctx, { country: 'PL', zone: 'Europe/Warsaw' }))
  const contact = { name: 'Ana', email: 'ana@example.com', language: 'en', timeZone: 'Europe/Madrid' }
  customerId = (await w.gate.run(createCustomer, w.member, { name: 'Ana', contacts: [contact] })).id
})
afterAll(() => w?.close())

const STEPS = ['wait', 'reply', 'close', 'keep', 'update', 'withdraw', 'move', 'accept', 'sweep', 'make'] as const
const step = fc.record({
  what: fc.constantFrom(...STEPS),
  which: fc.nat(3),
  hours: fc.integer({ min: 0, max: 30 }),
  counts: fc.boolean(),
})

test('evidence holds through any course of waiting, answering, keeping, moving and updates', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (course) => {
      w.clock.set(START)
      const about = `request:${newId(w.clock.now())}`
      const ids: string[] = []
      const run = w.gate.run
      const make = async (counts: boolean): Promise<void> => {
        const promised = { kind: 'next_update', wording: 'News.', about, customerId, businessSeconds: 6 * 3600 }
        const made = await run(makePromise, w.member, { ...promised, countsFromAnswer: counts, repeats: !counts })
        ids.push(made.id)
      }
      await make(true)
      for (const { what, which, hours, counts } of course) {
        w.clock.set(w.clock.now().add({ hours }).toString())
        const id = ids[which % ids.length] ?? ''
        const told = { saidBy: 'Ana', channel: 'phone' }
        const doing = {
          wait: () => run(startWait, w.member, { about, waitingFor: 'A photo.' }),
          reply: () => w.within(w.member, (ctx) => resumeOnReply(ctx, about, { by: 'member', at: ctx.now })),
          close: () =>
            w.within(w.member, async (ctx) => {
              await endWaitAbout(ctx, about)
              await endCadence(ctx, about)
            }),
          keep: () => run(keepPromise, w.member, { id }),
          update: () => run(sendUpdate, w.member, { id }),
          withdraw: () => run(withdrawPromise, w.member, { id, reason: 'Sold.' }),
          move: async () => {
            const dueAt = w.clock.now().add({ hours: 40 }).toString()
            const later = { id, wording: 'News.', dueAt, reason: 'Late.', countsFromAnswer: counts }
            ids.push((await run(renegotiatePromise, w.member, later)).id)
          },
          accept: () => run(acceptPromise, w.member, { id, ...told }),
          sweep: () => run(sweepDue, w.member, {}),
          make: () => make(counts),
        }[what]
        await doing().catch((error: unknown) => {
          if (!(error instanceof Refusal)) throw error
        })
      }
      const evidence = await w.within(w.member, (ctx) => evidenceAbout(ctx, about))
      expect(evidence.chains.flatMap(({ faults }) => faults)).toEqual([])
      const { rows } = await w.owner.query(
        'select state, paused_at, next_check_at, clock from promise where about = $1',
        [about],
      )
      const { rows: open } = await w.owner.query('select id from customer_wait where about = $1 and ended_at is null', [
        about,
      ])
      for (const row of rows) {
        const stands = row.clock.pauses?.some((pause: { to: string | null }) => pause.to === null) ?? false
        expect(row.paused_at !== null).toBe(stands)
        if (row.paused_at !== null) expect([row.state, row.next_check_at, open.length]).toEqual(['open', null, 1])
      }
      const first = await run(getPromise, w.member, { id: ids[0] ?? '' })
      expect(first.waiting !== null).toBe(first.pausedAt !== null)
    }),
    { numRuns: 12 },
  )
}, 240_000)
