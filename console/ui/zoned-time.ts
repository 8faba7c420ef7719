/** Wall-clock parts of an instant in a zone, as the date and time inputs of a browser want them. */
export interface WallTime {
  /** `2026-11-26` */
  readonly date: string
  /** `16:00` */
  readonly time: string
}

// Making one costs a hundred times what using it does.
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(zone, made)
  return made
}

function offsetAt(milliseconds: number, zone: string): number {
  const parts = formatOf(zone).formatToParts(milliseconds)
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((each) => each.type === type)?.value)
  const asUtc = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return asUtc - Math.floor(milliseconds / 1000) * 1000
}

/** The wall clock of `zone` at an instant. */
export function wallTime(at: string | number, zone: string): WallTime {
  const milliseconds = typeof at === 'number' ? at : Date.parse(at)
  const shifted = new Date(milliseconds + offsetAt(milliseconds, zone)).toISOString()
  return { date: shifted.slice(0, 10), time: shifted.slice(11, 16) }
}

/**
 * The instant at which the clock of `zone` shows `wall`, as RFC 3339 in UTC. A time that a change of the clock leaves
 * out is read with the offset before the change; one that occurs twice means its first occurrence ("compatible" in
 * Temporal's words). Null when the parts are no date and time.
 */
export function instantAt(wall: WallTime, zone: string): string | null {
  const asUtc = Date.parse(`${wall.date}T${wall.time}:00Z`)
  if (Number.isNaN(asUtc)) return null
  const candidates = [offsetAt(asUtc - 86_400_000, zone), offsetAt(asUtc + 86_400_000, zone)].map(
    (offset) => asUtc - offset,
  )
  const exact = candidates.filter((instant) => {
    const back = wallTime(instant, zone)
    return back.date === wall.date && back.time === wall.time
  })
  const chosen = exact.length > 0 ? Math.min(...exact) : candidates[0]
  return chosen === undefined ? null : new Date(chosen).toISOString()
}
