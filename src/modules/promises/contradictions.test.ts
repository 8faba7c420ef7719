import { expect, test } from 'vitest'
import { compare, doubled } from './contradictions.ts'
import type { PromiseView } from './schemas.ts'

const FRIDAY = '2026-11-27T16:00:00Z'
const promise = (over: Partial<PromiseView> = {}): PromiseView =>
  ({ id: 'one', kind: 'completion', state: 'open', beneficiary: 'customer', dueAt: FRIDAY, ...over }) as PromiseView
const found = (over: object = {}) => ({
  kind: 'repair' as const,
  due: Temporal.Instant.from('2026-11-30T16:00:00Z'),
  granularity: 'day' as const,
  ...over,
})
const friday = (hour = 16) => ({ due: Temporal.Instant.from(FRIDAY).add({ hours: hour - 16 }) })

test.each<[string, object, Partial<PromiseView>[], string[]]>([
  ['nothing is promised', {}, [], []],
  ['another day than the open promise', {}, [{}], ['date_differs']],
  ['the same day', friday(9), [{}], ['second']],
  ['the same day, another hour', { ...friday(9), granularity: 'minute' }, [{}], ['date_differs']],
  ['the same instant', { ...friday(), granularity: 'minute' }, [{}], ['second']],
  ['a date that the customer declined', friday(), [{ state: 'declined' }], ['declined']],
  ['another date than the declined one', {}, [{ state: 'declined' }], []],
  ['what is kept or withdrawn', {}, [{ state: 'kept' }, { state: 'withdrawn' }], []],
  ['a proposal counts too', {}, [{ state: 'proposed' }], ['date_differs']],
  ['another kind of promise', { kind: 'refund' }, [{}], []],
  ['within the firm', {}, [{ beneficiary: 'organization' }], []],
  ['a reply is made by writing', { kind: 'reply' }, [{ kind: 'first_reply' }], []],
  ['a call is no contradiction of the reply', { kind: 'call' }, [{ kind: 'first_reply' }], []],
  ['a call at another time', { kind: 'call' }, [{ kind: 'callback' }], ['date_differs']],
  ['without a date', { due: null, granularity: 'none' }, [{}], ['second']],
  ['without a date, and nothing is promised', { due: null, granularity: 'none' }, [{ state: 'kept' }], []],
])('%s', (_, said, promises, codes) => {
  const { flags, already } = compare([found(said)], promises.map(promise), 'Europe/Madrid')
  expect(flags.map(({ code }) => code)).toEqual(codes)
  expect([...already.keys()]).toEqual(codes.includes('second') ? [0] : [])
  for (const { code, needsReason } of flags) expect(needsReason).toBe(code !== 'second')
})

test('says which promise in the text, and what it is compared with', () => {
  const { flags } = compare([found({ kind: 'refund' }), found()], [promise()], 'UTC')
  expect(flags[0]).toMatchObject({ index: 1, promise: { id: 'one' } })
})

test('recorded once more it is a second promise for the same thing, whatever its date, and takes a reason', () => {
  const known = [
    promise(),
    promise({ id: 'two', kind: 'first_reply' }),
    promise({ id: 'three', state: 'kept', kind: 'refund' }),
  ]
  const second = (kind: string) => doubled([{ kind }], known, [])
  expect(second('completion')).toMatchObject([
    { code: 'second', promise: { id: 'one' }, index: null, needsReason: true },
  ])
  expect([...second('first_reply'), ...second('refund'), ...second('callback')]).toEqual([])
  const { flags } = compare([found()], known, 'UTC')
  expect(doubled([{ kind: 'completion' }], known, flags), 'the text is flagged for it already').toEqual([])
})
