import { contactQuiet, contactQuietUntil, type QuietHours } from '#modules/promises'

export const TELLING_CHANNELS = ['email', 'phone'] as const
export type TellingChannel = (typeof TELLING_CHANNELS)[number]

/** What of a contact says how they are told. */
export type Reachable = {
  email: string | null
  phone: string | null
  /** Since when mail to the address comes back: it is none until it changes, or a person says to try again. */
  bouncedAt: string | null
  timeZone: string
  preferredChannel: TellingChannel | null
  /** none: told at any hour. null: the usual night. */
  quietHours: QuietHours | 'none' | null
}

/** The quiet hours of a contact that hold at an instant; null while none do. */
export const quietOf = (at: Temporal.Instant, contact: Pick<Reachable, 'timeZone' | 'quietHours'>) =>
  contactQuiet(at, contact)

/** can_wait: until the quiet hours end. at_once: whatever the hour. urgent: at once, and on a second channel besides. */
export type Urgency = 'can_wait' | 'at_once' | 'urgent'

/** Whoever is told has at least this long to act on it; and whoever waited in vain may wait still. */
export const LEAD = { hours: 2 } as const

/**
 * How urgent it is to tell somebody now.
 * @param changes the notice moves or withdraws something that stands, as against telling it for the first time
 * @param dates when what the notice is about is due, as it was and as it is now
 * @param asked the customer has written about the matter this minute, and is awake
 */
export function urgencyOf({
  changes,
  dates,
  asked,
  now,
  quietEnds,
}: {
  changes: boolean
  dates: readonly Temporal.Instant[]
  asked: boolean
  now: Temporal.Instant
  quietEnds: Temporal.Instant | null
}): Urgency {
  const [from, to] = [now.subtract(LEAD), (quietEnds ?? now).add(LEAD)]
  const isNear = (date: Temporal.Instant): boolean =>
    Temporal.Instant.compare(date, from) > 0 && Temporal.Instant.compare(date, to) <= 0
  if (dates.some(isNear)) return changes ? 'urgent' : 'at_once'
  return asked ? 'at_once' : 'can_wait'
}

export type DeliveryStep = {
  channel: TellingChannel
  at: Temporal.Instant
  /** Used together with the first one; else only where those before it have failed. */
  together: boolean
}

/**
 * By which channels a contact is told from now on, and when: the preferred one first, each that has an address once.
 * @param tried channels that have failed for this notice
 */
export function planDelivery({
  contact,
  urgency,
  now,
  tried,
}: {
  contact: Reachable
  urgency: Urgency
  now: Temporal.Instant
  tried: readonly TellingChannel[]
}): DeliveryStep[] {
  const first = contact.preferredChannel ?? 'email'
  const order = [first, ...TELLING_CHANNELS.filter((channel) => channel !== first)]
  const at = urgency === 'can_wait' ? (contactQuietUntil(now, contact) ?? now) : now
  return order
    .filter((channel) => isReachable(contact, channel) && !tried.includes(channel))
    .map((channel, n) => ({ channel, at, together: urgency === 'urgent' && n === 1 }))
}

/** Whether a contact has a working address on a channel. */
export const isReachable = ({ email, bouncedAt, phone }: Reachable, channel: TellingChannel): boolean =>
  channel === 'email' ? email !== null && bouncedAt === null : phone !== null
