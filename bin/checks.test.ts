import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checks, root, selectChecks } from './checks.ts'

// Each check must catch what it is there for: the violation is planted in a small project with the same settings.
describe('a check', () => {
  let project: string

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'kept-planted-'))
    for (const file of ['biome.json', 'tsconfig.json', 'package.json', 'knip.json'])
      cpSync(join(root, file), join(project, file))
    symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'))
    mkdirSync(join(project, 'src'))
  })
  afterAll(() => rmSync(project, { recursive: true, force: true }))

  const plant = (files: Readonly<Record<string, string>>, check: string) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(project, 'src', name), text)
    const [script = '', ...args] = checks.find(({ name }) => name === check)?.run ?? []
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, script), ...args], {
      cwd: project,
      encoding: 'utf8',
    })
    for (const name of Object.keys(files)) rmSync(join(project, 'src', name))
    return { status, said: `${stdout}${stderr}` }
  }

  it.each<[check: string, what: string, files: Readonly<Record<string, string>>, said: RegExp]>([
    ['types', 'a wrong type', { 'main.ts': `export const n: number = 'one'\n` }, /TS2322/],
    ['types', 'an unchecked index', { 'main.ts': 'export const n = (l: number[]): number => l[0]\n' }, /TS2322/],
    ['types', 'syntax that is not erased', { 'main.ts': 'export enum State {\n  open,\n}\n' }, /TS1294/],
    ['lint', 'a format of one’s own', { 'main.ts': 'export const  n = "one";\n' }, /format/],
    ['lint', 'any', { 'main.ts': 'export const n = (a: any): string => String(a)\n' }, /noExplicitAny/],
    [
      'lint',
      'a floating promise',
      { 'main.ts': 'async function later(): Promise<void> {}\n\nexport function now(): void {\n  later()\n}\n' },
      /noFloatingPromises/,
    ],
    [
      'lint',
      'an import cycle',
      {
        'main.ts': `import { b } from './b.ts'\n\nexport const a = (): string => b()\n`,
        'b.ts': `import { a } from './main.ts'\n\nexport const b = (): string => a()\n`,
      },
      /noImportCycles/,
    ],
    [
      'unused',
      'an export that nothing uses',
      {
        'main.ts': `import { used } from './b.ts'\n\nused()\n`,
        'b.ts': 'export const used = (): void => {}\nexport const left = 1\n',
      },
      /left/,
    ],
  ])('%s catches %s', (check, _what, files, said) => {
    const found = plant(files, check)
    expect(found.said).toMatch(said)
    expect(found.status).not.toBe(0)
  })

  it.each(['types', 'lint'])('%s is content with a good file', (check) => {
    expect(
      plant({ 'main.ts': `export const word = (n: number): string => (n === 1 ? 'one' : 'many')\n` }, check),
    ).toMatchObject({ status: 0 })
  })

  it('is found by its name', () => {
    expect(selectChecks(['lint']).map(({ name }) => name)).toEqual(['lint'])
    expect(() => selectChecks(['lint', 'beauty'])).toThrow('No check "beauty". There are: messages')
  })
})
