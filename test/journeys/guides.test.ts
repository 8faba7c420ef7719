import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#test/database'

// Every command of the tutorial and the guides, run as it stands there against the product as it is started.

const root = join(import.meta.dirname, '../..')
const guides = ['tutorial.md', ...readdirSync(join(root, 'docs/how-to')).map((name) => `how-to/${name}`)]

let database: TestDatabase
let server: ChildProcess
let url: string
let tools: string

beforeAll(async () => {
  database = await testDatabase()
  server = spawn(process.execPath, [join(root, 'src/main.ts'), 'web'], {
    env: { ...environment(), PORT: '0', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  url = await new Promise<string>((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer): void => {
      said += chunk.toString()
      const found = /Kept is ready: (\S+)/.exec(said)?.[1]
      if (found) resolve(found)
    }
    server.stdout?.on('data', hear)
    server.stderr?.on('data', hear)
    server.once('exit', (code) => reject(new Error(`The product ended with ${code}:\n${said}`)))
  })
  tools = mkdtempSync(join(tmpdir(), 'kept-tools-'))
  writeFileSync(join(tools, 'curl'), CURL)
  chmodSync(join(tools, 'curl'), 0o755)
})
afterAll(async () => {
  server?.kill('SIGKILL')
  rmSync(tools, { recursive: true, force: true })
  await database?.close()
})

const environment = () => ({
  ...{ PATH: process.env.PATH, HOME: process.env.HOME, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
  ...{ DATABASE_URL: database.adminUrl, KEPT_SECRET: database.secret },
})

/** What the guides use of curl, for machines that have none. */
const CURL = `#!/usr/bin/env node
const args = process.argv.slice(2)
let url, method, body
const headers = {}
while (args.length > 0) {
  const arg = args.shift()
  if (arg === '-H') {
    const [name, ...value] = args.shift().split(':')
    headers[name] = value.join(':').trim()
  } else if (arg === '-d') body = args.shift()
  else if (arg === '-X') method = args.shift()
  else if (!arg.startsWith('-')) url = arg
}
fetch(url, { method: method ?? (body === undefined ? 'GET' : 'POST'), headers, body }).then(async (answer) => {
  process.stdout.write(await answer.text())
  if (!answer.ok) process.exit(22)
})
`

/** The commands of a guide in order: its blocks marked sh. */
const commandsOf = (text: string): string =>
  [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block).join('')

const run = (commands: string) =>
  spawnSync('sh', ['-euc', commands], {
    cwd: root,
    env: { ...environment(), PATH: `${tools}:${process.env.PATH}`, URL: url },
    encoding: 'utf8',
    timeout: 120_000,
  })

describe('every command of a guide works as it stands', () => {
  test.each(guides)(
    '%s',
    (guide) => {
      const commands = commandsOf(readFileSync(join(root, 'docs', guide), 'utf8'))
      expect(commands, 'the guide has commands').not.toBe('')
      const { status, stdout, stderr } = run(commands)
      expect(status, `${stdout}\n${stderr}`).toBe(0)
      if (guide === 'tutorial.md') expect(stdout).toMatch(/^none\nproposed\nhttp.*\naccepted\nkept\n/s)
    },
    150_000,
  )

  test('one that does not is found', () => {
    expect(run(commandsOf('Text.\n```sh\nbin/kept no-such-command\n```\n')).status).not.toBe(0)
    expect(run(commandsOf('```sh\ncurl -sS --fail "$URL/v1/nothing" -H "a: b"\n```\n')).status).not.toBe(0)
    expect(commandsOf('```console\nnpm start\n```\n')).toBe('')
  })
})

test('every page of the documentation that is linked is there', () => {
  const pages = ['README.md', ...guides, 'explanation/promises.md']
  for (const page of pages)
    for (const [, target = ''] of readFileSync(join(root, 'docs', page), 'utf8').matchAll(
      /\]\(([^)#:]+)(?:#[^)]*)?\)/g,
    ))
      expect(() => readdirSync(join(root, 'docs', page, '..', target, '..')), `${page} → ${target}`).not.toThrow()
})
