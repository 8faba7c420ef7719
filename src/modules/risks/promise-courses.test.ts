import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileCalendar } from '#library/calendar'
import { dice } from '#test/service-log'
import { learnCourses } from './course.ts'
import type { CourseRow } from './due-queries.ts'
import { courseOf, sayingOf } from './promise-courses.ts'

const at = (text: string): number => Date.parse(`${text}Z`)
const calendar = compileCalendar({
  timeZone: 'UTC',
  hours: Object.fromEntries(
    (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => [day, [['09:00', '17:00'] as const]]),
  ),
})
const DAY = 86_400_000
const NOW = at('2026-11-26T09:00')

const row = (over: Partial<CourseRow> = {}): CourseRow => ({
  ...{ kind: 'first_reply', policy_id: null, closed: null, lost: null },
  // From a Friday at three until the Monday after at eleven: four business hours.
  ...{ started: at('2026-11-20T15:00'), due: at('2026-11-23T11:00') },
  ...over,
})

describe('a course is a share of the business time', () => {
  test.each([
    ['kept on Friday at four', { closed: at('2026-11-20T16:00') }, NOW, 0.25, true],
    ['kept on Sunday', { closed: at('2026-11-22T12:00') }, NOW, 0.5, true],
    ['kept at the due instant', { closed: at('2026-11-23T11:00') }, NOW, 1, true],
    ['kept a second late', { closed: at('2026-11-23T11:00:01') }, NOW, 1, false],
    ['withdrawn on Monday at ten', { lost: at('2026-11-23T10:00') }, NOW, 0.75, false],
    ['still open then', {}, at('2026-11-23T09:00'), 0.5, false],
    ['overdue', {}, NOW, 1, false],
    ['what happened afterwards is not known', { closed: at('2026-11-20T16:00') }, at('2026-11-20T15:30'), 0.125, false],
  ])('%s', (_, over, known, until, kept) => {
    expect(courseOf(row(over), calendar, known)).toMatchObject({ until, kept })
  })

  test('without business time, or without hours, of the real time', () => {
    const weekend = { started: at('2026-11-21T00:00'), due: at('2026-11-22T00:00'), closed: at('2026-11-21T06:00') }
    expect(courseOf(row(weekend), calendar, NOW)).toMatchObject({ until: 0.25, kept: true })
    expect(courseOf(row({ closed: at('2026-11-22T01:00') }), null, NOW).until).toBeCloseTo(0.5)
  })
})

test('an appointment far ahead is not at risk because near ones are over by then', () => {
  const random = dice(3)
  const rows = Array.from({ length: 3_000 }, () => {
    const started = NOW - random() * 120 * DAY
    const due = started + (1 + random() * 13) * DAY
    return row({ kind: 'arrival', started, due, closed: random() < 0.9 ? due - random() * 3_600_000 : due + DAY })
  })
  const courses = learnCourses(rows.map((each) => courseOf(each, null, NOW)))
  for (const days of [1, 7, 14])
    for (const gone of [0, 0.5, 0.9]) {
      const started = NOW - gone * days * DAY
      const saying = sayingOf(courses, null, row({ kind: 'arrival', started, due: started + days * DAY }), NOW)
      expect('chance' in saying && saying.chance).toBeGreaterThan(0.85)
    }
})

test('when a chance will have fallen is an instant of the organization’s hours', () => {
  const rows = Array.from({ length: 200 }, (_, i) =>
    row({ closed: calendar.due(at('2026-11-20T15:00'), Math.round((i / 200) * 18_000)) }),
  )
  const courses = learnCourses(rows.map((each) => courseOf(each, calendar, NOW)))
  fc.assert(
    fc.property(fc.double({ min: 0.05, max: 0.7, noNaN: true }), (chance) => {
      const now = at('2026-11-20T15:00')
      const saying = sayingOf(courses, calendar, row(), now)
      if (!('chance' in saying)) throw new Error(saying.reason)
      const when = saying.when(chance)
      expect(when).toBeLessThanOrEqual(at('2026-11-23T11:00'))
      const then = sayingOf(courses, calendar, row(), when + 1_000)
      expect('chance' in then ? then.chance : 1).toBeLessThanOrEqual(Math.max(chance, 0) + 1e-3)
    }),
  )
})
