export const STATES = ['planned', 'asking', 'asked', 'yes', 'no', 'silent', 'not_asked'] as const

/** Why somebody was not asked. */
export const NOT_ASKED = ['asked_recently', 'refused', 'asked_already', 'reopened', 'withdrawn'] as const
export type NotAsked = (typeof NOT_ASKED)[number]

/** Until somebody decides otherwise: one contact is asked once in two weeks, and silence is silence after one. */
export const USUAL_RULES = { restDays: 14, silenceDays: 7 } as const
export type Rules = { restDays: number; silenceDays: number }

/** A day of these rules: 24 hours, whatever the clocks do. */
export const days = (n: number) => ({ hours: 24 * n })

/** What is known of whom a follow-up is about when their turn comes. */
export type Turn = {
  now: Temporal.Instant
  /** When the same contact was asked last, about whatever; null: never. */
  askedLastAt: Temporal.Instant | null
  /** They said that they do not want to be asked how it went. Silence is no refusal: it is about their own matter. */
  refused: boolean
  /** The promise to ask stands still. */
  stands: boolean
}

/** Why a contact is not asked now; null: they are. */
export function whyNotAsked({ now, askedLastAt, refused, stands }: Turn, { restDays }: Rules): NotAsked | null {
  if (!stands) return 'withdrawn'
  if (refused) return 'refused'
  const rests = askedLastAt !== null && Temporal.Instant.compare(askedLastAt.add(days(restDays)), now) > 0
  return rests ? 'asked_recently' : null
}
