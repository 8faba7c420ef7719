import { loadMessages, type Messages } from '#messages/time'
import { formatLocale, type Language } from '#platform/i18n'

/** A point in time: a Temporal.Instant, or RFC 3339 text where a browser may lack Temporal. */
export type Moment = { readonly epochMilliseconds: number } | string

/** Where and when it is read. */
export type Reader = {
  /** IANA name of the reader's time zone. */
  zone: string
  /** Decides whether a year is shown. */
  now: Moment
  /** The zone that goes without saying: when its clocks show another time, the reader's zone is named. */
  homeZone?: string
}

/** Points in time as a person says them, in one language. All forms name the weekday. */
export type Moments = {
  /** "Thursday 26 November" */
  date(at: Moment, reader: Reader): string
  /** "16:00" */
  time(at: Moment, reader: Reader): string
  /** "Thursday 26 November, 16:00" */
  dateTime(at: Moment, reader: Reader): string
  /** "Thu 26 Nov, 16:00": where space is short. */
  short(at: Moment, reader: Reader): string
  /** "by Thursday 26 November, 16:00": the end of a sentence about a promise. */
  by(at: Moment, reader: Reader): string
  /** "on Thursday 26 November between 14:00 and 16:00": an arrival window. */
  between(from: Moment, to: Moment, reader: Reader): string
  /** "in 2 h 10 min", "3 days ago": rounded down to minutes. */
  relative(at: Moment, now: Moment): string
  /** "2 h 10 min": the two largest units of a duration in seconds. */
  duration(seconds: number): string
  /** "Central European Time" */
  zone(zone: string, at: Moment): string
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs some 50 µs, using it 1 µs: kept, up to a number no instance reaches in practice. */
function format(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${Object.entries(options).flat().join(' ')}`
  let made = formats.get(key)
  if (!made) {
    if (formats.size >= 2000) formats.clear()
    made = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options })
    formats.set(key, made)
  }
  return made
}

const epoch = (moment: Moment): number => (typeof moment === 'string' ? Date.parse(moment) : moment.epochMilliseconds)

const partOf = (made: Intl.DateTimeFormat, at: number, type: Intl.DateTimeFormatPartTypes): string =>
  made.formatToParts(at).find((part) => part.type === type)?.value ?? ''

/** "GMT+1", "GMT-3:30" */
const offset = (zone: string, at: number): string =>
  partOf(format('en-GB', zone, { timeZoneName: 'shortOffset' }), at, 'timeZoneName')

type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'other'

function weekday(zone: string, at: number): Weekday {
  const name = format('en-GB', zone, { weekday: 'short' }).format(at)
  const known: Record<string, Weekday> = { Mon: 'mon', Tue: 'tue', Wed: 'wed', Thu: 'thu', Fri: 'fri', Sat: 'sat' }
  return known[name] ?? 'other'
}

const threeHours = 3 * 3_600_000

/** Near a change of the clocks the same wall time may come twice: only the offset tells which. */
const nearClockChange = (zone: string, at: number): boolean =>
  offset(zone, at - threeHours) !== offset(zone, at + threeHours)

export function createMoments(language: Language, words: Messages, country?: string | null): Moments {
  const locale = formatLocale(language, country)

  const yearIn = (at: number, zone: string) => format('en-GB', zone, { year: 'numeric' }).format(at)
  const dayOf = (at: number, { zone, now }: Reader): Intl.DateTimeFormatOptions => ({
    day: 'numeric',
    month: 'long',
    ...(yearIn(at, zone) === yearIn(epoch(now), zone) ? {} : { year: 'numeric' }),
  })
  const date = (at: number, reader: Reader) =>
    format(locale, reader.zone, { weekday: 'long', ...dayOf(at, reader) }).format(at)
  const dayOnly = (at: number, reader: Reader) => format(locale, reader.zone, dayOf(at, reader)).format(at)
  const time = (at: number, { zone }: Reader) => {
    const hour = locale === 'en-US' ? 'numeric' : '2-digit'
    const clock = format(locale, zone, { hour, minute: '2-digit' }).format(at)
    return nearClockChange(zone, at) ? `${clock} ${offset(zone, at)}` : clock
  }
  const zoneName = (zone: string, at: number) => {
    const generic = partOf(format(locale, zone, { timeZoneName: 'longGeneric' }), at, 'timeZoneName')
    return generic.startsWith('GMT')
      ? partOf(format(locale, zone, { timeZoneName: 'long' }), at, 'timeZoneName')
      : generic
  }
  const named = (said: string, at: number, { zone, homeZone }: Reader) =>
    homeZone === undefined || offset(zone, at) === offset(homeZone, at)
      ? said
      : words.zoned({ when: said, zone: zoneName(zone, at) })
  const duration = (seconds: number) => {
    const minutes = Math.floor(Math.abs(seconds) / 60)
    const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60]
    // Beyond two weeks nobody counts hours.
    if (days >= 14 || (days > 0 && hours === 0)) return words.days({ n: days })
    if (days > 0) return `${words.days({ n: days })} ${words.hours({ n: hours })}`
    if (hours > 0 && rest > 0) return `${words.hours({ n: hours })} ${words.minutes({ n: rest })}`
    return hours > 0 ? words.hours({ n: hours }) : words.minutes({ n: rest })
  }

  return {
    date: (at, reader) => date(epoch(at), reader),
    time: (at, reader) => time(epoch(at), reader),
    dateTime: (moment, reader) => {
      const at = epoch(moment)
      return named(`${date(at, reader)}, ${time(at, reader)}`, at, reader)
    },
    short: (moment, reader) => {
      const at = epoch(moment)
      const day = format(locale, reader.zone, { weekday: 'short', ...dayOf(at, reader), month: 'short' }).format(at)
      return `${day}, ${time(at, reader)}`
    },
    by: (moment, reader) => {
      const at = epoch(moment)
      const said = words.by({ weekday: weekday(reader.zone, at), date: dayOnly(at, reader), time: time(at, reader) })
      return named(said, at, reader)
    },
    between: (fromMoment, toMoment, reader) => {
      const [from, to] = [epoch(fromMoment), epoch(toMoment)]
      const oneDay = date(from, reader) === date(to, reader)
      const said = oneDay
        ? words.between({
            weekday: weekday(reader.zone, from),
            date: dayOnly(from, reader),
            from: time(from, reader),
            to: time(to, reader),
          })
        : words.betweenDays({
            from: `${date(from, reader)}, ${time(from, reader)}`,
            to: `${date(to, reader)}, ${time(to, reader)}`,
          })
      return named(said, to, reader)
    },
    relative: (at, now) => {
      const seconds = (epoch(at) - epoch(now)) / 1000
      if (Math.abs(seconds) < 60) return seconds > 0 ? words.soon() : words.justNow()
      return seconds > 0 ? words.in({ duration: duration(seconds) }) : words.ago({ duration: duration(seconds) })
    },
    duration,
    zone: (zone, at) => zoneName(zone, epoch(at)),
  }
}

/** The moments of one language; `country` (ISO 3166, the organization's) picks the customary form of dates. */
export async function loadMoments(language: Language, country?: string | null): Promise<Moments> {
  return createMoments(language, await loadMessages(language), country)
}
