import { describe, expect, it } from 'vitest'
import { DAY, dice } from '#test/service-log'
import { type Lifetime, survivalCurve } from '#test/survival-curve'
import { bins } from './ages.ts'
import { lasting } from './curve.ts'
import { curveOf, hazardsOf } from './hazards.ts'
import { Housekeeping } from './housekeeping.ts'
import { agesOf, Leaf, type Running } from './leaf.ts'
import { isKept, keptFrom, ringStarts } from './marks.ts'
import { table, windowOf } from './window.ts'

const running = (from: number): Running => ({
  id: `${from}`,
  from,
  wall: from,
  day: Math.floor(from / DAY),
  leaf: 0,
  curve: null,
  steps: [],
})

/** Lives a list of requests through until day `today`: opened at a day, lasting so many days. */
function live(requests: readonly { opened: number; lasts: number }[], today: number): Leaf {
  const leaf = new Leaf()
  const all = requests.map(({ opened, lasts }) => ({ request: running(opened * DAY), ends: opened + lasts, lasts }))
  const marks: { day: number; position: number }[] = []
  const first = Math.floor(Math.min(...requests.map(({ opened }) => opened)))
  for (let day = first; day < today; day++) {
    leaf.mark(day, agesOf(leaf.begins, day * DAY))
    marks.push({ day, position: day * DAY })
    for (const { request } of all)
      if (request.day === day) {
        leaf.countOpening(request.from, day, marks)
        leaf.admit(request)
      }
    for (const { request, ends, lasts } of all)
      if (Math.floor(ends) === day) {
        leaf.countEnd(request.from, lasts * DAY, true, day, marks)
        leaf.dismiss(request)
      }
  }
  leaf.mark(today, agesOf(leaf.begins, today * DAY))
  return leaf
}

describe('counting of open requests', () => {
  it('is the product-limit estimate, with those still open as censored', () => {
    const random = dice(3)
    const requests = Array.from({ length: 3000 }, () => ({
      opened: 100 + random() * 60,
      lasts: -Math.log(1 - random()) * 20,
    }))
    const leaf = live(requests, 160)
    windowOf(leaf, agesOf(leaf.begins, 160 * DAY), [Number.NEGATIVE_INFINITY], 100)
    const curve = curveOf(hazardsOf(table, null, new Float64Array(bins)))
    const known = requests.map(({ opened, lasts }): Lifetime => {
      const ended = Math.floor(opened + lasts) < 160
      return { seconds: (ended ? lasts : 160 - opened) * 86_400, ended }
    })
    const textbook = survivalCurve(known)
    for (const days of [0.5, 1, 2, 5, 10, 20, 30, 45]) {
      const at = textbook.times.findLastIndex((seconds) => seconds <= days * 86_400)
      expect(lasting(curve, days * DAY), `${days} days`).toBeCloseTo(textbook.survival[at] as number, 2)
    }
  })

  it('late entries (left truncation) are at risk only from the age at which they come into the window', () => {
    // Since day 172 everything goes five times as fast, at every age: the window is the last weeks, and who was open then
    // comes into it at an age. Hazards are those of the new regime at ages that nobody has lived through in it alone.
    const random = dice(4)
    const requests = Array.from({ length: 6000 }, () => {
      const opened = 100 + random() * 100
      const slow = -Math.log(1 - random()) * 50
      return { opened, lasts: opened + slow < 172 ? slow : Math.max(0, 172 - opened) + -Math.log(1 - random()) * 10 }
    })
    const leaf = live(requests, 200)
    const window = windowOf(leaf, agesOf(leaf.begins, 200 * DAY), ringStarts(200), 100)
    const curve = curveOf(hazardsOf({ ...table, atRiskBefore: new Float64Array(bins) }, null, new Float64Array(bins)))
    expect(window).toMatchObject({ rings: 3, changed: true })
    for (const [from, to] of [
      [0, 5],
      [5, 15],
      [15, 30],
      [30, 50],
    ] as const) {
      const share = lasting(curve, to * DAY) / lasting(curve, from * DAY)
      expect(Math.abs(Math.log(share) / (-(to - from) / 10) - 1), `${from} to ${to} days`).toBeLessThan(0.15)
    }
  })
})

describe('the adaptive window', () => {
  const steady = (until: number, mean: (day: number) => number) => {
    const random = dice(11)
    return Array.from({ length: 6000 }, () => {
      const opened = random() * until
      return { opened, lasts: -Math.log(1 - random()) * mean(opened) }
    })
  }
  const windowAt = (requests: { opened: number; lasts: number }[], today: number) => {
    const leaf = live(requests, today)
    return windowOf(leaf, agesOf(leaf.begins, today * DAY), ringStarts(today), 0)
  }

  it('takes the whole log while nothing changes', () => {
    expect(
      windowAt(
        steady(200, () => 3),
        200,
      ).changed,
    ).toBe(false)
  })

  it('ends where the process changed', () => {
    const window = windowAt(
      steady(200, (day) => (day < 170 ? 3 : 9)),
      200,
    )
    expect(window.changed).toBe(true)
    expect(window.rings).toBeLessThanOrEqual(3)
  })
})

describe('days that are kept', () => {
  it('every ring begins at one, near its age', () => {
    for (let today = 20_000; today < 20_100; today++)
      for (const [i, day] of ringStarts(today).slice(0, -1).entries()) {
        expect(isKept(day, today)).toBe(true)
        expect(today - day).toBeGreaterThanOrEqual(7 * 2 ** i)
        expect(today - day).toBeLessThan(7 * 2 ** i + 32)
      }
  })

  it('what is kept later was kept before, and nothing is merged over the beginning of a ring', () => {
    const lost: [number, number][] = []
    for (let day = 20_000; day < 20_064; day++)
      for (let today = day; today < day + 600; today++) {
        if (isKept(day, today + 1) && !isKept(day, today)) lost.push([day, today])
        if (ringStarts(today).some((start) => start <= day && keptFrom(day, today) < start)) lost.push([day, today])
      }
    expect(lost).toEqual([])
  })
})

describe('tidying up', () => {
  const ages = (n: number, from: number, to: number) =>
    Array.from({ length: n }, (_, i) => from + ((to - from) * i) / (n - 1))

  it('is many old ones of all ages at once', () => {
    expect(new Housekeeping().judge(1, 100, ages(80, 15, 200))).toBe(true)
    expect(new Housekeeping().judge(1, 100, ages(14, 15, 200)), 'few').toBe(false)
    expect(new Housekeeping().judge(1, 100, ages(80, 15, 20)), 'a batch of work').toBe(false)
  })

  it('is not what is done every day', () => {
    const housekeeping = new Housekeeping()
    for (let day = 0; day < 70; day++) housekeeping.judge(1, day, ages(20, 15, 200))
    expect(housekeeping.judge(1, 70, ages(60, 15, 200))).toBe(false)
    expect(housekeeping.judge(1, 71, ages(400, 15, 200))).toBe(true)
    expect(housekeeping.judge(2, 71, ages(60, 15, 200)), 'another category').toBe(true)
  })
})
