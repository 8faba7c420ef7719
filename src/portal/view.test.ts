import { describe, expect, test } from 'vitest'
import {
  currentOf,
  firstOfChain,
  historyOf,
  type SeenPromise,
  type SeenWait,
  seenState,
  stagesOf,
  stillStanding,
  type Tracking,
} from './view.ts'

const at = (hours: number) => Temporal.Instant.from('2026-11-20T09:00:00Z').add({ hours })
const promise = (over: Partial<SeenPromise>): SeenPromise => ({
  ...{
    id: 'a',
    chainId: over.id ?? 'a',
    kind: 'completion',
    wording: 'It will be done',
    language: 'en',
    state: 'open',
    consent: 'not_asked',
  },
  ...{ madeAt: at(0), dueAt: at(10), windowFrom: null, answerBy: null, answeredAt: null, answeredBy: null },
  ...{ wishAt: null, wishText: null, occurredAt: null, endedAt: null, caveats: [], reason: null },
  ...{ pausable: false, paused: null, callsAsked: [] },
  ...over,
})
const stages = (over: Partial<SeenPromise>) => stagesOf(promise(over)).map(({ name, status }) => `${name} ${status}`)

describe('the stages of a promise', () => {
  const cases: [string, Partial<SeenPromise>, string[]][] = [
    [
      'asked',
      { state: 'proposed', consent: 'pending', answerBy: at(5) },
      ['proposed finished', 'answer current', 'due ahead', 'done ahead'],
    ],
    ['made', {}, ['promised finished', 'due current', 'done ahead']],
    [
      'accepted',
      { consent: 'accepted', answeredAt: at(1) },
      ['proposed finished', 'accepted finished', 'due current', 'done ahead'],
    ],
    [
      'silent',
      { consent: 'unanswered', answerBy: at(5) },
      ['proposed finished', 'unanswered finished', 'due current', 'done ahead'],
    ],
    [
      'declined',
      { state: 'declined', consent: 'declined', answeredAt: at(1) },
      ['proposed finished', 'declined failed'],
    ],
    ['kept', { state: 'kept', occurredAt: at(9) }, ['promised finished', 'due finished', 'done finished']],
    ['late', { state: 'broken' }, ['promised finished', 'late failed', 'done ahead']],
    ['done late', { state: 'broken', occurredAt: at(12) }, ['promised finished', 'late failed', 'done finished']],
    ['withdrawn', { state: 'withdrawn', endedAt: at(3) }, ['promised finished', 'withdrawn failed']],
    [
      'withdrawn unanswered',
      { state: 'withdrawn', consent: 'pending', endedAt: at(3) },
      ['proposed finished', 'withdrawn failed'],
    ],
  ]
  test.each(cases)('%s', (_, over, expected) => {
    expect(stages(over)).toEqual(expected)
  })
})

describe('the promise a page is about', () => {
  const kept = promise({ id: 'kept', state: 'kept', occurredAt: at(1) })
  const open = promise({ id: 'open' })
  const late = promise({ id: 'late', state: 'broken' })
  const asked = promise({ id: 'asked', state: 'proposed', consent: 'pending' })
  const replaced = promise({ id: 'replaced', state: 'renegotiated' })
  test('is what needs the reader first, then what stands, then what is late, then the newest', () => {
    expect(currentOf([asked, open, late, kept])?.id).toBe('asked')
    expect(currentOf([open, late, kept])?.id).toBe('open')
    expect(currentOf([late, kept])?.id).toBe('late')
    expect(currentOf([kept, replaced])?.id).toBe('kept')
    expect(currentOf([replaced])?.id).toBe('replaced')
    expect(currentOf([])).toBeUndefined()
  })

  test('is what was done, not the new date that was declined before', () => {
    const declined = promise({ id: 'declined', chainId: 'kept', state: 'declined', consent: 'declined' })
    expect(currentOf([kept, declined])?.id).toBe('kept')
    expect(
      currentOf([
        { ...late, occurredAt: at(12) },
        { ...declined, chainId: 'late' },
      ])?.id,
    ).toBe('late')
    expect(currentOf([kept, { ...declined, chainId: 'declined' }])?.id).toBe('declined')
  })

  test('knows what still stands beside it, and what was promised first', () => {
    const successor = promise({ id: 'b', chainId: 'open', state: 'proposed', consent: 'pending' })
    const tracking = (current: SeenPromise, promises: SeenPromise[]) => ({ current, promises }) as unknown as Tracking
    expect(stillStanding(tracking(successor, [open, successor]))?.id).toBe('open')
    expect(firstOfChain(tracking(successor, [open, successor]))?.id).toBe('open')
    expect(stillStanding(tracking(open, [open]))).toBeUndefined()
    expect(firstOfChain(tracking(open, [open]))).toBeUndefined()
    const broken = { ...open, state: 'broken' as const }
    expect(stillStanding(tracking(successor, [broken, successor]))).toBeUndefined()
  })
})

