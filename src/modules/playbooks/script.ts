import { LANGUAGES, type Language } from '#platform/fields'

/** What a script is for. */
export const USES = [
  'answer',
  'notice_delay',
  'notice_holding',
  'remedy',
  'beyond',
  'follow_up',
  'phone',
  'portal',
  'other',
] as const
export type Use = (typeof USES)[number]

/** What goes out without anybody reading it first. */
const BY_ITSELF: ReadonlySet<Use> = new Set(['notice_holding', 'follow_up'])
export const goesByItself = (use: Use): boolean => BY_ITSELF.has(use)

export const TONES = ['plain', 'warm', 'formal'] as const
export type Tone = (typeof TONES)[number]

/** What a script may say of the matter at hand; all of them are facts that the record has. */
export const VARIABLES = [
  'customer',
  'contact',
  'subject',
  'reference',
  'service',
  'promise',
  'due',
  'by',
  'old_date',
  'new_date',
  'reason',
  'remedy',
  'update_by',
  'owner',
  'firm',
  'link',
  'phone',
] as const
export type Variable = (typeof VARIABLES)[number]

const ALWAYS: readonly Variable[] = ['customer', 'contact', 'subject', 'reference', 'service', 'owner', 'firm', 'phone']
const PROMISED: readonly Variable[] = ['promise', 'due', 'by', 'update_by']

/** Beyond what is known always. A link cannot be spoken, and on the customer's page it leads to where they are. */
const BESIDE: Readonly<Record<Use, readonly Variable[]>> = {
  answer: [...PROMISED, 'link'],
  notice_delay: [...PROMISED, 'old_date', 'new_date', 'reason', 'remedy', 'link'],
  notice_holding: [...PROMISED, 'reason', 'link'],
  remedy: [...PROMISED, 'reason', 'remedy', 'link'],
  beyond: [...PROMISED, 'remedy', 'link'],
  follow_up: ['promise', 'remedy', 'link'],
  phone: [...PROMISED, 'old_date', 'new_date', 'reason', 'remedy'],
  portal: [...PROMISED, 'reason', 'remedy'],
  other: [...PROMISED, 'link'],
}

/** The variables of a use, in the order of the list. */
export const variablesOf = (use: Use): Variable[] =>
  VARIABLES.filter((each) => ALWAYS.includes(each) || BESIDE[use].includes(each))

export const isVariable = (name: string): name is Variable => (VARIABLES as readonly string[]).includes(name)

export type ScriptText = { subject: string | null; body: string }
export type ScriptTexts = Partial<Record<Language, ScriptText>>

/** Words as they stand, or what stands for a fact; a brace that belongs to none is `broken`. With where it stands. */
export type Part = { what: 'text' | 'variable' | 'broken'; text: string; start: number; name?: string }

const token = /\{\{\s*([^{}\n]*?)\s*\}\}|[{}]+/gu

/** A template in parts that add up to it: `parse(text).map(({ text }) => text).join('') === text`. */
export function parse(text: string): Part[] {
  const parts: Part[] = []
  let end = 0
  for (const match of text.matchAll(token)) {
    if (match.index > end) parts.push({ what: 'text', text: text.slice(end, match.index), start: end })
    const name = match[1]
    parts.push(
      name === undefined
        ? { what: 'broken', text: match[0], start: match.index }
        : { what: 'variable', text: match[0], start: match.index, name },
    )
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push({ what: 'text', text: text.slice(end), start: end })
  return parts
}

export type Values = Partial<Record<Variable, string | null>>

/** A fact is one line of text: it cannot end a header, and no control character goes with it. */
const oneLine = (value: string): string => value.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()

/**
 * A template with its facts put in, once: braces within a fact stay as they are. What is not known stays in the text as
 * `{{name}}` and is named in `missing`; it is never left blank.
 * @param template plain text; the answer is plain text too, to be escaped by whoever shows it as anything else
 */
export function fill(template: string, values: Values): { text: string; missing: string[] } {
  const missing = new Set<string>()
  const said = parse(template).map(({ what, text, name = '' }) => {
    if (what !== 'variable') return text
    const value = isVariable(name) ? oneLine(values[name] ?? '') : ''
    if (value !== '') return value
    missing.add(name)
    return `{{${name}}}`
  })
  return { text: said.join(''), missing: [...missing] }
}

/** Facts that stand in a text still and that somebody has to fill in before it goes out. */
export const unfilledIn = (text: string): Variable[] => [
  ...new Set(parse(text).flatMap(({ name = '' }) => (isVariable(name) ? [name] : []))),
]

export type RenderedScript = { language: Language; subject: string | null; text: string; missing: string[] }

/**
 * A script in the language of whoever reads it, else in the next one given, else in any that there is.
 * @returns the text and in which language it is; `missing`: variables that are not known, which stand in it as `{{name}}`
 * and must not be sent
 */
export function renderScript(
  { texts }: { texts: ScriptTexts },
  language: Language,
  values: Values,
  ...fallbacks: Language[]
): RenderedScript {
  const found = [language, ...fallbacks, ...LANGUAGES].find((each) => texts[each]) ?? language
  const { subject, body } = texts[found] ?? { subject: null, body: '' }
  const head = subject === null ? null : fill(subject, values)
  const said = fill(body, values)
  return {
    language: found,
    subject: head === null ? null : oneLine(head.text),
    text: said.text,
    missing: [...new Set([...(head?.missing ?? []), ...said.missing])],
  }
}
