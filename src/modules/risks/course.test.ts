import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dice } from '#test/service-log'
import { type Course, learnCourses } from './course.ts'

const course = (kind: string, until: number, kept = true, policy: string | null = null): Course => ({
  ...{ kind, policy, until, kept },
})
const many = (count: number, of: (i: number) => Course): Course[] => Array.from({ length: count }, (_, i) => of(i))
const arrival = { kind: 'arrival', policy: null }

describe('what is learned', () => {
  const random = dice(3)
  // Nine appointments in ten are kept in the last fiftieth of their time; replies come within the first tenth, or never.
  const courses = [
    ...many(1_000, () => (random() < 0.9 ? course('arrival', 1 - random() * 0.02) : course('arrival', 1, false))),
    ...many(1_000, () => (random() < 0.8 ? course('first_reply', random() * 0.1) : course('first_reply', 1, false))),
  ]
  const learned = learnCourses(courses)
  const chance = (kind: string, share: number) => learned.chance({ kind, policy: null }, share)

  test('an appointment is as likely as ever until its time has nearly come', () => {
    for (const share of [0, 0.3, 0.9, 0.97]) expect(chance('arrival', share)).toBeCloseTo(0.9, 1)
    expect(chance('arrival', 0.999)).toBeLessThan(0.5)
    expect(chance('arrival', 1)).toBe(0)
  })

  test('a reply that did not come soon hardly comes', () => {
    expect(chance('first_reply', 0)).toBeCloseTo(0.8, 1)
    expect(chance('first_reply', 0.2)).toBeLessThan(0.1)
  })

  test('a kind never seen is like all', () => {
    expect(chance('refund', 0)).toBeCloseTo(0.85, 1)
  })
})

test('without censoring it is the share of those still open that were kept', () => {
  const courses = many(400, (i) => (i % 4 === 0 ? course('arrival', 1, false) : course('arrival', (i + 1) / 401)))
  const learned = learnCourses(courses)
  for (const share of [0.25, 0.5, 0.75]) {
    const open = courses.filter((each) => !each.kept || each.until > share)
    const kept = open.filter((each) => each.kept).length / open.length
    expect(learned.chance(arrival, share)).toBeCloseTo(kept, 1)
  }
})

test('what was given up on half-way counts as long as it was watched', () => {
  const kept = many(100, () => course('arrival', 0.9))
  const withdrawn = many(100, () => course('arrival', 0.5, false))
  expect(learnCourses([...kept, ...withdrawn]).chance(arrival, 0)).toBeCloseTo(1, 2)
})

test('a policy of few promises leans on its kind by the weight of ten', () => {
  const courses = [...many(1_000, () => course('arrival', 0.5)), ...many(10, () => course('arrival', 1, false, 'p'))]
  expect(learnCourses(courses).chance({ kind: 'arrival', policy: 'p' }, 0)).toBeCloseTo(0.5, 1)
})

test('fewer than thirty that have ended say nothing', () => {
  const few = [...many(29, () => course('arrival', 0.5)), ...many(100, () => course('arrival', 0.5, false))]
  expect(learnCourses(few).chance(arrival, 0)).toBeNull()
  expect(learnCourses([...few, course('arrival', 1, false)]).chance(arrival, 0)).not.toBeNull()
  expect(learnCourses([]).chance(arrival, 0)).toBeNull()
})

describe('whatever happened', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  const any = fc.array(
    fc.record({
      kind: fc.constantFrom('arrival', 'callback'),
      policy: fc.constantFrom(null, 'p', 'q'),
      until: share,
      kept: fc.boolean(),
    }),
    { minLength: 40, maxLength: 200 },
  )
  const asked = fc.record({
    kind: fc.constantFrom('arrival', 'callback', 'refund'),
    policy: fc.constantFrom(null, 'p'),
  })

  test('a chance lies between 0 and 1, falls as time goes, and is gone at the due instant', () => {
    fc.assert(
      fc.property(any, asked, share, share, (courses, of, a, b) => {
        const learned = learnCourses(courses)
        const [early, late] = [learned.chance(of, Math.min(a, b)), learned.chance(of, Math.max(a, b))]
        // What nobody ever lasted to, nothing is said of.
        fc.pre(early !== null && late !== null)
        for (const each of [early, late]) {
          expect(each).toBeGreaterThanOrEqual(0)
          expect(each).toBeLessThanOrEqual(1)
        }
        expect(late ?? 0).toBeLessThanOrEqual((early ?? 0) + 1e-9)
      }),
    )
  })

  test('when a chance will have fallen is when it has', () => {
    fc.assert(
      fc.property(any, asked, share, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (courses, of, now, chance) => {
        const learned = learnCourses(courses)
        const present = learned.chance(of, now)
        fc.pre(present !== null && now < 1)
        const at = learned.shareWhen(of, chance, now)
        expect(at).toBeGreaterThanOrEqual(now)
        expect(at).toBeLessThanOrEqual(1)
        if (at < 1) expect(learned.chance(of, at) ?? 0).toBeLessThanOrEqual(chance + 1e-6)
        const before = now + (at - now) * 0.99
        if (at > now && before < at) expect(learned.chance(of, before) ?? 0).toBeGreaterThanOrEqual(chance - 1e-6)
      }),
    )
  })
})
