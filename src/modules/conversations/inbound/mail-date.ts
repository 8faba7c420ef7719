const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Zones by name that RFC 5322, section 4.3, still gives a meaning. */
const ZONES = new Map(
  Object.entries({ EST: -300, EDT: -240, CST: -360, CDT: -300, MST: -420, MDT: -360, PST: -480, PDT: -420 }),
)

const DATE =
  /^(?:[a-z]{2,9}\.?\s*,?\s*)?(\d{1,2})[\s-]+([a-z]{3})[a-z]{0,6}\.?[\s-]+(\d{4}|\d{2})\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([+-]\d{4}|[a-z]{1,5})?(?:\s|$)/i

const EARLIEST = Temporal.Instant.from('1990-01-01T00:00:00Z')

/**
 * The instant of a Date field (RFC 5322, section 3.3, and the old forms of 4.3: two digits of a year, zones by name);
 * null where it is none, or lies after `now` or before 1990. Without a zone it is UTC.
 */
export function readDate(field: string | null, now: Temporal.Instant): Temporal.Instant | null {
  const match = DATE.exec(
    (field ?? '')
      .slice(0, 200)
      .replace(/\([^()]*\)/g, ' ')
      .trim(),
  )
  if (!match) return null
  const [, day, month, years, hour, minute, second = '0', zone = 'UT'] = match
  const year = Number(years)
  try {
    const local = Temporal.PlainDateTime.from(
      {
        year: (years as string).length === 4 ? year : year < 50 ? 2000 + year : 1900 + year,
        month: MONTHS.indexOf((month as string).toLowerCase()) + 1,
        day: Number(day),
        hour: Number(hour),
        minute: Number(minute),
        second: Math.min(Number(second), second === '60' ? 59 : 99),
      },
      { overflow: 'reject' },
    )
    const at = local
      .toZonedDateTime('UTC')
      .toInstant()
      .subtract({ minutes: offset(zone) })
    return Temporal.Instant.compare(at, now) > 0 || Temporal.Instant.compare(at, EARLIEST) < 0 ? null : at
  } catch {
    return null
  }
}

function offset(zone: string): number {
  if (!/^[+-]/.test(zone)) return ZONES.get(zone.toUpperCase()) ?? 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3))
  if (minutes > 24 * 60) throw new RangeError(zone)
  return zone.startsWith('-') ? -minutes : minutes
}
