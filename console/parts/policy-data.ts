import type { Input, Output, Row } from '../api/contract.ts'

export type Policy = Row<'policies.list'>
export type PolicySpec = Policy['spec']
export type Trigger = PolicySpec['trigger']
export type Conditions = PolicySpec['conditions']
export type PolicyDuration = PolicySpec['duration']
export type PolicyOwner = PolicySpec['owner']
export type PolicyCalendar = PolicySpec['calendar']
export type PolicyStep = PolicySpec['steps'][number]
export type StepMoment = PolicyStep['when']
export type Situation = Input<'policies.simulate'>
export type Facts = NonNullable<Situation['facts']>
export type SimulatedPolicy = Output<'policies.simulate'>['results'][number]
export type SimulatedPromise = NonNullable<SimulatedPolicy['promise']>

/** What can make a policy promise, in the order in which it is offered, each with the key of its name in the messages. */
export const triggers = {
  message_in: 'messageIn',
  call_missed: 'callMissed',
  request_opened: 'requestOpened',
  stage_reached: 'stageReached',
  quote_sent: 'quoteSent',
  booking_asked: 'bookingAsked',
  service_completed: 'serviceCompleted',
  promotion_planned: 'promotionPlanned',
  published: 'published',
} as const satisfies Record<Trigger, string>

/** What can be asked of a situation, in the order in which it is offered. */
export const conditionNames = [
  'channels',
  'kinds',
  'stages',
  'serviceIds',
  'priorities',
  'segments',
  'languages',
  'hours',
] as const satisfies readonly (keyof Conditions)[]
export type ConditionName = (typeof conditionNames)[number]

/** Channels that are offered by name; any other may be typed. */
export const channels = {
  email: 'email',
  phone: 'phone',
  chat: 'chat',
  portal: 'portal',
  sms: 'sms',
  whatsapp: 'whatsapp',
  social: 'social',
  in_person: 'inPerson',
} as const
