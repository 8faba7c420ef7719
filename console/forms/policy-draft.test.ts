import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { PolicySpec, PolicyStep } from '../parts/policy-data.ts'
import { speak } from '../ui/text.ts'
import {
  freshSpec,
  inOrder,
  mistakeAt,
  mistakesIn,
  numbersMissing,
  sameSpec,
  specOf,
  withoutMistakesAt,
} from './policy-draft.ts'

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: {} })
  vi.stubGlobal('localStorage', { setItem: () => {} })
  await speak('en')
})
afterAll(() => {
  vi.unstubAllGlobals()
})

const step = (when: PolicyStep['when']): PolicyStep => ({ when, to: { who: 'owner' }, channel: 'console' })
const spec = (changed: Partial<PolicySpec>): PolicySpec => ({ ...freshSpec, wording: { en: 'We will.' }, ...changed })

describe('what is sent', () => {
  it('is without empty conditions and texts', () => {
    const sent = specOf(spec({ conditions: { channels: [], kinds: ['job'] }, wording: { en: ' We will. ', pl: '  ' } }))
    expect(sent.conditions).toEqual({ kinds: ['job'] })
    expect(sent.wording).toEqual({ en: 'We will.' })
  })

  it('has its steps in the order in which they are taken', () => {
    const after = step({ measure: 'after_due', businessSeconds: 0 })
    const late = step({ measure: 'after_due', businessSeconds: 3600 })
    const half = step({ measure: 'share_left', share: 0.5 })
    const quarter = step({ measure: 'share_left', share: 0.25 })
    const hour = step({ measure: 'before_due', businessSeconds: 3600 })
    const minute = step({ measure: 'before_due', businessSeconds: 60 })
    expect(inOrder([late, minute, after, quarter, hour, half])).toEqual([half, quarter, hour, minute, after, late])
  })
})

describe('the same rules', () => {
  it('are the same whatever the order of their fields, and with what is not sent', () => {
    const one = spec({ conditions: { kinds: ['job'], languages: ['pl'] } })
    const other = spec({ conditions: { languages: ['pl'], channels: [], kinds: ['job'] } })
    expect(sameSpec(one, other)).toBe(true)
    expect(sameSpec(one, spec({ conditions: { kinds: ['order'], languages: ['pl'] } }))).toBe(false)
    expect(sameSpec(one, { ...one, target: { unit: 'days', n: 1, at: 'same_time' } })).toBe(false)
  })
})

describe('mistakes', () => {
  it('stand at the paths that the API uses', () => {
    const found = mistakesIn({ name: ' ', enabled: true, spec: { ...freshSpec, wording: { en: ' ' } } })
    expect(found.map(({ path }) => path)).toEqual(['name', 'spec.wording'])
    expect(mistakeAt(found, 'name')).toBe('Fill this in.')
    expect(mistakeAt(found, 'spec')).toBe('Fill this in.')
    expect(mistakeAt(found, 'spec.word')).toBeUndefined()
    expect(withoutMistakesAt(found, 'spec')).toHaveLength(1)
    expect(withoutMistakesAt(found, 'spec.wording')).toHaveLength(1)
  })

  it.each<[Partial<PolicySpec>, string[]]>([
    [{}, []],
    [{ duration: { unit: 'business_seconds', n: Number.NaN } }, ['spec.duration.n']],
    [{ duration: { unit: 'business_days', n: 0, at: 'close' } }, []],
    [{ duration: { unit: 'weeks', n: 0, at: 'same_time' } }, ['spec.duration.n']],
    [{ target: { unit: 'days', n: 1.5, at: 'same_time' } }, ['spec.target.n']],
    [{ steps: [step({ measure: 'share_left', share: 1 })] }, ['spec.steps.0.when.share']],
    [{ steps: [step({ measure: 'before_due', businessSeconds: 0 })] }, ['spec.steps.0.when.businessSeconds']],
    [{ steps: [step({ measure: 'after_due', businessSeconds: 0 })] }, []],
  ])('numbers of %j', (changed, paths) => {
    expect(numbersMissing(spec(changed))).toEqual(paths)
  })
})
