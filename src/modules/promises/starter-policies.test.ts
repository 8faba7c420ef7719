import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#platform/fields'
import { policySpec } from './policy-spec.ts'
import { INDUSTRIES, NORMS } from './starter/norms.ts'
import { starterSet } from './starter-policies.ts'

const all = INDUSTRIES.flatMap((industry) =>
  LANGUAGES.map((language) => [industry, language, starterSet(industry, language)] as const),
)

describe.each(all)('the starter set: %s, %s', (_, language, set) => {
  test('answers every norm once, with names that differ and rules that hold', () => {
    expect(set.map(({ norm }) => norm)).toEqual([...NORMS])
    expect(new Set(set.map(({ name }) => name)).size).toBe(NORMS.length)
    for (const { spec } of set) expect(policySpec.parse(spec)).toEqual(spec)
  })

  test('says what it promises in every language, in sentences', () => {
    for (const { norm, spec } of set) {
      expect(Object.keys(spec.wording).sort()).toEqual([...LANGUAGES].sort())
      for (const text of Object.values(spec.wording)) expect(text, norm).toMatch(/^\p{Lu}.{10,120}\.$/u)
    }
  })

  test('finds mail by its name in English and in the language', () => {
    const channels = set.find(({ norm }) => norm === 'email')?.spec.conditions.channels ?? []
    expect(channels).toEqual(expect.arrayContaining(['email', 'e-mail']))
    if (language === 'ru') expect(channels).toContain('почта')
  })
})

test('no language has only another one’s words', () => {
  const [, , english = []] = all.find(([industry, language]) => industry === 'general' && language === 'en') ?? []
  for (const { norm, spec } of english) expect(new Set(Object.values(spec.wording)).size, norm).toBe(LANGUAGES.length)
})

test('each industry has words of its own', () => {
  const said = (industry: (typeof INDUSTRIES)[number]) =>
    JSON.stringify(starterSet(industry, 'en').map(({ name, spec }) => [name, spec.wording.en]))
  expect(new Set(INDUSTRIES.map(said)).size).toBe(INDUSTRIES.length)
  expect(said('repair')).toContain('repair')
  expect(said('clinic')).toContain('appointment')
})

test('the norms are those of the product: near end as target, far end as promise', () => {
  const ends = starterSet('general', 'en').map(({ norm, spec: { target, duration, ahead } }) => [
    norm,
    target ? `${target.n} ${target.unit}` : null,
    `${duration.n} ${duration.unit}${ahead ? ' ahead' : ''}`,
  ])
  expect(ends).toEqual([
    ['repeated_question', '1 business_days', '3 business_days'],
    ['email', '1 business_days', '3 business_days'],
    ['social_complaint', '10800 business_seconds', '18000 business_seconds'],
    ['order_status', null, '2 days'],
    ['booking_confirmation', '1 business_days', '2 business_days'],
    ['promotion', '5 business_days', '3 business_days ahead'],
    ['whole_service', null, '1 weeks'],
    ['review_request', null, '1 weeks'],
    ['went_as_promised', '2 business_days', '4 business_days'],
    ['return', null, '1 months'],
    ['product_news', '1 months', '2 months'],
    ['next_reply', '1 business_days', '3 business_days'],
    ['callback', '7200 business_seconds', '14400 business_seconds'],
  ])
})
