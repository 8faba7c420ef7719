import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CalendarSpec, compileCalendar, type Pause, weekdays } from '../calendar.ts'
import { openMinutes } from './slow-reference.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Zones and an instant of interest in each: an ordinary change, half an hour, at midnight, a skipped date, negative. */
const moments: [zone: string, near: string][] = [
  ['Europe/Warsaw', '2026-03-29T01:00:00Z'],
  ['Europe/Warsaw', '2026-10-25T01:00:00Z'],
  ['America/New_York', '2025-11-02T06:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
  ['America/Santiago', '2024-09-08T04:00:00Z'],
  ['America/Sao_Paulo', '2018-02-18T02:00:00Z'],
  ['America/Havana', '2024-03-10T05:00:00Z'],
  ['America/St_Johns', '2010-11-07T02:31:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z'],
  ['Africa/Casablanca', '2024-03-10T02:00:00Z'],
  ['Europe/Moscow', '2014-10-25T22:00:00Z'],
  ['Asia/Kolkata', '2026-12-31T18:30:00Z'],
  ['UTC', '2027-12-31T00:00:00Z'],
]

const time = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const range = fc
  .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 0, max: 192 }))
  .map(([from, to]) => [time(from * 15), time(to * 15)] as const)
const ranges = fc.array(range, { maxLength: 3 })

const scene = fc
  .record({
    moment: fc.constantFrom(...moments),
    hours: fc.record(Object.fromEntries(weekdays.map((day) => [day, ranges])), { requiredKeys: [] }),
    holidays: fc.uniqueArray(fc.integer({ min: -3, max: 3 }), { maxLength: 2 }),
    overrides: fc.dictionary(fc.integer({ min: -3, max: 3 }).map(String), ranges, { maxKeys: 2 }),
  })
  .map(({ moment: [timeZone, near], hours, holidays, overrides }) => {
    const instant = Temporal.Instant.from(near)
    const date = instant.toZonedDateTimeISO(timeZone).toPlainDate()
    const dateOf = (days: number): string => date.add({ days }).toString()
    const spec: CalendarSpec = {
      timeZone,
      // Always open somewhere, so that no calendar is refused.
      hours: { ...hours, wed: hours.wed ?? [['08:00', '16:00']], thu: [['10:00', '18:00'], ...(hours.thu ?? [])] },
      holidays: holidays.map(dateOf),
      overrides: Object.fromEntries(Object.entries(overrides).map(([days, list]) => [dateOf(Number(days)), list])),
    }
    return { spec, near: instant.epochMilliseconds }
  })

const offset = fc.integer({ min: -3 * 1440, max: 3 * 1440 })
const somePauses = fc.array(fc.tuple(offset, fc.integer({ min: 0, max: 2000 })), { maxLength: 3 })
const minutesOfWork = fc.integer({ min: 0, max: 6000 })

/** A calendar that is always open has no next closing: what is thrown counts as the answer. */
const attempt = (ask: () => number): number | string => {
  try {
    return ask()
  } catch (error) {
    return (error as Error).message
  }
}

