/** What a member can be told about, in the order in which settings show it. */
export const KINDS = [
  'exceptional',
  'step',
  'replied',
  'unanswered',
  'mentioned',
  'not_told',
  'answered',
  'approval',
  'asked',
  'promise_handed_over',
  'request_handed_over',
  'at_risk',
  'last_moment',
  'import_ended',
  'webhook_off',
] as const
export type Kind = (typeof KINDS)[number]

/** What nobody can turn off or put into the digest: it is told at once, by night too. */
export const URGENT: readonly Kind[] = ['exceptional']
/** What members choose for themselves how they hear of it. */
export const CHOSEN = KINDS.filter((kind): kind is Exclude<Kind, 'exceptional'> => !URGENT.includes(kind))

export const MAIL = ['at_once', 'digest', 'off'] as const
export type Channels = { mail: (typeof MAIL)[number]; push: boolean }

/** How members hear of each kind until they say otherwise. Push needs a device first. */
export const USUAL: Readonly<Record<Kind, Channels>> = {
  exceptional: { mail: 'at_once', push: true },
  step: { mail: 'at_once', push: true },
  replied: { mail: 'at_once', push: true },
  unanswered: { mail: 'at_once', push: true },
  mentioned: { mail: 'digest', push: true },
  not_told: { mail: 'at_once', push: true },
  answered: { mail: 'digest', push: true },
  approval: { mail: 'at_once', push: true },
  asked: { mail: 'at_once', push: true },
  promise_handed_over: { mail: 'digest', push: true },
  request_handed_over: { mail: 'digest', push: true },
  at_risk: { mail: 'digest', push: false },
  last_moment: { mail: 'at_once', push: true },
  import_ended: { mail: 'off', push: true },
  webhook_off: { mail: 'at_once', push: true },
}

/** Whom an event concerns: the owner of the promise or request that it is about, or somebody that it names itself. */
export type Concerns = 'owner' | 'named' | 'mentioned' | 'starter' | 'owners' | 'answering' | 'asked'

export type Data = Readonly<Record<string, unknown>>
type Rule = { kind: Kind; concerns: Concerns; when?: (data: Data) => boolean }

const named = ({ ownerId }: Data): boolean => typeof ownerId === 'string'

/** Whoever promises something to a customer without an address sees at once that nobody was told. */
const wasTried = ({ failure }: Data): boolean => failure !== 'no_address' && failure !== 'no_contact'

/** A customer said that it did not go as promised. */
const wentWrong = ({ answer }: Data): boolean => answer === 'no'

/** What begins by mail or a missed call is about nothing yet, and nobody's. */
const isAboutKnown = ({ channel, missed }: Data): boolean => channel !== 'email' && missed !== true

/** Which events concern somebody. To add one, add a line; what it is called stands in messages/…/notifications.json. */
export const RULES: Readonly<Record<string, Rule>> = {
  'promise.warned': { kind: 'step', concerns: 'named' },
  'promise.escalated': { kind: 'step', concerns: 'named' },
  'promise.handed_over': { kind: 'promise_handed_over', concerns: 'owner' },
  'request.opened': { kind: 'request_handed_over', concerns: 'named', when: named },
  'request.changed': { kind: 'request_handed_over', concerns: 'named', when: named },
  'conversation.replied': { kind: 'replied', concerns: 'owner' },
  'conversation.received': { kind: 'replied', concerns: 'owner' },
  'conversation.started': { kind: 'replied', concerns: 'owner', when: isAboutKnown },
  'conversation.unanswered': { kind: 'unanswered', concerns: 'answering' },
  'conversation.mentioned': { kind: 'mentioned', concerns: 'mentioned' },
  'promise.accepted': { kind: 'answered', concerns: 'owner' },
  'promise.declined': { kind: 'answered', concerns: 'owner' },
  'request.marked_exceptional': { kind: 'exceptional', concerns: 'named', when: named },
  'request.exception_changed': { kind: 'exceptional', concerns: 'named', when: named },
  'follow_up.answered': { kind: 'answered', concerns: 'owner', when: wentWrong },
  'question.asked': { kind: 'asked', concerns: 'asked' },
  'question.answered': { kind: 'asked', concerns: 'named', when: named },
  'promise.call_asked': { kind: 'answered', concerns: 'owner' },
  'promise.unanswered': { kind: 'answered', concerns: 'owner', when: ({ successor }) => successor === true },
  'offer.chosen': { kind: 'answered', concerns: 'named' },
  'offer.not_granted': { kind: 'answered', concerns: 'named' },
  'approval.asked': { kind: 'approval', concerns: 'named' },
  'approval.approved': { kind: 'approval', concerns: 'named', when: named },
  'approval.declined': { kind: 'approval', concerns: 'named', when: named },
  'approval.handed_over': { kind: 'approval', concerns: 'named' },
  'promise.at_risk': { kind: 'at_risk', concerns: 'owner' },
  'recovery.last_moment': { kind: 'last_moment', concerns: 'named' },
  'promise.not_told': { kind: 'not_told', concerns: 'owner', when: wasTried },
  'import.finished': { kind: 'import_ended', concerns: 'starter' },
  'import.failed': { kind: 'import_ended', concerns: 'starter' },
  'webhook.turned_off': { kind: 'webhook_off', concerns: 'owners' },
}

/** Mail at once waits this long: what was read by then needs none, and what comes close together is one. */
const PATIENCE = { minutes: 2 } as const

/**
 * When a mail and a push about something go out; null: not at all.
 * @param quietEnds when the member's quiet hours end, null while none hold
 * @param urgent whatever the member chose, and whatever the hour
 */
export function whenTold(
  channels: Channels,
  now: Temporal.Instant,
  quietEnds: Temporal.Instant | null,
  urgent = false,
): { mailAt: Temporal.Instant | null; pushAt: Temporal.Instant | null } {
  if (urgent) return { mailAt: now, pushAt: now }
  const patient = now.add(PATIENCE)
  const late = quietEnds !== null && Temporal.Instant.compare(quietEnds, patient) > 0 ? quietEnds : patient
  return { mailAt: channels.mail === 'at_once' ? late : null, pushAt: channels.push ? (quietEnds ?? now) : null }
}

/** Of those an event concerns, who is told: each once, and nobody of what they did themselves. */
export const toldOf = (concerned: readonly string[], actor: { kind: string; id: string }): string[] =>
  [...new Set(concerned)].filter((id) => actor.kind !== 'member' || actor.id !== id)
