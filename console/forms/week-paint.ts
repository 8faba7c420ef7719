export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]
export type Range = readonly [from: string, to: string]
export type WeekHours = Readonly<Partial<Record<Weekday, readonly Range[]>>>

/** Minutes after the midnight that a day begins with; `to` may lie on the next day. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** Open time as one day's column shows it: `tail` belongs to a shift that began the day before. */
interface Bar extends Stretch {
  readonly tail: boolean
}

export const dayMinutes = 24 * 60
export const stepMinutes = 15

const fromPattern = /^([01]\d|2[0-3]):[0-5]\d$/
const toPattern = /^(([0-3]\d|4[0-7]):[0-5]\d|48:00)$/

/** Whether the API takes these hours. */
export const isRange = ([from, to]: Range): boolean => fromPattern.test(from) && toPattern.test(to)

const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
const textOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** What hours mean: an end that is earlier, or above 24:00, is on the next day. Null for what opens nothing. */
export function stretchOf(range: Range): Stretch | null {
  if (!isRange(range)) return null
  const from = minutesOf(range[0])
  const to = minutesOf(range[1])
  if (to === from) return null
  return { from, to: to < from ? to + dayMinutes : to }
}

/** How a stretch is written: 22:00–06:00 over midnight, 10:00–36:00 where the clock alone would not tell. */
export function rangeOf({ from, to }: Stretch): Range {
  const clock = to > dayMinutes && to - dayMinutes < from ? to - dayMinutes : to
  return [textOf(from), textOf(clock)]
}

export const endsNextDay = (range: Range): boolean => (stretchOf(range)?.to ?? 0) > dayMinutes

const at = (week: WeekHours, day: number): readonly Range[] => week[weekdays[(day + 7) % 7] as Weekday] ?? []

/** A day from midnight to midnight: its own hours, and what is left of the shift of the day before. */
export function barsOf(week: WeekHours, day: number): Bar[] {
  const own = at(week, day).flatMap((range): Bar[] => {
    const stretch = stretchOf(range)
    return stretch ? [{ from: stretch.from, to: Math.min(stretch.to, dayMinutes), tail: false }] : []
  })
  const tails = at(week, day - 1).flatMap((range): Bar[] => {
    const stretch = stretchOf(range)
    return stretch && stretch.to > dayMinutes ? [{ from: 0, to: stretch.to - dayMinutes, tail: true }] : []
  })
  return [...tails, ...own].sort((a, b) => a.from - b.from || a.to - b.to)
}

export const isOpenAt = (week: WeekHours, day: number, minute: number): boolean =>
  barsOf(week, day).some((bar) => bar.from <= minute && minute < bar.to)

/** What of `part` lies outside `holes`. */
function without(part: Stretch, holes: readonly Stretch[]): Stretch[] {
  let left: Stretch[] = [part]
  for (const hole of holes)
    left = left.flatMap(({ from, to }) =>
      [
        { from, to: Math.min(to, hole.from) },
        { from: Math.max(from, hole.to), to },
      ].filter((each) => each.from < each.to),
    )
  return left
}

const byStart = (ranges: readonly Range[]): Range[] => [...ranges].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))

/** Opens a part of a day. Hours that touch it grow together with it; all others stay as they are written. */
function open(week: WeekHours, day: number, part: Stretch): WeekHours {
  const name = weekdays[day] as Weekday
  const tails = barsOf(week, day).filter((bar) => bar.tail)
  let ranges = at(week, day)
  for (const piece of without(part, tails)) {
    const touches = (range: Range): boolean => {
      const stretch = stretchOf(range)
      return stretch !== null && stretch.from <= piece.to && stretch.to >= piece.from
    }
    const grown = ranges.flatMap((range) => (touches(range) ? [stretchOf(range) as Stretch] : []))
    const whole = {
      from: Math.min(piece.from, ...grown.map((each) => each.from)),
      to: Math.max(piece.to, ...grown.map((each) => each.to)),
    }
    ranges = byStart([...ranges.filter((range) => !touches(range)), rangeOf(whole)])
  }
  return { ...week, [name]: ranges }
}

/** Hours without a part; what is left only after midnight is `over`: the next day's own from now on. */
function cut(ranges: readonly Range[], hole: Stretch): { kept: Range[]; over: Range[] } {
  const kept: Range[] = []
  const over: Range[] = []
  for (const range of ranges) {
    const stretch = stretchOf(range)
    if (!stretch || stretch.to <= hole.from || stretch.from >= hole.to) kept.push(range)
    else
      for (const { from, to } of without(stretch, [hole]))
        if (from < dayMinutes) kept.push(rangeOf({ from, to }))
        else over.push(rangeOf({ from: from - dayMinutes, to: to - dayMinutes }))
  }
  return { kept, over }
}

/** Closes a part of a day, also where a shift of the day before reaches into it. */
function close(week: WeekHours, day: number, part: Stretch): WeekHours {
  const name = (offset: number) => weekdays[(day + offset + 7) % 7] as Weekday
  const before = cut(at(week, day - 1), { from: part.from + dayMinutes, to: part.to + dayMinutes })
  const own = cut(at(week, day), part)
  return {
    ...week,
    ...(at(week, day - 1).length > 0 ? { [name(-1)]: before.kept } : {}),
    [name(0)]: byStart([...own.kept, ...before.over]),
    ...(own.over.length > 0 ? { [name(1)]: byStart([...at(week, day + 1), ...own.over]) } : {}),
  }
}

/**
 * The week after a part of some days was painted open or closed.
 * @param days from and to, both included, 0 is Monday
 */
export function paint(week: WeekHours, days: readonly [number, number], part: Stretch, opens: boolean): WeekHours {
  const [first, last] = days[0] <= days[1] ? days : [days[1], days[0]]
  let painted = week
  for (let day = first; day <= last; day++) painted = opens ? open(painted, day, part) : close(painted, day, part)
  return painted
}

/**
 * A time as people type it: 9, 930, 9:30, 9.30, 9h30, 5pm, 24:00, 26:30. Null for what is no time.
 * @param latest the last hour it may have: 23 for a start, 48 for an end
 */
export function timeTyped(text: string, latest: 23 | 48): string | null {
  const [, digits = '', half] = /^([\d:.,h ]+?)\s*([ap])?\.?m?\.?$/i.exec(text.trim()) ?? []
  const parts =
    /^(\d{1,2})(?:\s*[:.,h ]\s*(\d{0,2}))?$/i.exec(digits.trim()) ?? /^(\d{1,2})(\d{2})$/.exec(digits.trim())
  if (!parts) return null
  const minutes = Number(parts[2] || '0')
  let hours = Number(parts[1])
  if (half) {
    if (hours < 1 || hours > 12) return null
    hours = (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  }
  const typed = textOf(hours * 60 + minutes)
  if (minutes > 59 || !(latest === 23 ? fromPattern : toPattern).test(typed)) return null
  return typed
}
