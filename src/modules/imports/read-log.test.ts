import { expect, test } from 'vitest'
import { openLog } from './read-log.ts'

const TEXT =
  'id,opened,closed,category\n' +
  'R-1,2026-01-05 08:00:00,2026-01-06 09:30:00,Heating\n' +
  'R-2,2026-01-07 08:00:00,,Łódź'

async function read(bytes: Buffer, piece: number): Promise<unknown[]> {
  const chunks = (async function* () {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece)
  })()
  const log = await openLog(chunks, { timeZone: 'UTC' })
  if ('sentence' in log) throw new Error(log.sentence)
  return Array.fromAsync(log.entries(['category']))
}

const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds
const EXPECTED = [
  {
    ...{ line: 2, id: 'R-1', openedAt: at('2026-01-05T08:00:00Z'), closedAt: at('2026-01-06T09:30:00Z') },
    ...{ targetAt: null, cells: { category: 'Heating' } },
  },
  {
    ...{ line: 3, id: 'R-2', openedAt: at('2026-01-07T08:00:00Z'), closedAt: null },
    ...{ targetAt: null, cells: { category: 'Łódź' } },
  },
]

test.each([
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-16', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
])('a log in %s is read to its last row, wherever its pieces are cut', async (_, bytes) => {
  for (const piece of [7, 64, 10_000]) expect(await read(bytes, piece)).toEqual(EXPECTED)
})
