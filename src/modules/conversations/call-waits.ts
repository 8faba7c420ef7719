/** A call as it counts: somebody called and waits, or somebody of the firm spoke with them. */
export type Call = { conversationId: string; at: Temporal.Instant; kind: 'waits' | 'spoke' }

/** How long a caller waited: until somebody spoke with them, or until now. */
export type CallWait = { seconds: number; answered: boolean }

/**
 * The waits of callers, from the first call that nobody answered to the next time that somebody spoke with them; who calls
 * again meanwhile waits on.
 * @param calls of one conversation or many, in any order
 * @param elapsed seconds between two instants, of which those count in which the firm is open
 */
export function waitsOf(
  calls: readonly Call[],
  now: Temporal.Instant,
  elapsed: (from: Temporal.Instant, to: Temporal.Instant) => number,
): CallWait[] {
  const waits: CallWait[] = []
  for (const said of Map.groupBy(calls, (call) => call.conversationId).values()) {
    let since: Temporal.Instant | null = null
    for (const { kind, at } of said.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))) {
      if (kind === 'waits') since ??= at
      else if (since !== null) {
        waits.push({ seconds: elapsed(since, at), answered: true })
        since = null
      }
    }
    if (since !== null) waits.push({ seconds: elapsed(since, now), answered: false })
  }
  return waits
}

/**
 * The least time within which a share of callers was answered. Who waits still counts as not answered from the time on
 * that they have waited for; null: fewer were answered.
 */
export function answeredWithin(waits: readonly CallWait[], share: number): number | null {
  const answered = waits.filter((wait) => wait.answered).map(({ seconds }) => seconds)
  const open = waits.filter((wait) => !wait.answered).map(({ seconds }) => seconds)
  for (const within of answered.toSorted((a, b) => a - b)) {
    const known = answered.length + open.filter((seconds) => seconds >= within).length
    if (answered.filter((seconds) => seconds <= within).length >= share * known) return within
  }
  return null
}

/** As it is said on the telephone: never shorter than it was. Up to an hour in five minutes, then in quarters of an hour. */
export function spokenMinutes(seconds: number): number {
  const minutes = Math.max(1, Math.ceil(seconds / 60))
  const step = minutes <= 60 ? 5 : 15
  return Math.ceil(minutes / step) * step
}
