export const SCRIPT_CODES = [
  'answer_received',
  'answer_done',
  'answer_complaint',
  'delay',
  'delay_sorry',
  'holding',
  'holding_warm',
  'remedy',
  'remedy_formal',
  'beyond',
  'follow_up',
  'phone_delay',
  'phone_callback',
  'portal_received',
  'portal_done',
  'cannot',
] as const
export type ScriptCode = (typeof SCRIPT_CODES)[number]

/** What colleagues call it, the subject of a mail that begins with it, and what it says. */
export type StarterScripts = Readonly<Record<ScriptCode, readonly [name: string, subject: string | null, body: string]>>
