import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const guide = readFileSync(join(root, 'docs', 'calendar.md'), 'utf8')
const program = programOf(guide)
const languageProgram = programOf(readFileSync(join(root, 'docs', 'language.md'), 'utf8'))
const folder = mkdtempSync(join(tmpdir(), 'kept-package-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let packed: string[] = []

const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })

describe('the packed package', () => {
  beforeAll(() => {
    const windows = process.platform === 'win32'
    // What `prepack` does; npm may be set to run no scripts.
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(scripts.prepack).toBe('node bin/run.mjs library')
    execFileSync(process.execPath, ['bin/run.mjs', 'library'], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
    const answer = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
      shell: windows,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    // npm 11 answers a list, npm 12 an object by package name.
    const [tarball] = Object.values(JSON.parse(answer)) as { filename: string; files: { path: string }[] }[]
    packed = (tarball?.files ?? []).map((file) => file.path)
    execFileSync('tar', ['-xzf', String(tarball?.filename)], { cwd: folder })
    mkdirSync(join(folder, 'node_modules'))
    renameSync(join(folder, 'package'), join(folder, 'node_modules', 'kept'))
  }, 60_000)

  it('holds the library as JavaScript with types, and nothing of the product', () => {
    expect(packed).toEqual(
      expect.arrayContaining([
        ...['calendar', 'client', 'forecast', 'language'].flatMap((name) => [
          `dist/library/${name}.js`,
          `dist/library/${name}.d.ts`,
        ]),
        'LICENSE',
      ]),
    )
    const strangers = packed.filter(
      (path) =>
        !/^(dist\/library\/.*\.(js|d\.ts)|docs\/(calendar|client|forecast|language)\.md|bin\/kept|package\.json|README\.md|LICENSE)$/.test(
          path,
        ),
    )
    expect(strangers).toEqual([])
  })

  it('runs the examples of the guide, with the answers that stand there', () => {
    const { lines, count } = checked(program)
    expect(count).toBeGreaterThan(20)
    writeFileSync(join(folder, 'guide.mts'), lines)
    const { status, stdout, stderr } = run('guide.mts')
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual([])
    expect(status).toBe(0)
  })

  it('runs the examples about promises in what staff write', () => {
    const { lines, count } = checked(languageProgram)
    expect(count).toBeGreaterThan(8)
    writeFileSync(join(folder, 'language.mts'), lines)
    const { status, stdout, stderr } = run('language.mts')
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual([])
    expect(status).toBe(0)
  })

  it('has a client that needs nothing else', () => {
    writeFileSync(
      join(folder, 'client.mjs'),
      `import { createClient } from 'kept/client'\nconst kept = createClient({ url: 'http://127.0.0.1:1', key: 'k', retries: 0 })\nawait kept.call('calendars.list', {}).catch((error) => console.log(error.message))\n`,
    )
    const { status, stdout, stderr } = run('client.mjs')
    expect(stderr).toBe('')
    expect(stdout).toBe('fetch failed\n')
    expect(status).toBe(0)
  })

  it('runs the forecast of its guide on a made-up history', () => {
    const example = /^```ts\n(.*?)^```/ms.exec(readFileSync(join(root, 'docs', 'forecast.md'), 'utf8'))?.[1] ?? ''
    writeFileSync(join(folder, 'forecast.mts'), `${MADE_UP}${example.replace(/^model\.quote.*$/m, 'print($&)')}`)
    const { stdout, stderr } = run('forecast.mts')
    expect(stderr).toBe('')
    const quotes: { confidence: number; dueAt: number | null }[] = JSON.parse(stdout)
    expect(quotes.map(({ confidence }) => confidence)).toEqual([0.5, 0.8, 0.9])
    const hours = quotes.map(({ dueAt }) => ((dueAt ?? 0) - Date.UTC(2026, 10, 26)) / 3_600_000)
    // Durations of 1 to 100 hours, alike often.
    for (const [i, expected] of [50, 80, 90].entries()) expect(Math.abs((hours[i] ?? 0) - expected)).toBeLessThan(12)
  })

  it('type-checks them, and finds a wrong call', () => {
    writeFileSync(join(folder, 'right.mts'), `${program}export {}\n`)
    writeFileSync(join(folder, 'right-language.mts'), `${languageProgram}export {}\n`)
    writeFileSync(
      join(folder, 'wrong.mts'),
      `import { compileCalendar } from 'kept/calendar'\ncompileCalendar({ timeZone: 'UTC', hours: { someday: [] } })\n`,
    )
    const options = { strict: true, noEmit: true, module: 'nodenext', target: 'esnext', lib: ['esnext'], types: [] }
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: options,
        include: ['*.mts'],
        exclude: ['guide.mts', 'forecast.mts', 'language.mts'],
      }),
    )
    const { stdout } = run(join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', '.', '--pretty', 'false')
    expect(stdout.trim().split('\n')).toEqual([expect.stringMatching(/^wrong\.mts\(2,45\): error TS2353/)])
  })
})

const MADE_UP = `const now = Date.UTC(2026, 10, 26)
const hour = 3_600_000
const history = Array.from({ length: 2_400 }, (_, i) => {
  const openedAt = now - (2_400 - i) * hour
  const closedAt = openedAt + (((i * 37) % 100) + 1) * hour
  return { id: String(i), openedAt, closedAt: closedAt < now ? closedAt : null, category: 'boiler', channel: 'phone' }
})
const calendar = undefined
const openedAt = now - hour
const dueAt = now + 50 * hour
const [opened, closed, changed]: never[][] = [[], [], []]
const print = (value: unknown) => console.log(JSON.stringify(value))
`

function programOf(text: string): string {
  return [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(([, block]) => block).join('')
}

/** `expression // → answer` and `expression // throws message` become checks; the program prints those that fail. */
function checked(text: string): { lines: string; count: number } {
  let count = 0
  const lines = text.split('\n').map((line) => {
    const [, expression, kind, answer] = /^(.*?) \/\/ (→|throws) ?(.*)$/.exec(line) ?? []
    if (!expression) return line
    count += 1
    return `check(() => ${expression}, ${JSON.stringify(kind === 'throws' ? `CalendarError: ${answer}` : answer)})`
  })
  const check = `const failures: string[] = []
function check(ask: () => unknown, wanted: string): void {
  let answer: string
  try { answer = String(ask()) } catch (error) { answer = String(error) }
  if (answer !== wanted) failures.push(answer + ' is not ' + wanted)
}
`
  return { lines: `${check}${lines.join('\n')}\nconsole.log(JSON.stringify(failures))\n`, count }
}
