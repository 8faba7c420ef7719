/** Pure: what the facts about a customer say, and the mood that follows from it. No text is read, and nothing guessed. */

type Instant = Temporal.Instant
const after = (a: Instant, b: Instant): boolean => Temporal.Instant.compare(a, b) > 0

/** What a note rests on. */
export type Ground = {
  readonly promiseId: string | null
  readonly requestId: string | null
  readonly conversationId: string | null
  /** A promise's wording, a request's or conversation's subject. */
  readonly says: string
}

export type Facts = {
  readonly now: Instant
  /** Chains with an outcome, the latest first date first. */
  readonly judged: readonly {
    readonly outcome: 'kept' | 'kept_as_moved' | 'kept_as_told' | 'broken'
    readonly ground: Ground
  }[]
  readonly overdue: readonly { readonly at: Instant; readonly ground: Ground }[]
  readonly declined: { readonly at: Instant; readonly ground: Ground } | null
  /** Threads in which they wait for us: since when, until when a reply was promised, how often they asked since. */
  readonly waiting: readonly {
    readonly since: Instant
    readonly replyDueAt: Instant | null
    readonly asked: number
    readonly ground: Ground
  }[]
  readonly latestRequest: {
    readonly kind: string
    readonly status: string
    readonly at: Instant
    readonly ground: Ground
  } | null
}

/** The order in which they are told among notes of one weight. */
export const NOTE_CODES = [
  'broken_promises',
  'waiting',
  'complaint',
  'overdue',
  'asked_again',
  'declined',
  'all_kept',
] as const
export type NoteCode = (typeof NOTE_CODES)[number]

export const WEIGHTS = ['grave', 'bad', 'good'] as const
export type Weight = (typeof WEIGHTS)[number]

export type Note = {
  readonly code: NoteCode
  readonly weight: Weight
  /** How many, where the note counts something. */
  readonly n: number | null
  /** Of how many. */
  readonly of: number | null
  /** Since when, or when. */
  readonly at: Instant | null
  readonly grounds: readonly Ground[]
}

export const MOODS = ['content', 'neutral', 'strained', 'at_risk_of_leaving'] as const
export type Mood = (typeof MOODS)[number]

const RECENT = 3
const RUN = 10
const MOST_NOTES = 5
const DAY = { hours: 24 }
/** An answer or a complaint that is older says nothing about today. */
const STALE = { hours: 90 * 24 }

/** At most five, the most telling first. */
export function notesOf(facts: Facts): Note[] {
  const notes = [
    broken(facts),
    waiting(facts),
    complaint(facts),
    overdue(facts),
    askedAgain(facts),
    declined(facts),
    kept(facts),
  ]
  return notes
    .filter((note) => note !== null)
    .toSorted((a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight))
    .slice(0, MOST_NOTES)
}

/**
 * The mood and the notes that it follows from. At risk of leaving: two grave notes, or a grave and two bad ones.
 * Strained: a grave note, or two bad ones. Content: a good note and no other. Neutral: everything else.
 */
export function moodOf(notes: readonly Note[]): { word: Mood; because: NoteCode[] } {
  const codes = (...weights: Weight[]) => notes.filter(({ weight }) => weights.includes(weight)).map(({ code }) => code)
  const [grave, bad, good] = WEIGHTS.map((weight) => codes(weight).length)
  const against = codes('grave', 'bad')
  if ((grave ?? 0) >= 2 || ((grave ?? 0) === 1 && (bad ?? 0) >= 2))
    return { word: 'at_risk_of_leaving', because: against }
  if ((grave ?? 0) === 1 || (bad ?? 0) >= 2) return { word: 'strained', because: against }
  if ((bad ?? 0) === 0 && (good ?? 0) > 0) return { word: 'content', because: codes('good') }
  return { word: 'neutral', because: against }
}

const note = (code: NoteCode, weight: Weight, over: Partial<Omit<Note, 'code' | 'weight'>>): Note => ({
  ...{ code, weight, n: null, of: null, at: null, grounds: [] },
  ...over,
})
const isKept = ({ outcome }: Facts['judged'][number]): boolean => outcome === 'kept' || outcome === 'kept_as_moved'

/** Of the last three. */
function broken({ judged }: Facts): Note | null {
  const last = judged.slice(0, RECENT)
  const found = last.filter(({ outcome }) => outcome === 'broken')
  if (found.length === 0) return null
  const grounds = found.map(({ ground }) => ground)
  return note('broken_promises', found.length >= 2 ? 'grave' : 'bad', { n: found.length, of: last.length, grounds })
}

/** Of the last ten, at least three. */
function kept({ judged }: Facts): Note | null {
  const last = judged.slice(0, RUN)
  if (last.length < RECENT || !last.every(isKept)) return null
  return note('all_kept', 'good', { n: last.length, grounds: last.map(({ ground }) => ground) })
}

function overdue({ overdue: found }: Facts): Note | null {
  const [first] = found
  if (!first) return null
  return note('overdue', 'bad', { n: found.length, at: first.at, grounds: found.map(({ ground }) => ground) })
}

/** For longer than a day, or past the promised reply. */
function waiting({ waiting: threads, now }: Facts): Note | null {
  const late = threads.filter(({ replyDueAt }) => replyDueAt !== null && after(now, replyDueAt))
  const long = late.length > 0 ? late : threads.filter(({ since }) => !after(since.add(DAY), now))
  const [first] = long.toSorted((a, b) => Temporal.Instant.compare(a.since, b.since))
  if (!first) return null
  return note('waiting', late.length > 0 ? 'grave' : 'bad', {
    at: first.since,
    grounds: long.map(({ ground }) => ground),
  })
}

/** Three times or more without an answer about one matter. */
function askedAgain({ waiting: threads }: Facts): Note | null {
  const most = threads.toSorted((a, b) => b.asked - a.asked)[0]
  if (!most || most.asked < 3) return null
  return note('asked_again', 'bad', { n: most.asked, at: most.since, grounds: [most.ground] })
}

function declined({ declined: found, now }: Facts): Note | null {
  if (!found || after(now, found.at.add(STALE))) return null
  return note('declined', 'bad', { at: found.at, grounds: [found.ground] })
}

/** What they came with last was a complaint. */
function complaint({ latestRequest: latest, now }: Facts): Note | null {
  if (latest?.kind !== 'complaint' || after(now, latest.at.add(STALE))) return null
  return note('complaint', latest.status === 'open' ? 'grave' : 'bad', { at: latest.at, grounds: [latest.ground] })
}
