import { describe, expect, test } from 'vitest'
import { INTERNAL_EVENTS, PUBLIC_EVENTS } from '#modules/webhooks'
import { asksFor, type Beside, channelOf, entryOf, showOf } from './timeline.ts'
import { timelineEntry } from './timeline-schemas.ts'

const ID = '01938c1e-7a00-7000-8000-000000000001'
const ANA = '01938c1e-7a00-7000-8000-000000000002'
const SHOP = '01938c1e-7a00-7000-8000-000000000004'
const CREW = '01938c1e-7a00-7000-8000-000000000003'
const AT = '2026-11-26T09:00:00Z'

const message = {
  id: ID,
  subject: 'Your boiler',
  to: 'bea@example.com',
  state: 'sent' as const,
  failure: null,
  ...{ sendAt: null, quiet: false, sentAt: AT, cameBackAt: null, cancelledWhy: null, call: null },
}
const call = {
  ...{ id: ID, state: 'open', why: 'bounced', kind: 'moved', noticeId: ID, about: `request:${ID}`, customer: null },
  ...{ promise: { id: ID, wording: 'Done.', dueAt: AT }, contact: null, number: '1', language: 'es', owner: null },
  ...{
    quiet: { now: false, until: null, timeZone: 'UTC' },
    ownerTeam: null,
    notBefore: AT,
    dueAt: AT,
    attempts: 0,
    wished: null,
  },
  ...{ lastAttemptAt: null, endedAt: null, cancelledWhy: null, createdAt: AT, version: 1 },
} as NonNullable<ReturnType<Beside['calls']['get']>>
const mail: NonNullable<ReturnType<Beside['said']['get']>> = {
  ...{ id: ID, direction: 'in', channel: 'email', to: 'help@northside.example', subject: 'Boiler', text: 'It knocks.' },
  from: { name: 'Bea', address: 'bea@example.com', memberId: null, verified: true },
  ...{ quoted: null, html: null, automatic: null, outcome: null, nextStep: null, state: 'received', failure: null },
  ...{ noticeId: null, at: AT, sendAt: null, sentAt: null, attachments: [], mentions: [] },
  ...{ promises: [], contradicts: null },
}
const beside: Beside = {
  members: new Map([[ANA, 'Ana Ruiz']]),
  keys: new Map([[SHOP, 'Web shop']]),
  teams: new Map([[CREW, 'Crew']]),
  remedies: new Map([[SHOP, { name: 'Discount' }]]),
  messages: new Map([[ID, message]]),
  calls: new Map([[ID, call]]),
  said: new Map([[ID, mail]]),
  replies: new Map([[ID, 'It says BX 200.']]),
  requests: new Map([[ID, { id: ID, number: 7, subject: 'Boiler' }]]),
  alone: new Set([CREW]),
}
const eventOf = (type: string, data: Record<string, unknown> = {}, text: Record<string, unknown> | null = null) => ({
  ...{ id: ID, at: AT, type, data, text, about: `request:${ID}` },
  subject: `${type.split('.')[0]}:${ID}`,
  actor_kind: 'member' as const,
  actor_id: ANA,
})
const entry = (type: string, data?: Record<string, unknown>, text?: Record<string, unknown>) =>
  entryOf(eventOf(type, data, text), beside, { promises: true })

