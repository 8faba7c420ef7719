import type { Random } from './random.ts'

const OPENS = 8
const CLOSES: Readonly<Record<number, number>> = { 1: 18, 2: 18, 3: 18, 4: 18, 5: 18, 6: 13 }

const closesAt = (at: Temporal.ZonedDateTime): number => {
  const holiday = (at.month === 12 && (at.day === 25 || at.day === 26)) || (at.month === 1 && at.day === 1)
  return holiday ? 0 : (CLOSES[at.dayOfWeek] ?? 0)
}

/** When the firm's people work, in its zone: to give the sample's days a rhythm. Promises are the calendars' business. */
export type FirmHours = {
  /** The same instant while the firm works, else soon after it opens next. */
  working(at: Temporal.Instant, random: Random): Temporal.Instant
  /** The next half hour within working time, at or after an instant. */
  halfHourFrom(at: Temporal.Instant): Temporal.Instant
  /** The last half hour within working time, at or before an instant. */
  halfHourUntil(at: Temporal.Instant): Temporal.Instant
}

export function firmHours(zone: string): FirmHours {
  const zoned = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone)
  const opening = (day: Temporal.ZonedDateTime) => day.withPlainTime({ hour: OPENS })
  const isOpen = (at: Temporal.ZonedDateTime): boolean => {
    const hour = at.hour + at.minute / 60
    return hour >= OPENS && hour < closesAt(at)
  }
  const nextOpening = (from: Temporal.ZonedDateTime): Temporal.ZonedDateTime => {
    let at = from.hour < OPENS && closesAt(from) > 0 ? opening(from) : opening(from.add({ days: 1 }))
    while (closesAt(at) === 0) at = at.add({ days: 1 })
    return at
  }
  const halfHour = { smallestUnit: 'minute', roundingIncrement: 30 } as const
  return {
    working: (at, random) => {
      const local = zoned(at)
      if (isOpen(local)) return at
      return nextOpening(local)
        .add({ seconds: Math.round(random.between(240, 6_000)) })
        .toInstant()
    },
    halfHourFrom: (at) => {
      const rounded = zoned(at).round({ ...halfHour, roundingMode: 'ceil' })
      const hour = rounded.hour + rounded.minute / 60
      if (hour > OPENS && hour <= closesAt(rounded)) return rounded.toInstant()
      return nextOpening(rounded).add({ hours: 1 }).toInstant()
    },
    halfHourUntil: (at) => {
      let local = zoned(at).round({ ...halfHour, roundingMode: 'floor' })
      const hour = local.hour + local.minute / 60
      if (hour > OPENS && hour <= closesAt(local)) return local.toInstant()
      if (hour <= OPENS) local = local.subtract({ days: 1 })
      while (closesAt(local) === 0) local = local.subtract({ days: 1 })
      return local.withPlainTime({ hour: closesAt(local) }).toInstant()
    },
  }
}
