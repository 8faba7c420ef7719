import { type CalendarSpec, weekdays } from '#library/calendar'

/** The two questions that every library here can be asked; epoch milliseconds and seconds. */
export type Peer = {
  due?(startMs: number, seconds: number): number
  elapsed?(fromMs: number, toMs: number): number
}

/** Minutes from midnight by weekday, Monday first; what crosses midnight is given to both days. */
export function splitAtMidnight(hours: CalendarSpec['hours']): [from: number, to: number][][] {
  const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  const split: [number, number][][] = weekdays.map(() => [])
  for (const [i, day] of weekdays.entries())
    for (const [from, to] of hours[day] ?? []) {
      split[i]?.push([minutes(from), Math.min(minutes(to), 1440)])
      if (minutes(to) > 1440) split[(i + 1) % 7]?.push([0, minutes(to) - 1440])
    }
  return split.map((ranges) => ranges.sort((a, b) => a[0] - b[0]))
}

/**
 * The best correct JavaScript without an index: day by day with native Temporal, each day's hours placed in the zone and
 * counted until the work is done. Wall times are made once for a calendar.
 */
export function dayWalk(spec: CalendarSpec): Required<Peer> {
  const { timeZone } = spec
  const holidays = new Set(spec.holidays)
  const week = splitAtMidnight(spec.hours).map((ranges) =>
    ranges.map(([from, to]) => ({ from: wallTime(from), to: to === 1440 ? null : wallTime(to) })),
  )

  function* openings(startMs: number): Generator<[from: number, to: number]> {
    let date = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(timeZone).toPlainDate()
    for (;;) {
      const next = date.add({ days: 1 })
      if (!holidays.has(date.toString()))
        for (const { from, to } of week[date.dayOfWeek - 1] ?? [])
          yield [
            date.toZonedDateTime({ timeZone, plainTime: from }).epochMilliseconds,
            (to ? date.toZonedDateTime({ timeZone, plainTime: to }) : next.toZonedDateTime(timeZone)).epochMilliseconds,
          ]
      date = next
    }
  }

  return {
    due(startMs, seconds) {
      let left = seconds * 1000
      for (const [from, to] of openings(startMs)) {
        const begin = Math.max(startMs, from)
        if (to <= begin) continue
        if (to - begin >= left) return begin + left
        left -= to - begin
      }
      return Number.NaN
    },
    elapsed(fromMs, toMs) {
      let counted = 0
      for (const [from, to] of openings(fromMs)) {
        if (from >= toMs) break
        const [begin, end] = [Math.max(fromMs, from), Math.min(toMs, to)]
        if (end > begin) counted += end - begin
      }
      return counted / 1000
    },
  }
}

const wallTime = (minutes: number): Temporal.PlainTime =>
  Temporal.PlainTime.from({ hour: Math.floor(minutes / 60), minute: minutes % 60 })
