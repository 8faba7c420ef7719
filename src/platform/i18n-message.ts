import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import type { Language } from './i18n.ts'

/** One message in one language as TypeScript: its parameters with their types, and an expression over `a` and them. */
export interface Message {
  readonly parameters: ReadonlyMap<string, string>
  readonly body: string
}

/** The parameters as the fields of a type, in alphabetical order: equal text means callable alike. */
export function signatureOf(message: Message): string {
  return [...message.parameters]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, type]) => `readonly ${name}: ${type}`)
    .join('; ')
}

/**
 * Compiles one ICU message: text, `{name}`, `{n, number}`, `{n, number, percent}`, `plural`, `selectordinal`,
 * `select`. Markup has no meaning, and dates are refused: they are formatted before, in the reader's zone.
 * @throws Error with one sentence about what is wrong
 */
export function compileMessage(text: string, language: Language): Message {
  if (text.trim() === '') throw new Error('the text is empty')
  const parameters = new Map<string, string>()
  // Most messages are plain text, which needs no parser.
  if (!/[{}']/.test(text)) return { parameters, body: JSON.stringify(text) }
  const body = expression(parseText(text), { language, parameters, pound: null })
  return { parameters, body }
}

interface Scope {
  readonly language: Language
  readonly parameters: Map<string, string>
  /** What `#` stands for inside a plural. */
  readonly pound: string | null
}

function parseText(text: string): readonly MessageFormatElement[] {
  try {
    return parse(text, { ignoreTag: true, requiresOtherClause: true })
  } catch (error) {
    throw new Error(`not an ICU message (${error instanceof Error ? error.message : String(error)})`)
  }
}

function expression(elements: readonly MessageFormatElement[], scope: Scope): string {
  const parts = elements.map((element) => part(element, scope))
  if (parts.length === 0) return "''"
  return parts.length === 1 ? (parts[0] ?? "''") : parts.join(' + ')
}

function part(element: MessageFormatElement, scope: Scope): string {
  switch (element.type) {
    case TYPE.literal:
      return JSON.stringify(element.value)
    case TYPE.argument:
      return declare(scope, element.value, 'string')
    case TYPE.number:
      return `${numberFormat(element.style)}.format(${declare(scope, element.value, 'number')})`
    case TYPE.pound:
      return `number.format(${scope.pound ?? '0'})`
    case TYPE.plural:
      return pluralExpression(element, scope)
    case TYPE.select:
      return selectExpression(element, scope)
    default:
      throw new Error('only text, names, numbers, plurals and selections: pass a date as a formatted text')
  }
}

function numberFormat(style: unknown): string {
  if (style === null || style === undefined || style === '') return 'number'
  if (style === 'percent') return 'percent'
  throw new Error('a number has no style but "percent"')
}

function declare(scope: Scope, name: string, type: string): string {
  if (!/^[a-z][A-Za-z0-9]*$/.test(name)) throw new Error(`"${name}" is no parameter name (letters and digits)`)
  const known = scope.parameters.get(name)
  // `{state, select, …}` may also be shown as it is; the narrower type stands.
  const merged = known === undefined || known === type ? type : mergeTypes(name, known, type)
  scope.parameters.set(name, merged)
  return `a.${name}`
}

function mergeTypes(name: string, known: string, type: string): string {
  if (known === 'number' || type === 'number') throw new Error(`"${name}" is used as a number and as a text`)
  if (known === 'string') return type
  if (type === 'string') return known
  throw new Error(`"${name}" is selected by two different sets of words`)
}

type PluralElement = Extract<MessageFormatElement, { type: TYPE.plural }>
type SelectElement = Extract<MessageFormatElement, { type: TYPE.select }>

const forms = new Map<string, readonly string[]>()

/** The plural forms of a language (CLDR). */
function formsOf(language: Language, kind: 'cardinal' | 'ordinal'): readonly string[] {
  const key = `${language} ${kind}`
  const known = forms.get(key)
  if (known) return known
  const needed = new Intl.PluralRules(language, { type: kind }).resolvedOptions().pluralCategories
  forms.set(key, needed)
  return needed
}

function pluralExpression(element: PluralElement, scope: Scope): string {
  const kind = element.pluralType ?? 'cardinal'
  const needed = formsOf(scope.language, kind)
  const given = Object.keys(element.options)
  const missing = needed.filter((form) => !given.includes(form))
  if (missing.length > 0) throw new Error(`the plural "${element.value}" lacks the form ${quoted(missing)}`)
  const foreign = given.filter((form) => !form.startsWith('=') && !needed.some((known) => known === form))
  if (foreign.length > 0) throw new Error(`the plural "${element.value}" has the form ${quoted(foreign)}, unknown here`)
  if (element.offset !== 0) throw new Error('a plural has no offset')

  const value = declare(scope, element.value, 'number')
  const inner = { ...scope, pound: value }
  const exact = given.filter((form) => form.startsWith('='))
  const named = given.filter((form) => !form.startsWith('=') && form !== 'other')
  const body = (form: string) => parenthesized(element.options[form]?.value ?? [], inner)
  const last = body('other')
  const byCategory =
    named.length === 0
      ? last
      : `((form) => ${named.map((form) => `form === '${form}' ? ${body(form)} : `).join('')}${last})(${kind}.select(${value}))`
  return `(${exact.map((form) => `${value} === ${Number(form.slice(1))} ? ${body(form)} : `).join('')}${byCategory})`
}

function selectExpression(element: SelectElement, scope: Scope): string {
  const words = Object.keys(element.options).sort()
  const type = words.map((word) => `'${word}'`).join(' | ')
  const value = declare(scope, element.value, type)
  const branches = words.filter((word) => word !== 'other')
  const body = (word: string) => parenthesized(element.options[word]?.value ?? [], scope)
  return `(${branches.map((word) => `${value} === '${word}' ? ${body(word)} : `).join('')}${body('other')})`
}

function parenthesized(elements: readonly MessageFormatElement[], scope: Scope): string {
  const source = expression(elements, scope)
  return elements.length > 1 ? `(${source})` : source
}

function quoted(forms: readonly string[]): string {
  return forms.map((form) => `"${form}"`).join(', ')
}
