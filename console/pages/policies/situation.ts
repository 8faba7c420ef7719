import type { Conditions, Facts, PolicySpec } from '../../parts/policy-data.ts'
import { type WallTime, wallTime } from '../../ui/zoned-time.ts'

/** Moments that show most of what a calendar does. */
export const presets = ['now', 'fridayEvening', 'saturdayNoon', 'holidayEve'] as const
export type Preset = (typeof presets)[number]

const dayOf = (date: string): number => new Date(`${date}T12:00:00Z`).getUTCDay()
const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** The first date from `date` on that is such a weekday; 0 is Sunday. */
const nextWeekday = (date: string, weekday: number): string => plusDays(date, (weekday - dayOf(date) + 7) % 7)

/**
 * The wall-clock moment that a preset means in `zone`: the coming Friday 17:50, Saturday noon, or 16:00 on the last
 * working day right before one of `holidays` (local dates). Null for `now`, and where there is no such holiday.
 */
export function presetMoment(preset: Preset, now: number, zone: string, holidays: readonly string[]): WallTime | null {
  const today = wallTime(now, zone).date
  if (preset === 'fridayEvening') return { date: nextWeekday(today, 5), time: '17:50' }
  if (preset === 'saturdayNoon') return { date: nextWeekday(today, 6), time: '12:00' }
  if (preset === 'now') return null
  const closed = new Set(holidays)
  const eve = holidays
    .toSorted()
    .map((holiday) => plusDays(holiday, -1))
    .find((date) => date >= today && !closed.has(date) && dayOf(date) !== 0 && dayOf(date) !== 6)
  return eve === undefined ? null : { date: eve, time: '16:00' }
}

/** Facts that fit a policy's conditions, so that a new situation shows what it promises. */
export function fittingFacts(trigger: PolicySpec['trigger'], conditions: Conditions): Facts {
  const facts = {
    channel: conditions.channels?.[0] ?? (trigger === 'message_in' ? 'email' : undefined),
    kind: conditions.kinds?.[0],
    stage: conditions.stages?.[0],
    serviceId: conditions.serviceIds?.[0],
    priority: conditions.priorities?.[0],
    segment: conditions.segments?.[0],
    language: conditions.languages?.[0],
  }
  return withoutEmpty(facts)
}

/** Facts as they are sent: what is not known is left out. */
export const withoutEmpty = (facts: Readonly<Record<string, string | undefined>>): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value)) as Facts
