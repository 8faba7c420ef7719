import { isRange, type Range, type Weekday, type WeekHours, weekdays } from './week-paint.ts'

/** A member of a team with the hours of a usual week. */
export interface Shift {
  readonly memberId: string
  readonly hours: WeekHours
}

/** A part of a day, in shares of it: 0 is midnight, 1 the next. */
export interface Bar {
  readonly from: number
  readonly to: number
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const day = 1440

/** From and to in minutes from the midnight before; an end that is earlier, or above 24:00, is on the next day. */
function lengthOf([from, to]: Range): { start: number; end: number } {
  const [start, end] = [minutesOf(from), minutesOf(to)]
  return { start, end: end < start ? end + day : end }
}

/** What of each day is covered, Monday first; a shift over midnight ends on the next day, and on Monday after Sunday. */
export function barsOf(hours: WeekHours): Bar[][] {
  const bars: Bar[][] = weekdays.map(() => [])
  weekdays.forEach((weekday, index) => {
    // What is still being typed covers nothing.
    for (const range of (hours[weekday] ?? []).filter(isRange)) {
      const { start, end } = lengthOf(range)
      if (end === start) continue
      bars[index]?.push({ from: start / day, to: Math.min(end, day) / day })
      if (end > day) bars[(index + 1) % 7]?.push({ from: 0, to: (end - day) / day })
    }
  })
  return bars
}

/** The hours of a week; overlaps count once. */
export function hoursAWeek(hours: WeekHours): number {
  let minutes = 0
  for (const bars of barsOf(hours)) {
    let reached = 0
    for (const { from, to } of bars.toSorted((a, b) => a.from - b.from)) {
      minutes += Math.max(0, to - Math.max(from, reached)) * day
      reached = Math.max(reached, to)
    }
  }
  return Math.round(minutes / 6) / 10
}

type Rota = readonly {
  readonly memberId: string
  readonly hours: Partial<Record<Weekday, readonly Range[] | undefined>>
}[]

/** A team's members with their usual weeks, in the order of the rota; who is not in it has no hours. */
export function shiftsOf(memberIds: readonly string[], rota: Rota): Shift[] {
  const weeks = new Map<string, Partial<Record<Weekday, readonly Range[]>>>()
  for (const { memberId, hours } of rota) {
    const week = weeks.get(memberId) ?? {}
    for (const weekday of weekdays) {
      const ranges = [...(week[weekday] ?? []), ...(hours[weekday] ?? [])]
      if (ranges.length > 0) week[weekday] = ranges
    }
    weeks.set(memberId, week)
  }
  const order = [...new Set([...weeks.keys(), ...memberIds])].filter((id) => memberIds.includes(id))
  return order.map((memberId) => ({ memberId, hours: weeks.get(memberId) ?? {} }))
}

/** A rota as the API takes it: only who has hours. */
export const rotaOf = (shifts: readonly Shift[]) =>
  shifts
    .filter(({ hours }) => weekdays.some((weekday) => (hours[weekday]?.length ?? 0) > 0))
    .map(({ memberId, hours }) => ({
      memberId,
      hours: Object.fromEntries(
        weekdays
          .filter((weekday) => (hours[weekday]?.length ?? 0) > 0)
          .map((weekday) => [weekday, (hours[weekday] ?? []).map(([from, to]): [string, string] => [from, to])]),
      ),
    }))
