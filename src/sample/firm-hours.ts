import type { Random } from './random.ts'

const OPENS = 8
const CLOSES: Readonly<Record<number, number>> = { 1: 18, 2: 18, 3: 18, 4: 18, 5: 18, 6: 13 }

const closesAt = (at: Temporal.ZonedDateTime): number => {
  const holiday = (at.month === 12 && (at.day === 25 || at.day === 26)) || (at.month === 1 && at.day === 1)
  return holiday ? 0 : (CLOSES[at.dayOfWeek] ?? 0)
}

/** When the firm's people work, in its zone: to give the sample's days a rhythm. Promises are the calendars' business. */
export type FirmHours = {
  isOpen(at: Temporal.Instant): boolean
  /** The same instant while the firm works, else some time after it opens next: within so many seconds. */
  working(at: Temporal.Instant, random: Random, withinSeconds?: number): Temporal.Instant
  /** The same instant while the firm works, else shortly before it closed; as it is where that would not come after `after`. */
  workingBefore(at: Temporal.Instant, after: Temporal.Instant, random: Random): Temporal.Instant
  /** The next half hour, by day and by night. */
  halfHourAfter(at: Temporal.Instant): Temporal.Instant
  /** A half hour within working time, at or after an instant; out of hours any of the next working day. */
  halfHourFrom(at: Temporal.Instant): Temporal.Instant
  /** The last half hour within working time, at or before an instant. */
  halfHourUntil(at: Temporal.Instant): Temporal.Instant
}

export function firmHours(zone: string): FirmHours {
  const zoned = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone)
  const opening = (day: Temporal.ZonedDateTime) => day.withPlainTime({ hour: OPENS })
  const isOpenAt = (at: Temporal.ZonedDateTime): boolean => {
    const hour = at.hour + at.minute / 60
    return hour >= OPENS && hour < closesAt(at)
  }
  const nextOpening = (from: Temporal.ZonedDateTime): Temporal.ZonedDateTime => {
    let at = from.hour < OPENS && closesAt(from) > 0 ? opening(from) : opening(from.add({ days: 1 }))
    while (closesAt(at) === 0) at = at.add({ days: 1 })
    return at
  }
  const lastClosing = (from: Temporal.ZonedDateTime): Temporal.ZonedDateTime => {
    let day = from.hour < OPENS ? from.subtract({ days: 1 }) : from
    while (closesAt(day) === 0) day = day.subtract({ days: 1 })
    return day.withPlainTime({ hour: closesAt(day) })
  }
  const halfHour = { smallestUnit: 'minute', roundingIncrement: 30 } as const
  return {
    isOpen: (at) => isOpenAt(zoned(at)),
    working: (at, random, withinSeconds = 6_000) => {
      const local = zoned(at)
      if (isOpenAt(local)) return at
      const next = nextOpening(local)
      const seconds = Math.min(withinSeconds, (closesAt(next) - OPENS) * 3_600 - 1_800)
      return next.add({ seconds: Math.round(random.between(240, seconds)) }).toInstant()
    },
    workingBefore: (at, after, random) => {
      if (isOpenAt(zoned(at))) return at
      const seconds = Math.round(random.between(120, 5_400))
      const before = lastClosing(zoned(at)).subtract({ seconds }).toInstant()
      return Temporal.Instant.compare(after, before) < 0 ? before : at
    },
    halfHourAfter: (at) =>
      zoned(at)
        .round({ ...halfHour, roundingMode: 'ceil' })
        .toInstant(),
    halfHourFrom: (at) => {
      const rounded = zoned(at).round({ ...halfHour, roundingMode: 'ceil' })
      const hour = rounded.hour + rounded.minute / 60
      if (hour > OPENS && hour <= closesAt(rounded)) return rounded.toInstant()
      const next = nextOpening(rounded)
      // However many half hours it is until then, so that promises are due all day.
      const waits = Math.round(rounded.until(next).total('minutes') / 30)
      return next.add({ minutes: 60 + 30 * (waits % (2 * (closesAt(next) - OPENS) - 1)) }).toInstant()
    },
    halfHourUntil: (at) => {
      const local = zoned(at).round({ ...halfHour, roundingMode: 'floor' })
      const hour = local.hour + local.minute / 60
      if (hour > OPENS && hour <= closesAt(local)) return local.toInstant()
      return lastClosing(hour === OPENS ? local.subtract({ days: 1 }) : local).toInstant()
    },
  }
}
