/** What of a message decides whether somebody waits. */
export type Said = {
  direction: 'in' | 'out' | 'note'
  /** Written by a machine: nobody waits for an answer to it, and it answers nobody. */
  automatic: boolean
  /** By a person of the firm; what rules send answers nobody. */
  byMember: boolean
  state: string
  at: Temporal.Instant
}

/** What a row of a message says of it. */
export type SaidRow = {
  direction: string
  automatic: string | null
  written: boolean
  state: string
  outcome: string | null
  created_at: Temporal.Instant
  occurred_at: Temporal.Instant | null
}

/**
 * A call or a visit that answered the customer counts as an answer, whoever began it; one in which they asked for
 * something and got no answer yet counts as their message; one that reached nobody counts as neither.
 */
export function saidOf({ outcome, automatic, written, state, created_at, occurred_at, ...row }: SaidRow): Said {
  const at = occurred_at ?? created_at
  if (outcome === null)
    return {
      direction: row.direction as Said['direction'],
      automatic: automatic !== null,
      byMember: written,
      state,
      at,
    }
  if (outcome === 'reached' && state === 'written')
    return { direction: 'out', automatic: false, byMember: true, state, at }
  return { direction: state === 'received' ? 'in' : 'note', automatic: false, byMember: true, state, at }
}

/** What goes out or has gone out; what was taken back or could not be sent answers nobody. */
const isOnItsWay = (state: string): boolean => state === 'queued' || state === 'sent' || state === 'written'

/**
 * The oldest message of the customer that nobody has answered: the first one after the last answer of a person, in the
 * order in which they were said. Null: nobody waits.
 */
export function waitingSince(messages: readonly Said[]): Temporal.Instant | null {
  let since: Temporal.Instant | null = null
  for (const { direction, automatic, byMember, state, at } of messages.toSorted((a, b) =>
    Temporal.Instant.compare(a.at, b.at),
  )) {
    if (automatic) continue
    if (direction === 'in') since ??= at
    else if (direction === 'out' && byMember && isOnItsWay(state)) since = null
  }
  return since
}

/** Where nothing was promised, a message counts as due after a day. */
const UNPROMISED = { hours: 24 }

/** What the inbox is sorted by: the due instant of the promised reply, else a day after the message that waits. */
export const dueOf = (since: Temporal.Instant | null, replyDueAt: Temporal.Instant | null): Temporal.Instant | null =>
  since === null ? null : (replyDueAt ?? since.add(UNPROMISED))

/** `Re: Re: AW: Boiler` → `Boiler`: what a thread is called. */
export const threadSubject = (subject: string): string =>
  subject
    .replace(/^(\s*(re|aw|antw|res|rv|odp|fwd?|fw|enc|ynt|sv|vs|отв|ответ|пересл)\s*(\[\d+\])?\s*[:：])+\s*/i, '')
    .trim()

/** The subject of an answer. */
export const answerSubject = (subject: string): string => (/^re\s*:/i.test(subject) ? subject : `Re: ${subject}`)

/** A page of references for an answer's header: the first, which names the thread, and the last ones. */
export const referencesOf = (refs: readonly string[], answered: string | null): string[] => {
  const all = [...new Set([...refs, ...(answered === null ? [] : [answered])])]
  return all.length <= 20 ? all : [...all.slice(0, 1), ...all.slice(-19)]
}