test.each<[string, Record<string, unknown>, Record<string, unknown> | undefined, object | null]>([
  ['message.queued', {}, undefined, { kind: 'message', what: 'written', message }],
  ['message.queued', { again: true }, undefined, { kind: 'message', what: 'sent_again' }],
  ['message.sent', {}, undefined, null],
  ['message.failed', {}, undefined, null],
  ['message.overtaken', {}, undefined, null],
  ['call.planned', {}, undefined, { kind: 'call', what: 'planned', call }],
  ['call.not_reached', {}, undefined, { kind: 'call', what: 'given_up' }],
  ['call.cancelled', {}, undefined, { kind: 'call', what: 'cancelled' }],
  ['call.taken', {}, undefined, null],
  ['call.attempted', {}, undefined, null],
  ['call.reached', {}, undefined, null],
  [
    'promise.telling_dropped',
    { notice: 'made', why: 'replaced' },
    undefined,
    { kind: 'notice', what: 'dropped', why: 'replaced' },
  ],
  [
    'message.queued',
    { conversationId: CREW },
    undefined,
    { kind: 'said', what: 'answered', conversationId: CREW, said: mail },
  ],
  ['message.bounced', {}, undefined, null],
  ['message.taken_back', {}, undefined, null],
  [
    'conversation.tied',
    { messageId: ID },
    undefined,
    { kind: 'said', what: 'came_in', conversationId: ID, said: mail },
  ],
  ['conversation.tied', {}, undefined, null],
  ['conversation.received', { messageId: ID }, undefined, { kind: 'said', what: 'came_in' }],
  ['conversation.spoken', { messageId: ID }, undefined, { kind: 'said', what: 'spoken' }],
  ['conversation.noted', { messageId: ID }, undefined, { kind: 'said', what: 'noted' }],
  ['conversation.started', { messageId: ID }, undefined, { kind: 'said', what: 'came_in' }],
  ['conversation.identified', {}, undefined, null],
  [
    'customer.updated',
    { changed: ['name', 'calendar_id'] },
    undefined,
    { kind: 'record', what: 'customer.updated', fields: ['name', 'calendarId'] },
  ],
  ['contact.deleted', {}, undefined, { kind: 'record', what: 'contact.deleted', fields: [] }],
  ['customer.vanished', {}, undefined, { kind: 'other', type: 'customer.vanished' }],
  ['wait.started', {}, undefined, null],
  ['wait.ended', { by: 'customer', channel: 'link' }, undefined, null],
  [
    'wait.ended',
    { by: 'customer', channel: 'phone' },
    undefined,
    { kind: 'reply', what: 'recorded', channel: 'phone' },
  ],
  ['wait.ended', { by: 'system' }, undefined, { kind: 'wait', what: 'ended' }],
  ['conversation.replied', { waitId: ID }, undefined, { kind: 'reply', what: 'written', text: 'It says BX 200.' }],
  [
    'promise.noticed',
    { notice: 'waiting' },
    { waitingFor: 'A photo.' },
    { kind: 'notice', what: 'asked', text: 'A photo.' },
  ],
  ['promise.noticed', { notice: 'reminder' }, undefined, { kind: 'notice', what: 'reminded' }],
  ['promise.noticed', { notice: 'update' }, { news: 'On it.' }, { kind: 'notice', what: 'update', text: 'On it.' }],
  ['promise.told', { channel: 'email' }, undefined, { kind: 'notice', what: 'told', channel: 'email', promiseId: ID }],
  ['promise.made', { dueAt: AT }, { wording: 'Done.' }, { kind: 'promise', what: 'made', wording: 'Done.', dueAt: AT }],
  [
    'promise.declined',
    { wishAt: AT },
    { wishText: 'After five.', saidBy: 'Bea' },
    { what: 'declined', wishAt: AT, wishText: 'After five.', saidBy: 'Bea' },
  ],
  ['promise.handed_over', { ownerId: null, ownerTeamId: CREW }, undefined, { what: 'handed_over', to: 'Crew' }],
  ['promise.handed_over', { ownerId: ANA, ownerTeamId: null }, undefined, { what: 'handed_over', to: 'Ana Ruiz' }],
  ['promise.warned', { memberId: ANA }, undefined, { what: 'warned', to: 'Ana Ruiz' }],
  ['promise.made', { ownerId: ANA }, undefined, { what: 'made', to: null }],
  [
    'request.changed',
    { fields: ['subject', 'owner_id'], ownerId: ANA },
    undefined,
    { kind: 'change', what: 'changed', fields: ['subject', 'ownerId'], to: 'Ana Ruiz' },
  ],
  [
    'request.occurred',
    { what: 'quote_sent', at: AT },
    undefined,
    { kind: 'occurrence', what: 'quote_sent', occurredAt: AT },
  ],
  ['notification.raised', {}, undefined, null],
  ['request.merged', {}, undefined, { kind: 'other', type: 'request.merged' }],
  [
    'promise.step_handed_back',
    { memberId: ANA },
    undefined,
    { kind: 'promise', what: 'step_handed_back', to: 'Ana Ruiz' },
  ],
  [
    'request.marked_exceptional',
    { ownerId: ANA },
    undefined,
    { kind: 'change', what: 'marked_exceptional', to: 'Ana Ruiz' },
  ],
  ['request.unmarked_exceptional', { why: 'It arrived.' }, undefined, { kind: 'change', why: 'It arrived.' }],
  [
    'remedy.granted',
    { remedyId: SHOP, amount: 2500, currency: 'EUR', ownerId: ANA },
    undefined,
    { kind: 'making_good', what: 'remedy.granted', remedies: ['Discount'], amount: 2500, currency: 'EUR', to: null },
  ],
  [
    'offer.made',
    { remedyIds: [SHOP, ID] },
    undefined,
    { kind: 'making_good', what: 'offer.made', remedies: ['Discount'], amount: null },
  ],
  ['approval.asked', { remedyId: SHOP, ownerId: ANA }, undefined, { kind: 'making_good', to: 'Ana Ruiz' }],
  ['approval.approved', { ownerId: ANA }, undefined, { what: 'approval.approved', to: null }],
  ['question.asked', { memberId: null, teamId: CREW }, undefined, { kind: 'question', what: 'asked', to: 'Crew' }],
  ['question.answered', { ownerId: ANA }, undefined, { kind: 'question', what: 'answered', to: null }],
  [
    'follow_up.answered',
    { answer: 'no', channel: 'phone' },
    undefined,
    { kind: 'follow_up', answer: 'no', channel: 'phone' },
  ],
  [
    'follow_up.not_asked',
    { because: 'refused' },
    undefined,
    { kind: 'follow_up', what: 'not_asked', because: 'refused' },
  ],
  ['promise.lost', {}, undefined, { kind: 'other', type: 'promise.lost' }],
])('%s %j', (type, data, text, expected) => {
  const found = entry(type, data, text)
  if (expected === null) expect(found).toBeNull()
  else
    expect(timelineEntry.parse(found)).toMatchObject({
      ...{ id: ID, at: AT, actor: { name: 'Ana Ruiz' }, request: { id: ID, number: 7 } },
      ...expected,
    })
})

