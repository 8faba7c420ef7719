import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { DAY, makeLog } from '#test/service-log'
import { backtestCommand } from './backtest.ts'

const folder = mkdtempSync(join(tmpdir(), 'kept-backtest-'))
const FROM = Date.parse('2026-01-05T00:00:00Z')
const local = (ms: number | null): string => (ms === null ? '' : new Date(ms).toISOString().slice(0, 19))
const rows = makeLog({ days: 90, perDay: 15, from: FROM, categories: { a: 2, b: 6 }, never: 0.05 })
const text = [
  'Ticket;Created at;Closed at;Due;Kind, by hand',
  ...rows.map(({ id, openedAt, closedAt, targetAt, category }) =>
    [id, local(openedAt), local(closedAt), local(targetAt), `"${category};x"`].join(';'),
  ),
].join('\r\n')
const file = join(folder, 'log.csv')

beforeAll(() => writeFileSync(file, text))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => vi.restoreAllMocks())

async function run(...args: string[]): Promise<string> {
  const printed: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
  await backtestCommand.run(args)
  return printed.join('\n')
}

const asked = ['--features', 'Kind, by hand', '--zone', 'UTC', '--from', '2026-03-01', '--to', '2026-03-14']

describe('kept backtest', () => {
  // A name with a comma in it is one column: it is looked for before it is cut.
  it('reads any log as the importer does, and prints JSON', async () => {
    const report = JSON.parse(await run(file, '--json', ...asked))
    expect(report).toMatchObject({ requests: 14 * 15, days: 14, features: ['Kind, by hand'], bad: 0 })
    expect(report.levels.map(({ confidence }: { confidence: number }) => confidence)).toEqual([0.5, 0.8, 0.9, 0.95])
    expect(report.targets.quotes).toBe(14 * 15)
    expect(report.levels[0].kept.segments.map(({ name }: { name: string }) => name).sort()).toEqual(['a;x', 'b;x'])
  })

  it('prints tables for people', async () => {
    const text = await run(file, ...asked, '--confidence', '0.9')
    expect(text).toContain('210 requests of 14 days quoted with what was known each morning')
    expect(text).toContain('Dates at 90 %')
    expect(text).toContain("the category's own quantile")
    expect(text).toContain("The firm's own targets")
    expect(text).toContain('Risk re-estimated')
  })

  it('writes what it predicted, in the notation of the file', async () => {
    const out = join(folder, 'out.csv')
    await run(file, ...asked, '--predictions', out, '--confidence', '0.8')
    const [header, ...lines] = readFileSync(out, 'utf8').trimEnd().split('\n')
    expect(header).toBe('case_id,as_of,level,promised_at,prob_kept,point')
    const quotes = lines.filter((line) => line.split(',')[2] === '0.8')
    expect(quotes).toHaveLength(14 * 15)
    const opened = new Map(rows.map(({ id, openedAt }) => [id, local(openedAt)]))
    for (const line of quotes) {
      const [id = '', asOf, , due = ''] = line.split(',')
      expect(asOf).toBe(opened.get(id))
      expect(due).toMatch(/^(2026-\d\d-\d\dT\d\d:\d\d:\d\d)?$/)
    }
    expect(lines.some((line) => /,(50|75)$/.test(line))).toBe(true)
  })

  it('reads compressed files, and takes half of the log by default', async () => {
    const zipped = join(folder, 'log.csv.gz')
    writeFileSync(zipped, gzipSync(text))
    const report = JSON.parse(await run(zipped, '--json', '--zone', 'UTC', '--confidence', '0.5'))
    expect(report.requests).toBe(45 * 15)
    expect(report.end).toBeGreaterThan(FROM + 89 * DAY)
  })

  it('says what it needs', async () => {
    await expect(run()).rejects.toThrow('the file is missing')
    await expect(run(join(folder, 'none.csv'))).rejects.toThrow('cannot be read')
    await expect(run(file, '--features', 'nothing like it')).rejects.toThrow('there is no column nothing like it')
    await expect(run(file, '--confidence', '90')).rejects.toThrow('between 0 and 1')
    await expect(run(file, '--from', 'yesterday')).rejects.toThrow('--from yesterday')
    await expect(run(file, '--zone', 'Mars/Base')).rejects.toThrow('Mars/Base')
    const empty = join(folder, 'empty.csv')
    writeFileSync(empty, 'a,b\n1,2\n')
    await expect(run(empty)).rejects.toThrow('No column')
  })
})