describe('a compiled calendar', () => {
  it('agrees with stepping minute by minute', () => {
    fc.assert(
      fc.property(scene, offset, offset, somePauses, ({ spec, near }, a, b, pauses) => {
        const calendar = compileCalendar(spec)
        const start = near - 4 * DAY
        const open = openMinutes(spec, start, near + 4 * DAY)
        const at = (minutes: number): number => near + minutes * MINUTE
        const index = (ms: number): number => (ms - start) / MINUTE
        const [from, to] = [Math.min(a, b), Math.max(a, b)].map(at) as [number, number]
        const stops: Pause[] = pauses.map(([p, length]) => [at(p), at(p + length)])
        const counts = (i: number, stopped: readonly Pause[]): boolean => {
          const ms = start + i * MINUTE
          return open[i] === true && !stopped.some(([p, q]) => p <= ms && ms < q)
        }
        const worked = (stopped: readonly Pause[]): number => {
          let minutes = 0
          for (let i = index(from); i < index(to); i++) if (counts(i, stopped)) minutes += 1
          return minutes * 60
        }
        expect(calendar.isOpen(from)).toBe(open[index(from)])
        expect(calendar.elapsed(from, to)).toBe(worked([]))
        expect(calendar.elapsedWithPauses(from, to, stops)).toBe(worked(stops))
        // Ask for exactly the work that lies before `to`: due at the end of its last counted minute.
        let last = index(to) - 1
        while (last >= index(from) && !counts(last, stops)) last -= 1
        if (last >= index(from))
          expect(calendar.dueWithPauses(from, worked(stops), stops)).toBe(start + (last + 1) * MINUTE)
        const opens = open.indexOf(true, index(from))
        if (opens >= 0) expect(calendar.nextOpen(from)).toBe(start + opens * MINUTE)
        const closes = opens < 0 ? -1 : open.indexOf(false, opens)
        if (closes >= 0) expect(calendar.nextClose(from)).toBe(start + closes * MINUTE)
      }),
      { numRuns: 60 },
    )
  })

  it('inverts due by elapsed, before by elapsed, and before by due', () => {
    fc.assert(
      fc.property(scene, offset, minutesOfWork, somePauses, ({ spec, near }, minutes, work, pauses) => {
        const calendar = compileCalendar(spec)
        const start = near + minutes * MINUTE
        const seconds = work * 60 + (work % 60)
        const stops: Pause[] = pauses.map(([p, length]) => [near + p * MINUTE, near + (p + length) * MINUTE])
        expect(calendar.elapsed(start, calendar.due(start, seconds))).toBe(seconds)
        expect(calendar.elapsedWithPauses(start, calendar.dueWithPauses(start, seconds, stops), stops)).toBeCloseTo(
          seconds,
          6,
        )
        const earlier = calendar.before(start, seconds)
        expect(calendar.elapsed(earlier, start)).toBe(seconds)
        expect(calendar.due(earlier, seconds)).toBeLessThanOrEqual(start)
        expect(calendar.elapsed(start, earlier)).toBe(seconds === 0 ? 0 : -seconds)
      }),
    )
  })

  it('is monotone in the start and in the work', () => {
    fc.assert(
      fc.property(
        scene,
        offset,
        fc.nat(5000),
        minutesOfWork,
        fc.nat(5000),
        ({ spec, near }, minutes, later, work, more) => {
          const calendar = compileCalendar(spec)
          const start = near + minutes * MINUTE
          expect(calendar.due(start + later * MINUTE, work * 60)).toBeGreaterThanOrEqual(calendar.due(start, work * 60))
          expect(calendar.due(start, (work + more) * 60)).toBeGreaterThanOrEqual(calendar.due(start, work * 60))
          expect(calendar.before(start, (work + more) * 60)).toBeLessThanOrEqual(calendar.before(start, work * 60))
        },
      ),
    )
  })

  it('adds up: work in two parts, an interval split anywhere, an empty pause is nothing', () => {
    fc.assert(
      fc.property(
        scene,
        offset,
        offset,
        offset,
        minutesOfWork,
        minutesOfWork,
        ({ spec, near }, a, b, c, some, more) => {
          const calendar = compileCalendar(spec)
          const [start, middle, end] = [a, b, c].map((minutes) => near + minutes * MINUTE) as [number, number, number]
          expect(calendar.due(calendar.due(start, some * 60), more * 60)).toBe(calendar.due(start, (some + more) * 60))
          expect(calendar.elapsed(start, middle) + calendar.elapsed(middle, end)).toBe(calendar.elapsed(start, end))
          const nothing: Pause[] = [[middle, middle]]
          expect(calendar.dueWithPauses(start, some * 60, nothing)).toBe(calendar.due(start, some * 60))
          expect(calendar.elapsedWithPauses(start, end, nothing)).toBe(calendar.elapsed(start, end))
        },
      ),
    )
  })

  it('explains every second, date by date', () => {
    fc.assert(
      fc.property(scene, offset, minutesOfWork, ({ spec, near }, minutes, work) => {
        const calendar = compileCalendar(spec)
        const start = near + minutes * MINUTE
        const rows = calendar.explain(start, work * 60)
        expect(rows.reduce((sum, row) => sum + row.seconds, 0)).toBe(work * 60)
        expect(rows.at(-1)?.to ?? start).toBe(calendar.due(start, work * 60))
        for (const [i, row] of rows.entries()) {
          const zoned = Temporal.Instant.fromEpochMilliseconds(row.from).toZonedDateTimeISO(spec.timeZone)
          expect(zoned.toPlainDate().toString()).toBe(row.date)
          expect(row.from).toBeGreaterThanOrEqual(rows[i - 1]?.to ?? start)
          expect(calendar.elapsed(row.from, row.to)).toBe(row.seconds)
        }
      }),
    )
  })

  it('answers the same whatever was asked before', () => {
    fc.assert(
      fc.property(
        scene,
        fc.array(fc.integer({ min: 1971, max: 2199 }), { maxLength: 4 }),
        offset,
        minutesOfWork,
        ({ spec, near }, years, minutes, work) => {
          const asked = compileCalendar(spec)
          for (const year of years) asked.isOpen(Temporal.Instant.from(`${year}-06-15T12:00:00Z`).epochMilliseconds)
          const fresh = compileCalendar(spec)
          const start = near + minutes * MINUTE
          expect(asked.due(start, work * 60)).toBe(fresh.due(start, work * 60))
          expect(asked.before(start, work * 60)).toBe(fresh.before(start, work * 60))
          expect(attempt(() => asked.nextClose(start))).toEqual(attempt(() => fresh.nextClose(start)))
        },
      ),
      { numRuns: 25 },
    )
  })
})
