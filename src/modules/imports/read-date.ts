/**
 * Ways to write a moment. `iso`: year first (with `-`, `/`, `.` or nothing between), `dmy`: day first, `mdy`: month first,
 * `epoch_s`, `epoch_ms`: seconds or milliseconds since 1970 in UTC. Times are `H:MM[:SS[.fff]]`, also with am or pm.
 */
export const dateFormats = ['iso', 'dmy', 'mdy', 'epoch_s', 'epoch_ms'] as const
export type DateFormat = (typeof dateFormats)[number]

/**
 * What a cell says. `at`: milliseconds since 1970, of the instant when `offset` is set (the cell names one), else of the
 * wall clock as if it were UTC. `dateOnly`: no time was written. `shortYear`: the year had two digits.
 */
export type WrittenDate = { at: number; offset: boolean; dateOnly: boolean; shortYear: boolean }

const time = String.raw`(?:[T ,]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?\s?m\.?)?)?`
const zone = String.raw`\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?`
const yearFirst = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${time}${zone}$`, 'i')
const compact = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?$/
const yearLast = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${time}${zone}$`, 'i')

const minute = 60_000
const day = 86_400_000

/** Two-digit years: 70–99 are 1970–1999, 00–69 are 2000–2069 (as POSIX `strptime` reads them). */
const fullYear = (text: string): number => {
  const year = Number(text)
  return text.length === 4 ? year : year >= 70 ? 1900 + year : 2000 + year
}

function offsetMinutes(text: string): number {
  if (/^[a-z]/i.test(text)) return 0
  const digits = text.replace(/\D/g, '')
  return (text.startsWith('-') ? -1 : 1) * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0))
}

type Parts = { year: number; month: number; day: number; rest: readonly (string | undefined)[] }

function assemble({ year, month, day: dayOfMonth, rest }: Parts, shortYear: boolean): WrittenDate | null {
  const [hourText, minuteText, secondText = '0', fraction = '', half, zoneText] = rest
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > new Date(Date.UTC(2000, month, 0)).getUTCDate())
    return null
  const midnight = Date.UTC(year, month - 1, dayOfMonth)
  // 29 February of a common year.
  if (new Date(midnight).getUTCDate() !== dayOfMonth || year < 1000) return null
  const dateOnly = hourText === undefined
  let hour = Number(hourText ?? 0)
  const minutes = Number(minuteText ?? 0)
  const seconds = Number(secondText)
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null
    hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0)
  }
  if (minutes > 59 || seconds > 59 || hour > 24 || (hour === 24 && minutes + seconds > 0)) return null
  const wall =
    midnight + hour * 60 * minute + minutes * minute + seconds * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3))
  const offset = zoneText !== undefined
  return { at: offset ? wall - offsetMinutes(zoneText) * minute : wall, offset, dateOnly, shortYear }
}

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48
const two = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1)

/** `2011-07-01T01:32:33`, the commonest form, without a regular expression; null: try the slow way. */
function fastIso(text: string): WrittenDate | null {
  if (text.length !== 19 || text[4] !== '-' || text[7] !== '-' || text[13] !== ':' || text[16] !== ':') return null
  if (text[10] !== 'T' && text[10] !== ' ') return null
  for (const at of digitsOfIso) {
    const value = digit(text, at)
    if (!(value >= 0 && value <= 9)) return null
  }
  const [month, dayOfMonth, hour, minutes, seconds] = [
    two(text, 5),
    two(text, 8),
    two(text, 11),
    two(text, 14),
    two(text, 17),
  ]
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > 28 || hour > 23 || minutes > 59 || seconds > 59)
    return null
  const year = two(text, 0) * 100 + two(text, 2)
  if (year < 1000) return null
  return {
    at: Date.UTC(year, month - 1, dayOfMonth, hour, minutes, seconds),
    offset: false,
    dateOnly: false,
    shortYear: false,
  }
}
const digitsOfIso = [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18]

/** Reads a trimmed cell in one format; null when it is not written so, or names a day or time that there is none of. */
export function readDate(text: string, format: DateFormat): WrittenDate | null {
  if (format === 'epoch_s' || format === 'epoch_ms') {
    const form = format === 'epoch_s' ? /^\d{9,10}(\.\d+)?$/ : /^\d{12,13}$/
    if (!form.test(text)) return null
    const at = Math.round(Number(text) * (format === 'epoch_s' ? 1000 : 1))
    return { at, offset: true, dateOnly: false, shortYear: false }
  }
  if (format === 'iso') {
    const fast = fastIso(text)
    if (fast !== null) return fast
    const match = yearFirst.exec(text)
    if (match !== null) {
      const [, year, , month, dayOfMonth, ...rest] = match
      return assemble({ year: Number(year), month: Number(month), day: Number(dayOfMonth), rest }, false)
    }
    const dense = compact.exec(text)
    if (dense === null) return null
    const [, year, month, dayOfMonth, hour, minutes, seconds, utc] = dense
    const rest = [hour, minutes, seconds, undefined, undefined, utc]
    return assemble({ year: Number(year), month: Number(month), day: Number(dayOfMonth), rest }, false)
  }
  const match = yearLast.exec(text)
  if (match === null) return null
  const [, first, mark, second, year = '', ...rest] = match
  // Nobody writes the month first with points between.
  if (format === 'mdy' && mark === '.') return null
  const [month, dayOfMonth] = format === 'mdy' ? [first, second] : [second, first]
  const shortYear = year.length === 2
  return assemble({ year: fullYear(year), month: Number(month), day: Number(dayOfMonth), rest }, shortYear)
}

/** Milliseconds of one day, for rules about dates without a time. */
export const dayMilliseconds = day
