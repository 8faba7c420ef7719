import type { Input, Output } from '../../api/contract.ts'
import { isRange, type Range, stretchOf, type Weekday, type WeekHours, weekdays } from '../../forms/week-paint.ts'

export type Calendar = Output<'calendars.get'>
export interface Holiday {
  readonly date: string
  readonly name: string
}
type Overrides = Readonly<Record<string, readonly Range[]>>

/** A calendar while it is edited. No country or region is the empty text. */
export interface Draft {
  readonly name: string
  readonly timeZone: string
  readonly country: string
  readonly region: string
  readonly hours: WeekHours
  readonly holidays: readonly Holiday[]
  readonly overrides: Overrides
  readonly isDefault: boolean
}

export const draftOf = (calendar: Calendar): Draft => ({
  name: calendar.name,
  timeZone: calendar.timeZone,
  country: calendar.country ?? '',
  region: calendar.region ?? '',
  hours: calendar.hours as WeekHours,
  holidays: byDate(calendar.holidays),
  overrides: calendar.overrides as Overrides,
  isDefault: calendar.isDefault,
})

/** What differs between two drafts of one calendar. */
export interface Changes {
  readonly name: boolean
  readonly timeZone: boolean
  readonly place: boolean
  readonly isDefault: boolean
  readonly days: readonly Weekday[]
  readonly added: readonly Holiday[]
  readonly removed: readonly Holiday[]
  /** Dates whose exception came, went or is another one. */
  readonly exceptions: readonly string[]
}

export function changesBetween(before: Draft, after: Draft): Changes {
  const [had, has] = [new Set(before.holidays.map(keyOf)), new Set(after.holidays.map(keyOf))]
  const dates = [...new Set([...Object.keys(before.overrides), ...Object.keys(after.overrides)])].sort()
  return {
    name: before.name !== after.name,
    timeZone: before.timeZone !== after.timeZone,
    place: before.country !== after.country || before.region !== after.region,
    isDefault: before.isDefault !== after.isDefault,
    days: weekdays.filter((day) => !sameRanges(before.hours[day] ?? [], after.hours[day] ?? [])),
    added: after.holidays.filter((holiday) => !had.has(keyOf(holiday))),
    removed: before.holidays.filter((holiday) => !has.has(keyOf(holiday))),
    exceptions: dates.filter((date) => !sameRanges(before.overrides[date], after.overrides[date])),
  }
}

export const hasChanges = (changes: Changes): boolean =>
  changes.name || changes.timeZone || changes.place || changes.isDefault || movesClocks(changes)

/** Whether the openings become other ones: only then can a due time move. */
export const movesClocks = (changes: Changes): boolean =>
  changes.timeZone ||
  changes.days.length + changes.added.length + changes.removed.length + changes.exceptions.length > 0

/** Mine where I changed something since `base`, theirs where not: per day, per holiday, per exception. */
export function merge(base: Draft, mine: Draft, theirs: Draft): Draft {
  const my = changesBetween(base, mine)
  const pick = <K extends keyof Draft>(key: K, changed: boolean): Draft[K] => (changed ? mine[key] : theirs[key])
  const removed = new Set(my.removed.map(keyOf))
  const kept = theirs.holidays.filter((holiday) => !removed.has(keyOf(holiday)))
  const there = new Set(kept.map(keyOf))
  const overrides: Record<string, readonly Range[]> = { ...theirs.overrides }
  for (const date of my.exceptions) {
    const own = mine.overrides[date]
    if (own) overrides[date] = own
    else delete overrides[date]
  }
  return {
    name: pick('name', my.name),
    timeZone: pick('timeZone', my.timeZone),
    country: pick('country', my.place),
    region: pick('region', my.place),
    isDefault: pick('isDefault', my.isDefault),
    hours: Object.fromEntries(
      weekdays.flatMap((day) => {
        const ranges = (my.days.includes(day) ? mine : theirs).hours[day]
        return ranges ? [[day, ranges]] : []
      }),
    ),
    holidays: byDate([...kept, ...my.added.filter((holiday) => !there.has(keyOf(holiday)))]),
    overrides,
  }
}

/** What is wrong with a draft, or null. Two of a kind cannot be saved; neither can times that are none. */
export function mistakeIn(draft: Draft): 'name' | 'times' | 'never' | null {
  const all = [...weekdays.map((day) => draft.hours[day] ?? []), ...Object.values(draft.overrides)].flat()
  if (draft.name.trim() === '') return 'name'
  if (!all.every(isRange)) return 'times'
  return all.some((range) => stretchOf(range) !== null) ? null : 'never'
}

/** What is sent: only what differs; the holidays with the country, or the server would put its own in their place. */
export function inputOf(id: string, base: Draft, draft: Draft): Input<'calendars.update'> {
  const changes = changesBetween(base, draft)
  const holidays = changes.place || changes.added.length + changes.removed.length > 0
  return {
    id,
    ...(changes.name ? { name: draft.name.trim() } : {}),
    ...(changes.timeZone ? { timeZone: draft.timeZone } : {}),
    ...(changes.place ? { country: draft.country || null, region: draft.region || null } : {}),
    ...(changes.days.length > 0 ? { hours: written(draft.hours) } : {}),
    ...(holidays ? { holidays: draft.holidays.map(({ date, name }) => ({ date, name })) } : {}),
    ...(changes.exceptions.length > 0 ? { overrides: written(draft.overrides) } : {}),
    ...(changes.isDefault ? { isDefault: draft.isDefault } : {}),
  }
}

/** Hours as the API takes them. */
const written = (days: Readonly<Partial<Record<string, readonly Range[]>>>): Record<string, [string, string][]> =>
  Object.fromEntries(
    Object.entries(days).flatMap(([day, ranges]) =>
      ranges ? [[day, ranges.map(([from, to]): [string, string] => [from, to])]] : [],
    ),
  )

export const byDate = (holidays: readonly Holiday[]): Holiday[] =>
  [...holidays].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))

export const keyOf = ({ date, name }: Holiday): string => `${date} ${name}`

const sameRanges = (a: readonly Range[] | undefined, b: readonly Range[] | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.length === b.length &&
    a.every(([from, to], index) => from === b[index]?.[0] && to === b[index]?.[1]))

/** Holidays that a list would change, by name: a person decides about "Epiphany", not about sixteen dates of it. */
export interface HolidayGroup {
  readonly name: string
  readonly dates: readonly string[]
}

export function groupsOf(holidays: readonly Holiday[]): HolidayGroup[] {
  const groups = new Map<string, string[]>()
  for (const { date, name } of byDate(holidays)) groups.set(name, [...(groups.get(name) ?? []), date])
  return [...groups].map(([name, dates]) => ({ name, dates }))
}

/**
 * What another list of public holidays would change. Only dates from `today` on; what is not on the list that the
 * calendar has now is the firm's own and stays.
 */
export function importChanges(
  present: readonly Holiday[],
  oldList: readonly Holiday[],
  newList: readonly Holiday[],
  today: string,
): { added: Holiday[]; removed: Holiday[]; kept: number } {
  const dates = (list: readonly Holiday[]) => new Set(list.map((holiday) => holiday.date))
  const [closed, old, fresh] = [dates(present), dates(oldList), dates(newList)]
  const coming = present.filter((holiday) => holiday.date >= today)
  const removed = coming.filter((holiday) => old.has(holiday.date) && !fresh.has(holiday.date))
  const added = newList.filter((holiday) => holiday.date >= today && !closed.has(holiday.date))
  return { added, removed, kept: coming.length - removed.length }
}
