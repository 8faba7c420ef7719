/**
 * When the quiet hours that hold at an instant end; null while none hold. `from` and `to` are local times; a `to` that
 * is not later than `from` lies on the next morning. Where the clocks are put back, the later of two equal times ends
 * them; where they are put forward over it, the instant after the gap.
 */
export function quietUntil(
  at: Temporal.Instant,
  timeZone: string,
  quiet: { from: string; to: string } | null,
): Temporal.Instant | null {
  if (quiet === null) return null
  const local = at.toZonedDateTimeISO(timeZone)
  const [time, from, to] = [local.toPlainTime(), Temporal.PlainTime.from(quiet.from), Temporal.PlainTime.from(quiet.to)]
  const begun = Temporal.PlainTime.compare(time, from) >= 0
  const ended = Temporal.PlainTime.compare(time, to) >= 0
  const overnight = Temporal.PlainTime.compare(from, to) >= 0
  if (overnight ? !begun && ended : !begun || ended) return null
  const date = overnight && begun ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate()
  return date.toPlainDateTime(to).toZonedDateTime(timeZone, { disambiguation: 'later' }).toInstant()
}
