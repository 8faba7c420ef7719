import { LANGUAGES, type Language } from '#platform/fields'
import type { ScriptTexts, Tone, Use } from './script.ts'
import { SCRIPT_CODES, type ScriptCode, type StarterScripts } from './starter/script-words.ts'
import { ca } from './starter/scripts-ca.ts'
import { en } from './starter/scripts-en.ts'
import { es } from './starter/scripts-es.ts'
import { pl } from './starter/scripts-pl.ts'
import { pt } from './starter/scripts-pt.ts'
import { ru } from './starter/scripts-ru.ts'

const SCRIPTS = {
  answer_received: ['answer', 'plain'],
  answer_done: ['answer', 'plain'],
  answer_complaint: ['answer', 'warm'],
  delay: ['notice_delay', 'plain'],
  delay_sorry: ['notice_delay', 'warm'],
  holding: ['notice_holding', 'plain'],
  holding_warm: ['notice_holding', 'warm'],
  remedy: ['remedy', 'plain'],
  remedy_formal: ['remedy', 'formal'],
  beyond: ['beyond', 'warm'],
  follow_up: ['follow_up', 'plain'],
  phone_delay: ['phone', 'plain'],
  phone_callback: ['phone', 'plain'],
  portal_received: ['portal', 'plain'],
  portal_done: ['portal', 'warm'],
  cannot: ['other', 'plain'],
} as const satisfies Record<ScriptCode, readonly [Use, Tone]>

const WORDS: Readonly<Record<Language, StarterScripts>> = { en, pt, es, ca, pl, ru }

/** The scripts to start with: names in the language of the firm, texts in every language. A pure function. */
export const starterScripts = (language: Language) =>
  SCRIPT_CODES.map((code) => {
    const [use, tone] = SCRIPTS[code]
    const said = (each: Language) => {
      const [, subject, body] = WORDS[each][code]
      return [each, { subject, body }]
    }
    const texts = Object.fromEntries(LANGUAGES.map(said)) as ScriptTexts
    return { code, use: use as Use, tone: tone as Tone, name: WORDS[language][code][0], texts }
  })
