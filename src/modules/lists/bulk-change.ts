import { z } from 'zod'
import type { ConversationStand } from '#modules/conversations'
import type { CustomerStand } from '#modules/customers'
import type { PromiseStand } from '#modules/promises'
import type { RequestStand } from '#modules/requests'

const label = (example: string) =>
  z
    .string()
    .trim()
    .max(200)
    .meta({ examples: [example] })

/** What is done to every chosen row: to requests, handing over to promises, the segment to customers, the last five to conversations. */
export const change = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('assign'), ownerId: z.uuid().nullable() }),
    z.strictObject({ action: z.literal('setTeam'), team: label('Heating') }),
    z.strictObject({ action: z.literal('setPriority'), priority: label('High') }),
    z.strictObject({ action: z.literal('setService'), serviceId: z.uuid().nullable() }),
    z.strictObject({ action: z.literal('close'), outcome: label('Repaired') }),
    z.strictObject({
      action: z.literal('handOver'),
      ownerId: z.uuid().optional(),
      ownerTeamId: z.uuid().optional(),
    }),
    z.strictObject({ action: z.literal('setSegment'), segment: label('Gold') }),
    z.strictObject({ action: z.literal('assignConversations'), ownerId: z.uuid().nullable() }),
    z.strictObject({ action: z.literal('closeConversations') }),
    z.strictObject({
      action: z.literal('restConversations'),
      until: z.iso.datetime({ offset: true }).meta({ examples: ['2026-11-27T08:00:00Z'] }),
    }),
    z.strictObject({ action: z.literal('restConversationsForPromise') }),
    z.strictObject({ action: z.literal('tieConversations'), contactId: z.uuid() }),
  ])
  .meta({ examples: [{ action: 'setPriority', priority: 'High' }] })
export type Change = z.output<typeof change>

const OF_CONVERSATIONS: readonly Change['action'][] = [
  'assignConversations',
  'closeConversations',
  'restConversations',
  'restConversationsForPromise',
  'tieConversations',
]

/** Whose a conversation is somebody has vouched for: that is not taken back by the dozen. */
export const canBeUndone = ({ action }: Pick<Change, 'action'>): boolean => action !== 'tieConversations'

export const listOf = ({ action }: Pick<Change, 'action'>): 'requests' | 'promises' | 'customers' | 'conversations' => {
  if (OF_CONVERSATIONS.includes(action)) return 'conversations'
  if (action === 'handOver') return 'promises'
  return action === 'setSegment' ? 'customers' : 'requests'
}

/** What somebody must be allowed to do one by one before doing it to many; undoing may ask for something else. */
export const permissionFor = ({ action }: Pick<Change, 'action'>, undoing = false): string => {
  if (OF_CONVERSATIONS.includes(action)) return 'conversations.update'
  if (action === 'handOver') return 'promises.handOver'
  if (action === 'setSegment') return 'customers.update'
  if (action === 'close') return undoing ? 'requests.reopen' : 'requests.close'
  return 'requests.update'
}

/** Values of the fields that a change is about. */
export type Values = Readonly<Record<string, string | null>>
export type Stand = RequestStand | PromiseStand | CustomerStand | ConversationStand

/** What a change makes of a row; null: there is nothing in it that it could be made. */
export function wantedBy(change: Change, stand: Stand | undefined): Values | null {
  if (change.action === 'restConversationsForPromise') {
    const promise = stand && 'restsFor' in stand ? stand.restsFor : null
    return promise && { snoozedUntil: promise.dueAt, snoozedFor: promise.id }
  }
  if (change.action === 'close') return { status: 'closed', outcome: change.outcome }
  if (change.action === 'handOver') return { ownerId: change.ownerId ?? null, ownerTeamId: change.ownerTeamId ?? null }
  if (change.action === 'closeConversations') return { state: 'closed' }
  if (change.action === 'restConversations') return { snoozedUntil: Temporal.Instant.from(change.until).toString() }
  const { action: _, ...values } = change
  return values
}

/** What stands there now of the fields in `fields`. */
export const presentOf = (stand: Stand, fields: Values): Values =>
  Object.fromEntries(Object.keys(fields).map((field) => [field, textIn(stand, field)]))

const textIn = (stand: Stand, field: string): string | null => {
  const value = (stand as Readonly<Record<string, unknown>>)[field]
  return typeof value === 'string' ? value : null
}

const equal = (one: Values, other: Values): boolean =>
  Object.keys(one).every((field) => one[field]?.toLowerCase() === other[field]?.toLowerCase())

export const REASONS = [
  'gone',
  'same',
  'closed',
  'not_begun',
  'finished',
  'changed_since',
  'owner_gone',
  'identified',
  'nothing_promised',
] as const
export type Reason = (typeof REASONS)[number]

/**
 * Why a row is left as it is; null: it changes.
 * @param expected what an undo has to find, so that nobody's later work is lost
 * @param canBeGiven whether an owner of before can be given work still
 */
export function whyNot(
  stand: Stand | undefined,
  wanted: Values | null,
  now: Temporal.Instant,
  expected: Values | null,
  canBeGiven: (values: Values) => boolean,
): Reason | null {
  if (stand === undefined) return 'gone'
  if (wanted === null) return 'state' in stand && stand.state === 'closed' ? 'closed' : 'nothing_promised'
  const present = presentOf(stand, wanted)
  if (expected !== null && !equal(expected, present)) return 'changed_since'
  if ('unfinished' in stand && !stand.unfinished) return 'finished'
  if ('openedAt' in stand && wanted.status === 'closed') {
    if (stand.status === 'closed') return 'closed'
    if (Temporal.Instant.compare(stand.openedAt, now) > 0) return 'not_begun'
  }
  if (equal(wanted, present)) return 'same'
  // Whose it is somebody has said already.
  if ('contactId' in wanted && present.contactId != null) return 'identified'
  // Nobody finds a closed one that rests.
  if (wanted.snoozedUntil != null && 'snoozedUntil' in stand && stand.state === 'closed') return 'closed'
  return canBeGiven(wanted) ? null : 'owner_gone'
}