test('what a conversation began with stands where it was tied to a request, or where it began if it never was', () => {
  const began = (id: string) =>
    entryOf(
      {
        ...eventOf('conversation.started', { messageId: ID }),
        subject: `conversation:${id}`,
        about: `conversation:${id}`,
      },
      beside,
      { promises: true },
    )
  expect(began(ID)).toBeNull()
  expect(began(CREW)).toMatchObject({ kind: 'said', what: 'came_in', conversationId: CREW, request: null })
})

test.each([
  ['message.queued', {}, 'email'],
  ['conversation.spoken', { messageId: ID }, 'email'],
  ['conversation.replied', { waitId: ID, channel: 'link' }, 'portal'],
  ['wait.ended', { by: 'customer', channel: 'phone' }, 'phone'],
  ['promise.accepted', { channel: 'counter' }, 'counter'],
  ['promise.kept', {}, null],
  ['promise.told', { channel: 'pigeon' }, null],
  ['request.closed', {}, null],
] as const)('%s %j was said on the channel %s', (type, data, channel) => {
  const found = entry(type, data)
  expect(found && channelOf(found)).toBe(channel)
})

describe('every type of event about a request has its kind of entry', () => {
  const families = [
    ...['request', 'promise', 'message', 'conversation', 'wait', 'link', 'customer', 'contact', 'consent'],
    ...['remedy', 'offer', 'approval', 'question', 'follow_up'],
  ]
  const ofTheLibrary = ['remedy.created', 'remedy.updated', 'remedy.archived']
  const types = [...Object.keys(PUBLIC_EVENTS), ...INTERNAL_EVENTS, 'policy.fell_back'].filter(
    (type) =>
      (families.includes(type.split('.')[0] ?? '') || type === 'policy.fell_back') && !ofTheLibrary.includes(type),
  )
  test.each(types)('%s', (type) => {
    expect(entry(type)?.kind).not.toBe('other')
  })
  test('and there are many', () => expect(types.length).toBeGreaterThan(35))
})

test.each([
  ['member', ANA, 'Ana Ruiz'],
  ['apiKey', SHOP, 'Web shop'],
  ['apiKey', ANA, null],
  ['customer', ID, null],
  ['system', 'clock', null],
] as const)('who did it: %s %s is %s', (kind, id, name) => {
  const event = { ...eventOf('request.opened'), actor_kind: kind, actor_id: id }
  expect(entryOf(event, beside, { promises: true })?.actor).toEqual({ kind, name })
})

test('who may not read promises sees none, nor what was said about them', () => {
  const blind = (type: string) => entryOf(eventOf(type), beside, { promises: false })
  for (const type of ['promise.made', 'promise.told', 'conversation.replied', 'wait.ended'])
    expect(blind(type)).toBeNull()
  expect(blind('request.opened')).not.toBeNull()
})

test('each kind is shown under one choice', () => {
  const choice = (type: string) => {
    const found = entry(type)
    return found && showOf(found)
  }
  expect(choice('promise.kept')).toBe('promises')
  for (const type of ['message.queued', 'conversation.replied', 'promise.told', 'link.created'])
    expect(choice(type)).toBe('messages')
  for (const type of ['request.closed', 'request.occurred', 'policy.fell_back', 'request.merged'])
    expect(choice(type)).toBe('changes')
})

test('what is beside is asked for by id, each once', () => {
  const events = [eventOf('message.queued'), eventOf('message.sent'), eventOf('conversation.replied', { waitId: CREW })]
  const asks = asksFor([...events, eventOf('promise.handed_over', { ownerTeamId: CREW })])
  expect([...asksFor([{ ...eventOf('request.opened'), actor_kind: 'apiKey', actor_id: SHOP }]).keys]).toEqual([SHOP])
  expect([...asks.members, ...asks.keys, ...asks.messages, ...asks.waits, ...asks.teams]).toEqual([ANA, ID, CREW, CREW])
})
