/** Local times; a `to` that is not later than `from` lies on the next morning. */
export type QuietHours = { readonly from: string; readonly to: string }

/**
 * The quiet hours that hold at an instant, from when until when; null while none hold. Where the clocks are put back, the
 * first of two equal times begins them and the later one ends them; a time that is left out where they are put forward
 * counts so that the quiet is longer for it.
 */
function quietAt(
  at: Temporal.Instant,
  timeZone: string,
  quiet: QuietHours | null,
): { begins: Temporal.Instant; ends: Temporal.Instant } | null {
  if (quiet === null) return null
  const [from, to] = [Temporal.PlainTime.from(quiet.from), Temporal.PlainTime.from(quiet.to)]
  const nights = Temporal.PlainTime.compare(from, to) >= 0 ? 1 : 0
  const today = at.toZonedDateTimeISO(timeZone).toPlainDate()
  for (const date of [today.subtract({ days: 1 }), today]) {
    const begins = instantAt(date.toPlainDateTime(from), timeZone, 'earlier')
    const ends = instantAt(date.add({ days: nights }).toPlainDateTime(to), timeZone, 'later')
    if (Temporal.Instant.compare(begins, at) <= 0 && Temporal.Instant.compare(at, ends) < 0) return { begins, ends }
  }
  return null
}

/** When the quiet hours that hold at an instant end; null while none hold. */
export const quietUntil = (at: Temporal.Instant, timeZone: string, quiet: QuietHours | null): Temporal.Instant | null =>
  quietAt(at, timeZone, quiet)?.ends ?? null

const instantAt = (local: Temporal.PlainDateTime, timeZone: string, disambiguation: 'earlier' | 'later') =>
  local.toZonedDateTime(timeZone, { disambiguation }).toInstant()

/** Nobody is told at night who has not asked for it. */
const USUAL_NIGHT: QuietHours = { from: '21:00', to: '08:00' }

/** What of a contact says when they are not told. none: told at any hour. null: the usual night. */
export type Quiet = { timeZone: string; quietHours: QuietHours | 'none' | null }

/** The quiet hours of a contact that hold at an instant; null while none do. */
export const contactQuiet = (at: Temporal.Instant, { timeZone, quietHours }: Quiet) =>
  quietHours === 'none' ? null : quietAt(at, timeZone, quietHours ?? USUAL_NIGHT)

/** When they end; null while none hold. */
export const contactQuietUntil = (at: Temporal.Instant, contact: Quiet): Temporal.Instant | null =>
  contactQuiet(at, contact)?.ends ?? null
