import { describe, expect, it } from 'vitest'
import type { Language } from '#platform/fields'
import { FULL_SIZE } from './firm.ts'
import { planSample } from './plan-sample.ts'
import type { PlannedPromise, PlannedStory, Step } from './step.ts'

const MOMENTS: readonly [now: string, timeZone: string, language: Language][] = [
  ['2026-11-26T11:00:00Z', 'Europe/London', 'en'],
  // A night from Saturday to Sunday, a holiday, the hours around changes of the clocks, a leap day, far zones.
  ['2026-11-29T01:40:03.217Z', 'Europe/Warsaw', 'pl'],
  ['2026-12-25T09:15:00Z', 'Europe/Madrid', 'ca'],
  ['2026-10-25T01:30:00Z', 'Europe/Lisbon', 'pt'],
  ['2027-03-28T01:00:00Z', 'Europe/Madrid', 'es'],
  ['2028-02-29T22:59:59.999Z', 'America/Sao_Paulo', 'pt'],
  ['2026-07-06T05:00:00Z', 'Asia/Almaty', 'ru'],
  ['2026-04-05T15:30:00Z', 'Australia/Lord_Howe', 'en'],
]

type Standing = { promise: PlannedPromise; madeAt: Temporal.Instant; state: string; told: boolean; delivered: boolean }

const before = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0

/**
 * Walks a story as the ledger would: what is made of its promises, and what the ledger would refuse or a clock would have
 * done in between.
 */
function walk({ request, steps }: PlannedStory, now: Temporal.Instant): { made: Standing[]; faults: string[] } {
  const faults: string[] = []
  const made: Standing[] = []
  let last = request.openedAt
  const check = (holds: boolean, what: string, step: Step): void => {
    if (!holds) faults.push(`${what}: ${step.do} at ${step.at}, opened ${request.openedAt}`)
  }
  const answerByOf = ({ promise, madeAt }: Standing): Temporal.Instant =>
    promise.answerBy ??
    madeAt.add({ milliseconds: Math.floor((promise.dueAt.epochMilliseconds - madeAt.epochMilliseconds) / 2) })
  const look = (at: Temporal.Instant): void => {
    for (const one of made) {
      if (one.state === 'proposed' && before(answerByOf(one), at)) one.state = 'open'
      if (one.state === 'open' && before(one.promise.dueAt, at)) one.state = 'broken'
    }
  }
  for (const step of steps) {
    check(before(last, step.at), 'not after the step before', step)
    check(!before(now, step.at), 'in the future', step)
    const missed = step.at.subtract({ seconds: 1 })
    const overlooked = (one: Standing) =>
      (one.state === 'proposed' && before(answerByOf(one), missed)) ||
      (one.state === 'open' && before(one.promise.dueAt, missed))
    check(!made.some(overlooked), 'no clock looked', step)
    last = step.at
    const current = made.at(-1 - (step.back ?? 0))
    if (step.do === 'clock') look(step.at)
    if (step.do === 'make' || step.do === 'move') {
      const { dueAt, answerBy = dueAt, windowFrom = step.at } = step.promise
      check(
        before(step.at, dueAt) && before(step.at, answerBy) && !before(dueAt, answerBy),
        'due or answer too soon',
        step,
      )
      check(before(windowFrom, dueAt), 'window', step)
      if (step.do === 'move') check(current?.state === 'open', 'not movable', step)
      made.push({
        promise: step.promise,
        madeAt: step.at,
        state: step.promise.asks ? 'proposed' : 'open',
        told: false,
        delivered: false,
      })
    }
    if (step.do === 'tell' && current) current.told = true
    if (step.do === 'answer' && current) {
      check(current.state === 'proposed' && current.told, 'nothing to answer', step)
      check(step.wishAt === undefined || before(step.at, step.wishAt), 'wish in the past', step)
      current.state = step.answer === 'accepted' ? 'open' : 'declined'
      const old = made.at(-2)
      if (step.answer === 'accepted' && old?.state === 'open' && steps.some((other) => other.do === 'move'))
        old.state = 'renegotiated'
    }
    if (step.do === 'withdraw') check(current?.state === 'open', 'not withdrawable', step)
    if (step.do === 'withdraw' && current) current.state = 'withdrawn'
    if (step.do === 'keep' && current) {
      check((current.state === 'open' || current.state === 'broken') && !current.delivered, 'nothing to deliver', step)
      check(
        !before(step.at, step.occurredAt) && !before(step.occurredAt, current.madeAt),
        'delivered at an impossible time',
        step,
      )
      const corrects = current.state === 'broken' && !before(current.promise.dueAt, step.occurredAt)
      check(corrects === (step.reason !== undefined), 'reason', step)
      check(!corrects || before(step.at, current.promise.dueAt.add({ hours: 24 })), 'correction too late', step)
      current.state = before(current.promise.dueAt, step.occurredAt) ? 'broken' : 'kept'
      current.delivered = true
    }
  }
  const open = made.filter((one) => one.state === 'open' && before(one.promise.dueAt, now))
  if (open.length > 0) faults.push(`left open past its due instant: opened ${request.openedAt}`)
  return { made, faults }
}

