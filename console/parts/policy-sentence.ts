import { languageNames, m } from '../ui/text.ts'
import { percent } from '../ui/time.ts'
import { aheadWords, businessSpan, durationWords } from './duration-words.ts'
import {
  type ConditionName,
  type Conditions,
  channels,
  conditionNames,
  type Policy,
  type PolicyCalendar,
  type PolicyDuration,
  type PolicyOwner,
  type PolicySpec,
  type PolicyStep,
  type StepMoment,
  triggers,
} from './policy-data.ts'
import type { Names } from './policy-names.ts'
import { w } from './policy-words.tsx'
import { kindKey } from './promise-data.ts'
import { requestKinds } from './request-kind.ts'

/** "A message comes in"; what this console does not know reads as the API calls it. */
export const triggerWords = (trigger: string): string =>
  trigger in triggers ? w.trigger[triggers[trigger as keyof typeof triggers]]() : trigger

/** A channel under the reader's name for it. */
export const channelWords = (channel: string): string => {
  const known = channel.toLowerCase()
  return known in channels ? w.channel[channels[known as keyof typeof channels]]() : channel
}

export const requestKindWords = (kind: string): string => {
  const known = requestKinds.find((each) => each === kind.toLowerCase())
  return known ? m.request.kind[known]() : kind
}

/** The values of a condition in the reader's words. */
function valuesOf(name: ConditionName, conditions: Conditions, names: Names): string[] {
  switch (name) {
    case 'channels':
      return (conditions.channels ?? []).map(channelWords)
    case 'kinds':
      return (conditions.kinds ?? []).map(requestKindWords)
    case 'serviceIds':
      return (conditions.serviceIds ?? []).map((id) => names.services.get(id) ?? m.common.unknown())
    case 'languages':
      return (conditions.languages ?? []).map((each) => languageNames[each])
    case 'hours':
      return conditions.hours ? [w.condition.hoursAre[conditions.hours]()] : []
    default:
      return conditions[name] ?? []
  }
}

/** "Channel: E-mail, Phone" for each condition that is set. */
export function conditionsWords(conditions: Conditions, names: Names): string[] {
  return conditionNames.flatMap((name) => {
    const values = valuesOf(name, conditions, names)
    return values.length === 0 ? [] : [`${w.condition.name[name]()}: ${values.join(', ')}`]
  })
}

export function ownerWords(owner: PolicyOwner, names: Names): string {
  if (owner.who === 'member') return names.members.get(owner.memberId) ?? m.common.unknown()
  if (owner.who === 'team') return names.teams.get(owner.teamId) ?? m.common.unknown()
  return w.owner.requestOwner()
}

export function calendarWords(calendar: PolicyCalendar, names: Names): string {
  if (calendar.use === 'calendar') return names.calendars.get(calendar.calendarId) ?? m.common.unknown()
  return w.calendar[calendar.use]()
}

export function momentWords(when: StepMoment): string {
  if (when.measure === 'share_left') return w.step.shareLeft({ share: percent(when.share) })
  if (when.measure === 'wall_after_due')
    return when.seconds === 0 ? w.step.atDue() : w.step.wallAfterDue({ span: businessSpan(when.seconds) })
  const span = businessSpan(when.businessSeconds)
  if (when.measure === 'before_due') return w.step.beforeDue({ span })
  return when.businessSeconds === 0 ? w.step.atDue() : w.step.afterDue({ span })
}

export function personWords(to: PolicyStep['to'], names: Names): string {
  if (to.who === 'member') return names.members.get(to.memberId) ?? m.common.unknown()
  if (to.who === 'on_duty') return w.step.onDuty({ team: names.teams.get(to.teamId) ?? m.common.unknown() })
  return to.who === 'lead' ? w.step.lead() : w.step.owner()
}

export const stepWords = ({ when, to, channel }: PolicyStep, names: Names): string =>
  `${momentWords(when)}: ${personWords(to, names)}, ${w.step.channelIs[channel]()}`

export const kindWords = (kind: string): string => m.promise.kind[kindKey(kind)]()

/** "3 business days, until closing"; for what is counted back: "3 business days before". */
export const withinWords = ({ ahead }: Pick<PolicySpec, 'ahead'>, duration: PolicyDuration): string =>
  ahead ? aheadWords(duration) : durationWords(duration)

/** The line below a policy's name: what makes it promise, and what by when. */
export const policyLine = ({ spec }: Policy): string =>
  `${triggerWords(spec.trigger)} → ${kindWords(spec.kind)}, ${withinWords(spec, spec.duration)}`

const yesNo = (yes: boolean): string => (yes ? w.editor.yes() : w.editor.no())

/** What a policy says, part by part, in words. */
export function linesOf(spec: PolicySpec, names: Names): [what: string, says: string][] {
  return [
    [w.editor.trigger(), triggerWords(spec.trigger)],
    [w.editor.conditions(), conditionsWords(spec.conditions, names).join('; ') || w.condition.none()],
    [w.editor.kind(), kindWords(spec.kind)],
    ...Object.entries(languageNames).map(([language, name]): [string, string] => [
      `${w.editor.wording()} (${name})`,
      spec.wording[language as keyof typeof languageNames] ?? '',
    ]),
    [w.editor.duration(), withinWords(spec, spec.duration)],
    [w.editor.target(), spec.target ? withinWords(spec, spec.target) : w.editor.noTarget()],
    [w.editor.ahead(), yesNo(spec.ahead)],
    [w.editor.calendar(), calendarWords(spec.calendar, names)],
    [w.editor.owner(), ownerWords(spec.owner, names)],
    [w.editor.toCustomer(), yesNo(spec.toCustomer)],
    [w.editor.pausable(), yesNo(spec.pausable)],
    [w.editor.asks(), yesNo(spec.asks)],
    [w.editor.repeats(), yesNo(spec.repeats)],
    [w.editor.steps(), spec.steps.map((step) => stepWords(step, names)).join('; ') || w.step.none()],
  ]
}

export interface Change {
  readonly what: string
  readonly before: string
  readonly after: string
}

/** What differs between two versions of a policy, in words. */
export function changesBetween(before: PolicySpec, after: PolicySpec, names: Names): Change[] {
  const old = new Map(linesOf(before, names))
  return linesOf(after, names).flatMap(([what, text]) => {
    const was = old.get(what) ?? ''
    return was === text ? [] : [{ what, before: was, after: text }]
  })
}
