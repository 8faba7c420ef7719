import type Holidays from 'date-holidays'
import { unknownCountry, unknownRegion } from './errors.ts'
import type { Holiday } from './schemas.ts'

const HALF_HOUR_STEPS = 48
/** A holiday that leaves more than six hours of a date is no closed day. */
const MOST_OF_A_DAY = 36

export type HolidayCountry = { code: string; name: string; regions: { code: string; name: string }[] }

// The library and its rules for 200 countries take half a second to load: only who asks for holidays waits for it.
async function library(): Promise<typeof Holidays> {
  const loaded = await import('date-holidays')
  return loaded.default
}

/**
 * The public holidays of a country or of a region of it ("BY", or "BY-A" for a part of it) in the given years: local
 * dates in order, named in the language asked for, else in the country's own. Source: date-holidays.
 * @throws calendars/unknown_country, calendars/unknown_region
 */
export async function holidaysOf(
  country: string,
  region: string | null,
  years: readonly number[],
  language?: string,
): Promise<Holiday[]> {
  const Library = await library()
  const source = new Library()
  const [state, part] = (region ?? '').split('-')
  if (!Object.hasOwn(source.getCountries(), country)) throw unknownCountry(country)
  if (state && !Object.hasOwn(source.getStates(country) ?? {}, state)) throw unknownRegion(country)
  if (state && part && !Object.hasOwn(source.getRegions(country, state) ?? {}, part)) throw unknownRegion(country)
  source.init(country, state ?? '', part ?? '')
  const found = years
    .flatMap((year) => source.getHolidays(year, language))
    .filter((holiday) => holiday.type === 'public')
    .flatMap(({ date, start, end, name }) =>
      closedDates(date, (end.getTime() - start.getTime()) / 1_800_000).map((day) => ({
        date: day,
        name: name.slice(0, 200),
      })),
    )
  return found.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}

/**
 * The local dates that a holiday covers for most of the day.
 * @param local its beginning, `2026-03-20 18:00:00 -0600`: the wall time counts, the offset says where rules are from.
 */
function closedDates(local: string, halfHours: number): string[] {
  const begin = Temporal.PlainDateTime.from(local.slice(0, 19).replace(' ', 'T'))
  const skipped = begin.hour * 2 + begin.minute / 30
  const dates: string[] = []
  for (
    let date = begin.toPlainDate(), at = -skipped;
    at < halfHours;
    date = date.add({ days: 1 }), at += HALF_HOUR_STEPS
  ) {
    const covered = Math.min(at + HALF_HOUR_STEPS, halfHours) - Math.max(at, 0)
    if (covered >= MOST_OF_A_DAY) dates.push(date.toString())
  }
  return dates
}

/** The countries whose holidays are known, with their regions, named in the language where it has a name for them. */
export async function holidayCountries(language: string): Promise<HolidayCountry[]> {
  const Library = await library()
  const source = new Library()
  const names = new Intl.DisplayNames([language], { type: 'region' })
  const countries = Object.keys(source.getCountries()).map((code) => ({
    code,
    name: names.of(code) ?? code,
    regions: Object.entries(source.getStates(code, language) ?? {}).flatMap(([state, name]) => [
      { code: state, name },
      ...Object.entries(source.getRegions(code, state, language) ?? {}).map(([part, partName]) => ({
        code: `${state}-${part}`,
        name: `${name}: ${partName}`,
      })),
    ]),
  }))
  const { compare } = new Intl.Collator(language)
  return countries.sort((a, b) => compare(a.name, b.name))
}

/** The years that a calendar's holidays are copied for: enough to judge the recent past and to promise far ahead. */
export function yearsAround(now: Temporal.Instant): number[] {
  const year = now.toZonedDateTimeISO('UTC').year
  return Array.from({ length: 16 }, (_, i) => year - 5 + i)
}