describe('the history', () => {
  const what = (promises: SeenPromise[]) =>
    historyOf({ offers: [], promises, waits: [], updates: [] }).map(
      (entry) => `${entry.what}${entry.reason ? ` (${entry.reason})` : ''}`,
    )
  test('is newest first, with reasons, over all promises', () => {
    const first = promise({
      id: 'a',
      consent: 'accepted',
      answeredAt: at(1),
      answeredBy: 'member',
      state: 'renegotiated',
      endedAt: at(4),
    })
    const second = promise({
      ...{ id: 'b', chainId: 'a', madeAt: at(2), reason: 'The part is late', consent: 'accepted' },
      ...{ answeredAt: at(4), answeredBy: 'customer', state: 'broken', dueAt: at(20), occurredAt: at(22) },
    })
    expect(what([first, second])).toEqual([
      'doneLate',
      'broken',
      'accepted',
      'renegotiated',
      'moved (The part is late)',
      'acceptedByStaff',
      'proposed',
    ])
  })

  test('tells declined, declined with a word, and another wish apart', () => {
    const declined = { state: 'declined', consent: 'declined', answeredAt: at(1), answeredBy: 'customer' } as const
    expect(what([promise(declined)])).toEqual(['declined', 'proposed'])
    expect(what([promise({ ...declined, wishText: 'Too late' })])).toEqual(['declined (Too late)', 'proposed'])
    expect(what([promise({ ...declined, wishAt: at(30) })])).toEqual(['wished', 'proposed'])
    expect(what([promise({ ...declined, answeredBy: 'member' })])).toEqual(['declinedByStaff', 'proposed'])
  })

  test('what was asked, answered and written stands between what was promised', () => {
    const made = promise({ id: 'a' })
    const asked = { waitingFor: 'A photo', language: 'en' as const, startedAt: at(1), endedAt: at(3), reply: 'Here' }
    const told = [{ at: at(2), text: 'We are still on it' }]
    const all = (waits: SeenWait[]) =>
      historyOf({ offers: [], promises: [made], waits, updates: told }).map((entry) =>
        'text' in entry ? `${entry.what}: ${entry.text}` : entry.what,
      )
    const written = 'update: We are still on it'
    expect(all([{ ...asked, endedBy: 'customer' }])).toEqual(['replied: Here', written, 'asked: A photo', 'made'])
    expect(all([{ ...asked, endedBy: 'member' }])[0]).toBe('replyNoted: Here')
    expect(all([{ ...asked, endedBy: 'system' }])[0]).toBe(written)
    expect(all([{ ...asked, endedAt: null, endedBy: null }])).toEqual([written, 'asked: A photo', 'made'])
  })

  test('while a clock stands, the promise is the one the page is about, without a due time', () => {
    const paused = promise({ paused: { since: at(1), dueIfNow: at(18), dueIfToday: at(20) } })
    expect(seenState(paused)).toBe('paused')
    expect(currentOf([promise({ id: 'k', state: 'kept', occurredAt: at(1) }), paused])?.id).toBe('a')
    const news = promise({ id: 'n', kind: 'next_update' })
    expect(currentOf([paused, news])?.id).toBe('a')
    expect(currentOf([promise({}), news])?.id, 'what is to be done comes before news of it').toBe('a')
    expect(currentOf([news])?.id).toBe('n')
    expect(stagesOf(paused).find(({ name }) => name === 'due')?.at).toBeNull()
  })

  test('silence, withdrawal, delivery', () => {
    expect(what([promise({ consent: 'unanswered', answerBy: at(5) })])).toEqual(['unanswered', 'proposed'])
    expect(what([promise({ state: 'withdrawn', endedAt: at(2), reason: 'Cancelled' })])).toEqual([
      'withdrawn (Cancelled)',
      'made',
    ])
    expect(what([promise({ state: 'kept', occurredAt: at(9) })])).toEqual(['kept', 'made'])
  })
})
