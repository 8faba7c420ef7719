import { type DateFormat, dateFormats, readDate } from './read-date.ts'

/** One format and the share of the values that it reads. `against`: the first value that it cannot read. */
export type DateFormatSeen = { format: DateFormat; share: number; against: string | null }

/**
 * `format` is null when the values fit several formats that mean different days (`choices`), or none well enough.
 * `proof`: a value that only the found format reads. `local`: share of the values without an offset of their own, which
 * need a time zone. `dateOnly`: share without a time.
 */
export type DateFinding = {
  format: DateFormat | null
  choices: DateFormat[]
  proof: string | null
  seen: DateFormatSeen[]
  local: number
  dateOnly: number
}

/** Fewer values than this in one format, and the column is no dates. */
const good = 0.5

const share = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 1000) / 1000)

/** Which formats read these values (trimmed, not empty). Day and month are told apart only by a value that proves it. */
export function detectDates(values: readonly string[]): DateFinding {
  const seen = dateFormats
    .map((format): DateFormatSeen => {
      let read = 0
      let against: string | null = null
      for (const value of values) {
        if (readDate(value, format) !== null) read++
        else against ??= value
      }
      return { format, share: share(read, values.length), against }
    })
    .sort((a, b) => b.share - a.share)
  const best = seen[0]
  if (best === undefined || best.share < good)
    return { format: null, choices: [], proof: null, seen, local: 0, dateOnly: 0 }
  const choices = seen.filter((other) => other.share === best.share).map((other) => other.format)
  const read = values.flatMap((value) => readDate(value, best.format) ?? [])
  const local = share(read.filter((date) => !date.offset).length, read.length)
  const dateOnly = share(read.filter((date) => date.dateOnly).length, read.length)
  if (choices.length > 1) return { format: null, choices, proof: null, seen, local, dateOnly }
  const rival = seen[1]
  return {
    format: best.format,
    choices,
    proof: rival !== undefined && rival.share > 0 ? rival.against : null,
    seen,
    local,
    dateOnly,
  }
}
