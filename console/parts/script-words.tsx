import { loadMessages, type Messages } from '#messages/scripts'
import type { Input, Output, Row } from '../api/contract.ts'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts about scripts, in the reader's language. Only below `WithScriptWords`. */
export let w: Messages

/** Waits for the texts about scripts: they come with what first needs them, not with the console. */
export const WithScriptWords = withTexts(loadMessages, (texts) => {
  w = texts
})

export type Script = Row<'scripts.list'>
export type ScriptUse = Script['use']
export type Tone = Script['tone']
export type Tried = Output<'scripts.try'>
export type Variable = Tried['variables'][number]
export type Finding = Tried['findings'][number]
export type ScriptTexts = Input<'scripts.try'>['texts']

const useNames = {
  answer: 'answer',
  notice_delay: 'noticeDelay',
  notice_holding: 'noticeHolding',
  remedy: 'remedy',
  beyond: 'beyond',
  follow_up: 'followUp',
  phone: 'phone',
  portal: 'portal',
  other: 'other',
} as const satisfies Record<ScriptUse, string>
export const scriptUses = Object.keys(useNames) as ScriptUse[]
export const nameOfUse = (given: ScriptUse): string => w.use[useNames[given]]()

export const tones = ['plain', 'warm', 'formal'] as const satisfies readonly Tone[]

const variableNames = {
  customer: 'customer',
  contact: 'contact',
  subject: 'subject',
  reference: 'reference',
  service: 'service',
  promise: 'promise',
  due: 'due',
  by: 'by',
  old_date: 'oldDate',
  new_date: 'newDate',
  reason: 'reason',
  remedy: 'remedy',
  update_by: 'updateBy',
  owner: 'owner',
  firm: 'firm',
  link: 'link',
  phone: 'phone',
} as const satisfies Record<Variable, string>

/** What a fact is called; the name itself where it stands for nothing. */
export const variableName = (name: string): string =>
  Object.hasOwn(variableNames, name) ? w.variable[variableNames[name as Variable]]() : `{{${name}}}`
