import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Language, languages } from './i18n.ts'
import { type Catalogue, readCatalogue } from './i18n-catalogue.ts'
import { compileMessage, type Message, signatureOf } from './i18n-message.ts'

export interface CompileOptions {
  /** Folder of `LANGUAGE/AREA.json`. */
  readonly from?: string
  /** Folder that receives `AREA.ts` and `AREA/LANGUAGE.ts`; files of other names in it are removed. */
  readonly to?: string
}

/** Thrown when the messages cannot be compiled; the text names the file, key and language of every mistake. */
export class MessagesError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`The messages cannot be compiled:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.name = 'MessagesError'
    this.problems = problems
  }
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const head = '// Generated from messages/ by src/platform/i18n-compile.ts: change those files, not this one.\n'

/**
 * Compiles the ICU messages in `from` to typed functions in `to`: per area one `AREA.ts` with the type `Messages` and
 * `loadMessages(language)`, and one file per language which that loads. English is the reference: every language must
 * have the same keys and parameters, and every plural form that its grammar (CLDR) needs.
 *
 * Writes only files whose content changes. Returns how many it wrote.
 * @throws MessagesError listing every mistake; nothing is written then.
 */
export function compileMessages(options: CompileOptions = {}): { readonly written: number } {
  const from = options.from ?? join(root, 'messages')
  const to = options.to ?? join(root, 'src/messages.gen')
  const problems: string[] = []
  const files = new Map<string, string>()
  for (const area of areasOf(from)) {
    // English comes first in the list of languages.
    let english: Compiled | null = null
    for (const language of languages) {
      const catalogue = readCatalogue(join(from, language, `${area}.json`), problems)
      const messages = compileCatalogue(catalogue, language, problems)
      english ??= messages
      compareToEnglish(messages, english, catalogue.file, problems)
      files.set(`${area}/${language}.ts`, languageSource(area, language, messages))
    }
    files.set(`${area}.ts`, areaSource(area, english ?? new Map()))
  }
  if (problems.length > 0) throw new MessagesError(problems)
  return { written: writeChanged(to, files) }
}

function areasOf(from: string): string[] {
  const names = languages.flatMap((language) => {
    const folder = join(from, language)
    return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
  })
  return [...new Set(names)].map((name) => name.slice(0, -'.json'.length)).sort()
}

/** Null stands for a message whose mistake is reported already. */
type Compiled = Map<string, Message | null>

function compileCatalogue(catalogue: Catalogue, language: Language, problems: string[]): Compiled {
  const messages: Compiled = new Map()
  for (const [key, text] of catalogue.texts) {
    try {
      messages.set(key, compileMessage(text, language))
    } catch (error) {
      messages.set(key, null)
      problems.push(`${catalogue.file}: ${key}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return messages
}

function compareToEnglish(messages: Compiled, english: Compiled, file: string, problems: string[]): void {
  for (const [key, reference] of english) {
    const message = messages.get(key)
    if (message === undefined) problems.push(`${file}: ${key}: the message is missing`)
    if (!message || !reference || signatureOf(message) === signatureOf(reference)) continue
    const [own, wanted] = [signatureOf(message) || 'none', signatureOf(reference) || 'none']
    problems.push(`${file}: ${key}: its parameters (${own}) differ from the English ones (${wanted})`)
  }
  for (const key of messages.keys())
    if (!english.has(key)) problems.push(`${file}: ${key}: the message does not exist in English`)
}

interface Group extends Map<string, Group | Message> {}

function nest(messages: Compiled): Group {
  const top: Group = new Map()
  for (const [key, message] of messages) {
    const path = key.split('.')
    const name = path.pop() ?? key
    let group = top
    for (const part of path) {
      const inner = group.get(part)
      const next: Group = inner instanceof Map ? inner : new Map()
      group.set(part, next)
      group = next
    }
    if (message) group.set(name, message)
  }
  return top
}

function typeOf(group: Group, indent = ''): string {
  const fields = [...group].map(([name, value]) =>
    value instanceof Map
      ? `readonly ${name}: ${typeOf(value, `${indent}  `)}`
      : `${name}(${value.parameters.size > 0 ? `a: { ${signatureOf(value)} }` : ''}): string`,
  )
  return `{\n${fields.map((field) => `${indent}  ${field}\n`).join('')}${indent}}`
}

function functionsOf(group: Group, indent = ''): string {
  const fields = [...group].map(([name, value]) =>
    value instanceof Map
      ? `${name}: ${functionsOf(value, `${indent}  `)}`
      : `${name}: (${value.parameters.size > 0 ? 'a' : ''}) => ${value.body}`,
  )
  return `{\n${fields.map((field) => `${indent}  ${field},\n`).join('')}${indent}}`
}

function areaSource(area: string, english: Compiled): string {
  const loaders = languages.map((language) => `  ${language}: () => import('./${area}/${language}.ts'),`).join('\n')
  return `${head}import type { Language } from '../platform/i18n.ts'

export interface Messages ${typeOf(nest(english))}

const loaders: Readonly<Record<Language, () => Promise<{ readonly messages: Messages }>>> = {
${loaders}
}

/** The messages of this area in one language; only that language is loaded. */
export async function loadMessages(language: Language): Promise<Messages> {
  return (await loaders[language]()).messages
}
`
}

function languageSource(area: string, language: Language, messages: Compiled): string {
  const body = functionsOf(nest(messages))
  const setup = formatters
    .filter(([name]) => body.includes(`${name}.format(`) || body.includes(`${name}.select(`))
    .map(([name, make]) => `const ${name} = ${make.replace('LANGUAGE', grammarOf(language))}\n`)
    .join('')
  return `${head}import type { Messages } from '../${area}.ts'\n\n${setup}\nexport const messages: Messages = ${body}\n`
}

/** The tag whose rules a language's texts follow: the Portuguese is European, where 0 is a plural. */
const grammarOf = (language: Language): string => (language === 'pt' ? 'pt-PT' : language)

const formatters = [
  ['number', "new Intl.NumberFormat('LANGUAGE')"],
  ['percent', "new Intl.NumberFormat('LANGUAGE', { style: 'percent' })"],
  ['cardinal', "new Intl.PluralRules('LANGUAGE')"],
  ['ordinal', "new Intl.PluralRules('LANGUAGE', { type: 'ordinal' })"],
] as const

function writeChanged(to: string, files: ReadonlyMap<string, string>): number {
  let written = 0
  mkdirSync(to, { recursive: true })
  for (const [name, text] of files) {
    const path = join(to, name)
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, text)
    written += 1
  }
  for (const name of readdirSync(to, { recursive: true, encoding: 'utf8' }))
    if (name.endsWith('.ts') && !files.has(name.replaceAll('\\', '/'))) rmSync(join(to, name))
  return written
}

if (import.meta.main) {
  try {
    compileMessages()
  } catch (error) {
    if (!(error instanceof MessagesError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
