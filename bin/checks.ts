import { existsSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')

/** One thing that must hold before a change is merged. */
export interface Check {
  /** The word for `bin/check WORD`. */
  readonly name: string
  readonly what: string
  /** A script for the pinned Node and its arguments, run in the clone's root; it fails by its exit code. */
  readonly run: readonly string[]
}

const tsc = 'node_modules/typescript/bin/tsc'

/** All checks apart from the tests, in the order in which they run: add yours here. */
export const checks: readonly Check[] = [
  {
    name: 'messages',
    what: 'every message in every language, with every plural form',
    run: ['src/platform/i18n-compile.ts'],
  },
  { name: 'types', what: 'types of the server, tests and benches', run: [tsc, '-p', '.'] },
  { name: 'console-types', what: 'types of the console', run: [tsc, '-p', 'console'] },
  {
    name: 'lint',
    what: 'format, lint, import cycles, floating promises',
    run: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
  },
  {
    name: 'unused',
    what: 'files, exports and dependencies that nothing uses',
    run: ['node_modules/knip/bin/knip.js', '--no-progress', '--treat-config-hints-as-errors'],
  },
  {
    name: 'generated',
    what: 'schema.sql, row types, openapi.json and the console’s paths are up to date',
    run: ['bin/generate.ts', '--check'],
  },
]

/** The checks of these names, or all. @throws naming the known ones when one is unknown. */
export function selectChecks(names: readonly string[]): readonly Check[] {
  const unknown = names.filter((name) => !checks.some((check) => check.name === name))
  if (unknown.length > 0)
    throw new Error(`No check "${unknown.join('", "')}". There are: ${checks.map((check) => check.name).join(', ')}`)
  const missing = checks.filter((check) => !existsSync(join(root, check.run[0] ?? '')))
  if (missing.length > 0) throw new Error(`Missing: ${missing.map((check) => check.run[0]).join(', ')}`)
  return names.length === 0 ? checks : checks.filter((check) => names.includes(check.name))
}
