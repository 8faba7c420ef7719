import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type SourceFile = { path: string; text: string }

const ROOT = join(import.meta.dirname, '../..')

/** The project's own files below some folders, with paths from the root. */
export function filesBelow(folders: readonly string[], pattern: RegExp): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && pattern.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
      .filter((path) => !path.includes('messages.gen') && !path.endsWith('.gen.ts'))
      .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') })),
  )
}

export type Import = { from: string; typeOnly: boolean; names: string }

/** Static imports, re-exports and `import()` of a file. */
export function importsOf(text: string): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const statements = code.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?((?:[\w*{},\s]|\bas\b)+?)\s*from\s*['"]([^'"]+)['"]/gm,
  )
  const bare = code.matchAll(/(?:^\s*import\s*|import\()\s*['"]([^'"]+)['"]/gm)
  return [
    ...[...statements].map(([, type, names = '', from = '']) => ({ from, typeOnly: type !== undefined, names })),
    ...[...bare].map(([, from = '']) => ({ from, typeOnly: false, names: '' })),
  ]
}
