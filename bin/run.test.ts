import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

// A small project with the same bootstrap and one dependency for development, packed into it: npm needs no network.
describe('the bootstrap', () => {
  let folder: string
  let count = 0

  const run = (
    project: string,
    args: readonly string[],
    options: { env?: NodeJS.ProcessEnv; cwd?: string; file?: string } = {},
  ) =>
    spawnSync(options.file ?? process.execPath, [...(options.file ? [] : [join(project, 'bin', 'run.mjs')]), ...args], {
      cwd: options.cwd ?? project,
      encoding: 'utf8',
      env: { ...clean, ...options.env },
    })
  // Not what npm and vitest told this process.
  const clean = Object.fromEntries(
    Object.entries({ ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` }).filter(
      ([name]) => !/^(npm_|VITEST|NODE_|TEST$)/i.test(name),
    ),
  )

  /** A fresh clone of the small project, in a folder with spaces. */
  const clone = (): string => {
    const to = join(folder, `a clone ${count++}`)
    cpSync(join(folder, 'origin'), to, { recursive: true })
    return to
  }

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kept run '))
    const origin = join(folder, 'origin')
    for (const file of ['bin/run.mjs', 'bin/kept', 'src/platform/process-hold.mjs', '.npmrc'])
      cpSync(join(root, file), join(origin, file))
    writeFileSync(
      join(origin, 'src', 'main.ts'),
      `const args: string[] = process.argv.slice(2)
       if (args[0] === 'exit') process.exit(Number(args[1]))
       if (args[0] === 'wait') {
         process.once('SIGTERM', () => { console.log('asked to stop'); process.exit(7) })
         setInterval(() => {}, 1000)
       }
       const messages = await import('./messages.gen/words.ts').catch(() => undefined)
       console.log(JSON.stringify({ args, cwd: process.cwd(), node: process.versions.node, word: messages?.word }))`,
    )
    mkdirSync(join(origin, 'left'))
    writeFileSync(join(origin, 'left', 'package.json'), JSON.stringify({ name: 'left', version: '1.0.0' }))
    const npm = (args: string[]) => {
      const { status, stderr } = spawnSync('npm', args, { cwd: origin, encoding: 'utf8', env: clean })
      if (status !== 0) throw new Error(stderr)
    }
    npm(['pack', './left'])
    rmSync(join(origin, 'left'), { recursive: true })
    const manifest = { name: 'small', private: true, type: 'module', devDependencies: { left: 'file:left-1.0.0.tgz' } }
    writeFileSync(join(origin, 'package.json'), JSON.stringify(manifest))
    npm(['install', '--package-lock-only', '--offline'])
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('installs what is for development too, whatever NODE_ENV says, and only once', () => {
    const project = clone()
    const first = run(project, ['kept', 'one', 'two words'], {
      env: { NODE_ENV: 'production', npm_config_omit: 'dev' },
    })
    expect(first.stderr).toMatch(/^Installing 1 packages with npm/)
    expect(JSON.parse(first.stdout)).toMatchObject({ args: ['one', 'two words'], cwd: project })
    expect(existsSync(join(project, 'node_modules', 'left', 'package.json'))).toBe(true)
    const second = run(project, ['start', '--more'])
    expect(second.stderr).toBe('')
    expect(JSON.parse(second.stdout)).toMatchObject({ args: ['start', '--more'] })
  })

  it('leaves alone what npm already installed by hand', () => {
    const project = clone()
    spawnSync('npm', ['ci', '--offline'], { cwd: project, env: clean })
    const marker = join(project, 'node_modules', 'left', 'marker')
    writeFileSync(marker, '')
    expect(run(project, ['kept']).stderr).toBe('')
    expect(existsSync(marker)).toBe(true)
  })

  it('is started by bin/kept through a link, keeps the working directory and the exit code', () => {
    const project = clone()
    const link = join(folder, 'kept link')
    symlinkSync(join(project, 'bin', 'kept'), link)
    const elsewhere = join(folder, 'elsewhere')
    mkdirSync(elsewhere)
    const { stdout } = run(project, ['import', 'file.csv'], { file: link, cwd: elsewhere })
    expect(JSON.parse(stdout)).toMatchObject({ args: ['import', 'file.csv'], cwd: elsewhere })
    expect(run(project, ['exit', '3'], { file: link }).status).toBe(3)
  })

  it('installs once when two start at the same time', async () => {
    const project = clone()
    const starts = [1, 2].map(
      () =>
        new Promise<{ code: number | null; said: string }>((resolve) => {
          const child = spawn(process.execPath, [join(project, 'bin', 'run.mjs'), 'kept'], { env: clean })
          let said = ''
          child.stderr.on('data', (part: Buffer) => {
            said += part.toString()
          })
          child.once('close', (code) => resolve({ code, said }))
        }),
    )
    const ends = await Promise.all(starts)
    expect(ends.map(({ code }) => code)).toEqual([0, 0])
    expect(ends.filter(({ said }) => said.includes('Installing'))).toHaveLength(1)
  })

  it('hands a signal on and ends as the program ends', async () => {
    const project = clone()
    const child = spawn(process.execPath, [join(project, 'bin', 'run.mjs'), 'kept', 'wait'], { env: clean })
    let said = ''
    child.stdout.on('data', (part: Buffer) => {
      if (said === '') child.kill('SIGTERM')
      said += part.toString()
    })
    const code = await new Promise((resolve) => child.once('close', resolve))
    expect(said).toContain('asked to stop')
    expect(code).toBe(7)
  })

  it('says what failed when npm cannot install, and tries again the next time', () => {
    const project = clone()
    rmSync(join(project, 'left-1.0.0.tgz'))
    for (const _attempt of [1, 2]) {
      const { status, stderr } = run(project, ['kept'], { env: { npm_config_cache: join(folder, 'empty cache') } })
      expect(status).toBe(1)
      expect(stderr).toMatch(/npm error.*ENOENT/s)
      expect(stderr).toMatch(/npm could not install the packages: the reason is above/)
    }
  })

  it('compiles the messages when they changed', () => {
    const project = clone()
    mkdirSync(join(project, 'messages'))
    writeFileSync(join(project, 'messages', 'word.json'), '"first"')
    writeFileSync(
      join(project, 'src', 'platform', 'i18n-compile.ts'),
      `import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
       mkdirSync('src/messages.gen', { recursive: true })
       writeFileSync('src/messages.gen/words.ts', 'export const word = ' + readFileSync('messages/word.json', 'utf8'))`,
    )
    const first = run(project, ['kept'])
    expect(first.stderr).toContain('Building the messages')
    expect(JSON.parse(first.stdout)).toMatchObject({ word: 'first' })
    expect(run(project, ['kept']).stderr).toBe('')
    writeFileSync(join(project, 'messages', 'word.json'), '"second"')
    expect(JSON.parse(run(project, ['kept']).stdout)).toMatchObject({ word: 'second' })
    writeFileSync(join(project, 'src', 'platform', 'i18n-compile.ts'), `throw new Error('a message is missing')`)
    const broken = run(project, ['kept'])
    expect(broken.status).toBe(1)
    expect(broken.stderr).toMatch(/a message is missing[\s\S]*The messages could not be built: the reason is above/)
  })

  it('says which Node it needs', () => {
    const project = clone()
    const old = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '20.18.3' } })`
    const { status, stderr } = run(project, ['start'], {
      env: { NODE_OPTIONS: `--import="${old.replaceAll('"', '')}"` },
    })
    expect(stderr).toBe('Kept needs Node 20.19 or newer; this is 20.18.3. Get a newer one from https://nodejs.org\n')
    expect(status).toBe(1)
  })

  it('explains itself', () => {
    const project = clone()
    expect(run(project, []).stderr).toMatch(/^Usage: node bin\/run\.mjs start \| kept/)
    mkdirSync(join(project, 'bench'))
    writeFileSync(join(project, 'bench', 'import.ts'), '')
    expect(run(project, ['bench', 'speed']).stderr).toBe('There is no bench "speed". There are: import\n')
    expect(readFileSync(join(root, 'package.json'), 'utf8')).toContain('"node bin/run.mjs start"')
  })
})
