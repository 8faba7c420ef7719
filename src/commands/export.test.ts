import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createWorld, type TestWorld } from '#test/world'
import { exportCommand, sheets } from './export.ts'

const folder = mkdtempSync(join(tmpdir(), 'kept-export-'))
const file = join(folder, 'list.csv')
let w: TestWorld
let org: string

beforeAll(async () => {
  w = await createWorld()
  org = w.orgs[0].id
  const as = w.orgs[0].owner
  const { body } = await w.api('post', '/v1/requests', { kind: 'job', subject: 'Boiler; knocks, "loudly"' }, { as })
  await w.api('post', '/v1/requests', { kind: 'question', subject: 'Price of a new one' }, { as })
  await w.api('post', `/v1/requests/${body.id}/closing`, {}, { as })
  await w.api('post', '/v1/requests', { kind: 'job', subject: 'Theirs' }, { as: w.orgs[1].owner })
  vi.stubEnv('DATABASE_URL', w.database.adminUrl)
  vi.stubEnv('KEPT_SECRET', w.database.secret)
  vi.stubEnv('KEPT_DATA_DIR', join(folder, 'data'))
  vi.stubEnv('LOG_LEVEL', 'silent')
})
afterAll(async () => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
  await w?.close()
})

const run = (...args: string[]): Promise<void> => exportCommand.run(args)
const written = (): string => readFileSync(file, 'utf8')
const lines = (): string[] =>
  written()
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')

describe('kept export', () => {
  test('writes a whole list of one organization to a file', async () => {
    await run('requests', '--org', org, '--out', file)
    const [header, ...rows] = lines()
    expect(header).toMatch(/^number,externalId,subject,status,/)
    expect(rows).toHaveLength(2)
    expect(written()).toContain('"Boiler; knocks, ""loudly"""')
    expect(written()).not.toContain('Theirs')
  })

  // Lists of the lines of one thing, which has to be named.
  const within = ['import-errors', 'recovery']
  test.each(sheets.map(({ file }) => file).filter((file) => !within.includes(file)))(
    'knows the list %s',
    async (list) => {
      await run(list, '--org', org, '--out', file)
      expect(lines()[0]?.split(',')).toContain('id')
    },
  )

  test('filters by the fields of the API, in the separator that is asked for', async () => {
    const where = ['--where', 'status=closed', '--where', 'kind=job']
    await run('requests', '--org', org, '--out', file, ...where, '--separator', 'tab')
    const [header, ...rows] = lines()
    expect(header?.split('\t')).toContain('subject')
    expect(rows.map((row) => row.split('\t')[3])).toEqual(['closed'])
    await run('requests', '--org', org, '--out', file, ...where, '--where', 'source=elsewhere')
    expect(lines()).toHaveLength(1)
  })

  test('prints to standard output without a file', async () => {
    const printed: string[] = []
    const print = vi.spyOn(process.stdout, 'write').mockImplementation((text, ...rest) => {
      printed.push(String(text))
      for (const done of rest) if (typeof done === 'function') done()
      return true
    })
    try {
      await run('requests', '--org', org, '--where', 'status=closed')
    } finally {
      print.mockRestore()
    }
    expect(printed.join('')).toContain('Boiler')
  })

  test.each([
    ['an unknown list', ['letters', '--org', 'ORG'], /^export knows: requests, conversations, customers/],
    ['a list that is not named', [], /^export knows/],
    ['an unknown field', ['requests', '--org', 'ORG', '--where', 'colour=red'], /The input is not valid/],
    ['a value that a field cannot have', ['requests', '--org', 'ORG', '--where', 'status=lost'], /not valid/],
    ['a condition without a value', ['requests', '--org', 'ORG', '--where', 'status'], /write field=value/],
    ['an unknown separator', ['requests', '--org', 'ORG', '--separator', 'dash'], /one of comma, semicolon, tab/],
    ['an unknown option', ['requests', '--org', 'ORG', '--colour', 'red'], /colour/],
    ['one of several organizations, unnamed', ['requests'], /say which with --org/],
  ])('refuses %s, and writes nothing', async (_, args, expected) => {
    rmSync(file, { force: true })
    const given = args.map((arg) => (arg === 'ORG' ? org : arg))
    await expect(run(...given, '--out', file)).rejects.toThrow(expected)
    expect(readdirSync(folder)).not.toContain('list.csv')
    expect(readdirSync(folder)).not.toContain('list.csv.part')
  })

  test('names the field that does not exist', async () => {
    await expect(run('requests', '--org', org, '--where', 'colour=red')).rejects.toMatchObject({
      issues: [{ path: 'colour', code: 'input/unknown_field' }],
    })
  })

  test('stopped on the way it leaves no part of a file, and the file of before as it was', async () => {
    writeFileSync(file, 'before')
    const others = new Set(process.listeners('SIGINT'))
    const interrupts = () => process.listeners('SIGINT').filter((listener) => !others.has(listener))
    // The first page waits for the table, so that the command is stopped while it writes.
    const lock = await w.owner.connect()
    try {
      await lock.query('begin')
      await lock.query('lock table request in access exclusive mode')
      let ended = false
      const command = run('requests', '--org', org, '--out', file).finally(() => {
        ended = true
      })
      const stopped = expect(command).rejects.toThrow('Stopped. No file was written.')
      while (!existsSync(`${file}.part`) && !ended) await turn()
      for (const interrupt of interrupts()) interrupt('SIGINT')
      await lock.query('rollback')
      await stopped
    } finally {
      lock.release()
    }
    expect(written()).toBe('before')
    expect(existsSync(`${file}.part`)).toBe(false)
    expect(interrupts()).toEqual([])
  })
})
