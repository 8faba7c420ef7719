import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What a browser may fetch before it shows the console's first page, gzipped. */
export const FIRST_LOAD_BYTES = 250_000

const built = join(import.meta.dirname, '../../dist/console')

/** Vite's manifest: each entry's file, what it imports at once, and the style sheets that belong to it. */
export type Manifest = Readonly<
  Record<string, { readonly file: string; readonly imports?: readonly string[]; readonly css?: readonly string[] }>
>

export const builtManifest = (): Manifest => JSON.parse(readFileSync(join(built, '.vite/manifest.json'), 'utf8'))

/** Bytes of a built file as it is sent: gzipped, fonts as they are (they are compressed already). */
export function bytesOf(file: string): number {
  const body = readFileSync(join(built, file))
  return file.endsWith('.woff2') ? body.length : gzipSync(body, { level: 9 }).length
}

/**
 * The files of a first visit that opens `page` (`pages/today/page.tsx`) in `language`: the document, every script and
 * style sheet that these need at once, the texts of the language, and the fonts of all alphabets, because names of
 * customers may be in any.
 */
export function firstLoad(manifest: Manifest, page: string, language: string): ReadonlySet<string> {
  const files = new Set(['index.html', 'color-scheme.js', 'kept.svg'])
  const add = (name: string): void => {
    const entry = manifest[name]
    if (!entry) throw new Error(`The build has no ${name}`)
    if (files.has(entry.file)) return
    for (const file of [entry.file, ...(entry.css ?? [])]) files.add(file)
    for (const each of entry.imports ?? []) add(each)
  }
  for (const name of ['index.html', page, `../src/messages.gen/console/${language}.ts`]) add(name)
  for (const { file } of Object.values(manifest)) if (file.endsWith('.woff2')) files.add(file)
  return files
}

/** The heaviest first, for the message of a failing test. */
export function weigh(files: Iterable<string>, bytes = bytesOf): { total: number; heaviest: string } {
  const rows = [...files].map((file) => ({ file, n: bytes(file) })).sort((a, b) => b.n - a.n)
  const heaviest = rows.slice(0, 5).map(({ file, n }) => `${file} ${n}`)
  return { total: rows.reduce((sum, { n }) => sum + n, 0), heaviest: heaviest.join(', ') }
}
