import { instantAt, wallTime } from '../ui/zoned-time.ts'

interface Span {
  readonly fromAt: string
  readonly toAt: string
  readonly onDuty: readonly { readonly id: string; readonly name: string }[]
  readonly gap: boolean
}

/** A stretch of one day: who is on duty, or that nobody is. `start` and `length` are shares of the day. */
export interface DutyPart {
  readonly fromAt: string
  readonly toAt: string
  readonly names: readonly string[]
  readonly gap: boolean
  readonly start: number
  readonly length: number
}

export interface DutyDay {
  /** `2026-11-26`, in the team's zone. */
  readonly date: string
  readonly startAt: string
  readonly parts: readonly DutyPart[]
}

const dateAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

const midnight = (date: string, zone: string): string => instantAt({ date, time: '00:00' }, zone) ?? ''

/** From the midnight before an instant to that of `days` later, on the clock of `zone`. */
export function daysFrom(now: number, days: number, zone: string): { from: string; to: string } {
  const { date } = wallTime(now, zone)
  return { from: midnight(date, zone), to: midnight(dateAfter(date, days), zone) }
}

/** Spans of duty by local day, cut at midnight; days have the length that the clock gives them. */
export function dutyDays(spans: readonly Span[], from: string, days: number, zone: string): DutyDay[] {
  const first = wallTime(from, zone).date
  return Array.from({ length: days }, (_, index) => {
    const date = dateAfter(first, index)
    const [startAt, endAt] = [midnight(date, zone), midnight(dateAfter(date, 1), zone)]
    const [start, end] = [Date.parse(startAt), Date.parse(endAt)]
    const parts = spans.flatMap((span): DutyPart[] => {
      const [begins, ends] = [Math.max(start, Date.parse(span.fromAt)), Math.min(end, Date.parse(span.toAt))]
      if (begins >= ends) return []
      return [
        {
          fromAt: new Date(begins).toISOString(),
          toAt: new Date(ends).toISOString(),
          names: span.onDuty.map(({ name }) => name),
          gap: span.gap,
          start: (begins - start) / (end - start),
          length: (ends - begins) / (end - start),
        },
      ]
    })
    return { date, startAt, parts }
  })
}
