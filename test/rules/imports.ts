import { MODULES, TABLES } from '../../src/architecture.ts'
import { importsOf, type SourceFile } from './source.ts'

export type Violation = string

const moduleOf = (path: string): string | null => /^src\/modules\/([a-z]+)\//.exec(path)?.[1] ?? null
const names: readonly string[] = MODULES
const isTest = (path: string): boolean => /\.test\.tsx?$|^test\/|^bench\//.test(path)

/** A module imports only earlier modules, and only through their index. */
export function importsUpward({ path, text }: SourceFile): Violation[] {
  const own = moduleOf(path)
  if (own === null || isTest(path)) return []
  return importsOf(text).flatMap(({ from }) => {
    const other = /^#modules\/([a-z]+)$/.exec(from)?.[1]
    const inside = /(?:^|\/)modules\/|^\.\.\//.test(from)
    if (inside) return [`${path} imports ${from}: modules are reached through #modules/<name>`]
    if (other === undefined)
      return from.startsWith('#modules/') ? [`${path} imports ${from}: there is no such door`] : []
    const [mine, theirs] = [names.indexOf(own), names.indexOf(other)]
    return theirs < 0 || theirs >= mine ? [`${path} imports ${other}, which does not come before ${own}`] : []
  })
}

/** A module's index names what it offers, and holds no logic. */
export function indexAlone({ path, text }: SourceFile): Violation[] {
  if (!/^src\/modules\/[a-z]+\/index\.ts$/.test(path)) return []
  const left = text.replace(/export\s+(?:type\s+)?\{[^}]*\}\s+from\s+'\.\/[a-z-]+\.ts'/g, '').trim()
  return left === '' ? [] : [`${path} holds more than named exports: ${left}`]
}

/** The platform knows no module, libraries know nothing of the product, the console knows types alone. */
export function importsAcross({ path, text }: SourceFile): Violation[] {
  if (isTest(path)) return []
  return importsOf(text).flatMap(({ from, typeOnly }) => {
    const product = /^#(modules|platform|library)\//.exec(from)?.[1]
    const source = product !== undefined || /(^|\/)src\//.test(from)
    if (path.startsWith('src/platform/') && (product === 'modules' || from.includes('modules/')))
      return [`${path} imports ${from}: the platform knows no module`]
    if (path.startsWith('src/library/') && source) return [`${path} imports ${from}: libraries are pure`]
    if (path.startsWith('console/') && source && !typeOnly && !from.startsWith('#messages/') && !allowedInConsole(from))
      return [`${path} imports ${from}: the console takes types alone`]
    return []
  })
}

// Pure code without dependencies that both sides show alike.
const allowedInConsole = (from: string): boolean => /platform\/(i18n|moments)(\.ts)?$/.test(from)

/** HTTP stays in routes.ts, the query builder in queries files, the driver in the platform's database files. */
export function importsOutOfPlace({ path, text }: SourceFile): Violation[] {
  if (isTest(path) || moduleOf(path) === null) return []
  const name = path.split('/').at(-1) ?? ''
  return importsOf(text).flatMap(({ from, typeOnly }) => {
    if (from === '#platform/http' && name !== 'routes.ts' && !typeOnly)
      return [`${path} imports ${from}: only routes.ts knows HTTP`]
    if (from === 'kysely' && !typeOnly && !/^(.*-)?queries\.ts$/.test(name))
      return [`${path} imports ${from}: SQL belongs in queries files`]
    if (from === 'pg' || from === 'hono') return [`${path} imports ${from}: modules reach it through the platform`]
    return []
  })
}

const WRITES = [
  /\b(?:insertInto|updateTable|deleteFrom)\(\s*'([a-z_]+)'/g,
  /\b(?:insert into|delete from)\s+([a-z_]+)\b/gi,
  /\bupdate\s+([a-z_]+)\s+(?:[a-z]+\s+)?set\b/gi,
]

/** Only its owner writes a table. */
export function writesOfOthers({ path, text }: SourceFile): Violation[] {
  if (isTest(path) || !path.startsWith('src/')) return []
  const owner = moduleOf(path) ?? (path.startsWith('src/platform/') ? 'platform' : null)
  const own: readonly string[] = owner === null ? [] : (TABLES[owner as keyof typeof TABLES] ?? [])
  const all = new Set<string>(Object.values(TABLES).flat())
  const written = WRITES.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1]?.toLowerCase() ?? ''))
  return [...new Set(written)]
    .filter((table) => all.has(table) && !own.includes(table))
    .map((table) => `${path} writes ${table}, which is not its own`)
}

const NAMES = /(^|[-/])(utils?|helpers?|manager|types|misc|common)\.tsx?$/

/** Names that say nothing, files that never stop, clocks of one's own. */
export function style({ path, text }: SourceFile): Violation[] {
  const found: Violation[] = []
  const lines = text.split('\n').length
  if (NAMES.test(path)) found.push(`${path} has a name that says nothing`)
  if (lines > 401 && !/^\s*(\/\/|\/\*)/.test(text))
    found.push(`${path} has ${lines} lines, and its first line does not say why`)
  if (
    /^src\/(modules|portal)\//.test(path) &&
    !isTest(path) &&
    /\bDate\.now\(|\bnew Date\(\s*\)|\bTemporal\.Now\b/.test(text)
  )
    found.push(`${path} asks for the time itself`)
  if (/\b(?:test|it|describe)\.(?:only|skip|todo)\(/.test(text)) found.push(`${path} leaves tests out`)
  for (const [, code] of text.matchAll(/new Refusal\(\s*'([^']+)'/g))
    if (!/^internal$|^[a-z-]+\/[a-z0-9_]+$/.test(code ?? ''))
      found.push(`${path}: the code ${code} is not module/snake_case`)
  return found
}

/** A migration: numbered, forward, one statement a message, nothing that a sharded cluster refuses. */
export function migration({ path, text }: SourceFile): Violation[] {
  const found: Violation[] = []
  const sql = text.replace(/--.*$/gm, '')
  if (!/\/\d{4}-[a-z-]+\.sql$/.test(path)) found.push(`${path} is not named NNNN-name.sql`)
  if (/\btruncate\b/i.test(sql)) found.push(`${path} truncates`)
  if (/\bcreate\s+(?:or\s+replace\s+)?(?:trigger|rule)\b/i.test(sql)) found.push(`${path} makes a trigger or a rule`)
  if (/\badd\s+column\b[^;]*\breferences\b/i.test(sql)) found.push(`${path} adds a column with a reference in one step`)
  if (/\balter\s+table\b[^;]*\badd\s+(?:constraint\s+\w+\s+)?foreign\s+key\b[^;]*\)\s*,/i.test(sql))
    found.push(`${path} adds a reference together with something else`)
  if (/\bon\s+delete\s+set\s+null\b|\bon\s+update\b/i.test(sql))
    found.push(`${path} has a reference that changes rows by itself`)
  return found
}