/** Of the promises that were due in the last four weeks, those kept: a date that was missed counts, whatever followed. */
function keptLately(walked: readonly { made: Standing[] }[], now: Temporal.Instant): number {
  const lately = (one: Standing) =>
    before(now.subtract({ hours: 28 * 24 }), one.promise.dueAt) && before(one.promise.dueAt, now)
  const states = walked.flatMap(({ made }) => {
    const ended = made.filter((one) => lately(one) && (one.state === 'kept' || one.state === 'broken'))
    return ended.some((one) => one.state === 'broken') ? ['broken'] : ended.map((one) => one.state)
  })
  return states.filter((state) => state === 'kept').length / states.length
}

describe('the plan of the sample business', () => {
  it('would be caught telling what cannot have happened', () => {
    const now = Temporal.Instant.from('2026-11-26T11:00:00Z')
    const { stories } = planSample({ now, timeZone: 'Europe/London', language: 'en' }, { customers: 40, requests: 220 })
    const spoilt = (spoil: (steps: Step[]) => Step[]) =>
      stories.flatMap((story) => walk({ ...story, steps: spoil(story.steps) }, now).faults).length
    expect(spoilt((steps) => steps)).toBe(0)
    expect(spoilt((steps) => steps.filter((step) => step.do !== 'clock'))).toBeGreaterThan(5)
    expect(spoilt((steps) => steps.filter((step) => step.do !== 'tell'))).toBeGreaterThan(50)
    expect(spoilt((steps) => steps.map((step) => ({ ...step, at: step.at.add({ hours: 9_000 }) })))).toBeGreaterThan(
      200,
    )
    const later = (step: Step) => (step.do === 'keep' ? { ...step, occurredAt: step.at.add({ hours: 1 }) } : step)
    expect(spoilt((steps) => steps.map(later))).toBeGreaterThan(100)
  })

  it.each(MOMENTS)('can be carried out and looks alive at %s in %s', (moment, timeZone, language) => {
    const now = Temporal.Instant.from(moment)
    const { stories, customers } = planSample({ now, timeZone, language }, FULL_SIZE)
    const walked = stories.map((story) => walk(story, now))
    expect(walked.flatMap(({ faults }) => faults)).toEqual([])
    expect(keptLately(walked, now)).toBeGreaterThan(0.85)
    expect(keptLately(walked, now)).toBeLessThan(0.92)
    expect(stories).toHaveLength(FULL_SIZE.requests)
    const opened = stories.map(({ request }) => request.openedAt.epochMilliseconds)
    expect(opened).toEqual(opened.toSorted((a, b) => a - b))
    expect(opened.every((at) => at < now.epochMilliseconds && at > now.epochMilliseconds - 366 * 86_400_000)).toBe(true)

    const languages = new Set(customers.map((customer) => customer.language))
    expect(languages.size).toBe(6)
    const addresses = customers.flatMap(({ contacts }) =>
      contacts.map(({ email }) => email).filter((email) => email !== null),
    )
    expect(addresses.every((address) => address.endsWith('@example.com'))).toBe(true)
    expect(addresses.length).toBeGreaterThan(150)

    const stillOpen = stories.filter(({ steps }) => !steps.some((step) => step.do === 'close'))
    expect(stillOpen.length).toBeGreaterThan(30)
    expect(stillOpen.length).toBeLessThan(160)
    const made = stories.flatMap(({ steps }) => steps.flatMap((step) => ('promise' in step ? [step.promise] : [])))
    const hours = made.map(({ dueAt }) => dueAt.toZonedDateTimeISO(timeZone).hour)
    expect(hours.filter((hour) => hour < 8 || hour > 18).length / hours.length).toBeLessThan(0.08)
    const early = stories.flatMap(({ steps }) => {
      const kept = steps.findLast((step) => step.do === 'keep' && step.back === undefined)
      const promise = steps.findLast((step) => 'promise' in step)?.promise
      return kept?.do === 'keep' && promise?.windowFrom && before(kept.occurredAt, promise.windowFrom) ? [promise] : []
    })
    expect(early.length).toBeLessThan(15)
    const sundays = stories.filter(({ request }) => request.openedAt.toZonedDateTimeISO(timeZone).dayOfWeek === 7)
    expect(sundays.length).toBeLessThan(stories.length / 14)
  })
})
