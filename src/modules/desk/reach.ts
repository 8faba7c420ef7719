import type { Attempt, Thread } from '#modules/conversations'

type Instant = Temporal.Instant
const after = (a: Instant, b: Instant): boolean => Temporal.Instant.compare(a, b) > 0
const inOrder = (a: { at: Instant }, b: { at: Instant }): number => Temporal.Instant.compare(a.at, b.at)

/** Who tried to reach whom in vain, since they last spoke: what the one line on the customer's card says. */
export type Reach = {
  /** What the customer tried and nobody answered; null: nobody waits. */
  readonly theirs: {
    /** When they called and nobody took the call, oldest first. */
    readonly calls: readonly Instant[]
    readonly mails: number
    readonly portal: number
    /** Calls that were taken and visits, in which they asked for something that nobody has answered yet. */
    readonly spoken: number
    readonly since: Instant
    readonly lastAt: Instant
    readonly conversationIds: readonly string[]
  } | null
  /** What we tried since they were last heard or reached; null: nothing, or it arrived. */
  readonly ours: {
    /** When we called and reached nobody, oldest first. */
    readonly calls: readonly Instant[]
    readonly messagesLeft: number
    readonly mailsBack: number
    readonly lastAt: Instant
    readonly conversationIds: readonly string[]
  } | null
}

/** @param mailBackAt since when mail to one of their addresses comes back, also what no conversation knows of */
export function reachOf(threads: readonly Thread[], mailBackAt: Instant | null): Reach {
  return { theirs: theirsIn(threads), ours: oursIn(threads, mailBackAt) }
}

function theirsIn(threads: readonly Thread[]): Reach['theirs'] {
  const tried = threads.flatMap(({ conversationId, waitingSince, attempts }) =>
    waitingSince === null
      ? []
      : attempts.flatMap((attempt) =>
          (attempt.what === 'missed' || attempt.what === 'heard') && !after(waitingSince, attempt.at)
            ? [{ ...attempt, conversationId }]
            : [],
        ),
  )
  const sorted = tried.toSorted(inOrder)
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!first || !last) return null
  const heard = (channels: readonly Attempt['channel'][]): number =>
    sorted.filter(({ what, channel }) => what === 'heard' && channels.includes(channel)).length
  return {
    calls: sorted.flatMap(({ what, at }) => (what === 'missed' ? [at] : [])),
    mails: heard(['email']),
    portal: heard(['portal']),
    spoken: heard(['phone', 'counter']),
    ...{ since: first.at, lastAt: last.at },
    conversationIds: [...new Set(sorted.map(({ conversationId }) => conversationId))],
  }
}

const IN_VAIN: readonly Attempt['what'][] = ['not_reached', 'left_message', 'came_back']

function oursIn(threads: readonly Thread[], mailBackAt: Instant | null): Reach['ours'] {
  const all = threads
    .flatMap(({ conversationId, attempts }) => attempts.map((attempt) => ({ ...attempt, conversationId })))
    .toSorted(inOrder)
  // A missed call says that they live; a mail that is on its way to an address says nothing.
  const met = all.findLast(
    ({ what, channel }) =>
      what === 'heard' || what === 'missed' || (what === 'answered' && (channel === 'phone' || channel === 'counter')),
  )
  const since = (at: Instant): boolean => met === undefined || after(at, met.at)
  const vain = all.filter(({ what, at }) => IN_VAIN.includes(what) && since(at))
  const of = (wanted: Attempt['what']) => vain.filter(({ what }) => what === wanted)
  const back = of('came_back').length
  const mailsBack = back === 0 && mailBackAt !== null && since(mailBackAt) ? 1 : back
  const lastAt = [...vain.map(({ at }) => at), ...(mailsBack > back && mailBackAt ? [mailBackAt] : [])]
    .toSorted(Temporal.Instant.compare)
    .at(-1)
  if (lastAt === undefined) return null
  return {
    calls: of('not_reached').map(({ at }) => at),
    messagesLeft: of('left_message').length,
    mailsBack,
    lastAt,
    conversationIds: [...new Set(vain.map(({ conversationId }) => conversationId))],
  }
}
