import { existsSync, readFileSync } from 'node:fs'
import { sep } from 'node:path'

/** One file of messages, flattened: `{ "answer": { "accept": "Accept" } }` becomes `answer.accept`. */
export interface Catalogue {
  /** The file as it is named to people: `messages/LANGUAGE/AREA.json`. */
  readonly file: string
  readonly texts: ReadonlyMap<string, string>
}

const keyPattern = /^[a-z][A-Za-z0-9]*$/

/** Reads one file of messages. Mistakes are added to `problems`, each with file and key. */
export function readCatalogue(path: string, problems: string[]): Catalogue {
  const file = path.split(sep).slice(-3).join('/')
  const texts = new Map<string, string>()
  if (!existsSync(path)) {
    problems.push(`${file}: the file is missing`)
    return { file, texts }
  }
  try {
    flatten(JSON.parse(readFileSync(path, 'utf8')), '', file, texts, problems)
  } catch (error) {
    problems.push(`${file}: not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  return { file, texts }
}

function flatten(value: unknown, key: string, file: string, texts: Map<string, string>, problems: string[]): void {
  if (typeof value === 'string' && key !== '') {
    texts.set(key, value)
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [name, inner] of Object.entries(value)) {
      const path = key === '' ? name : `${key}.${name}`
      if (keyPattern.test(name)) flatten(inner, path, file, texts, problems)
      else problems.push(`${file}: ${path}: a key is letters and digits and begins with a small letter`)
    }
  } else {
    problems.push(`${file}: ${key || '(top)'}: expected a text or a group of texts`)
  }
}
