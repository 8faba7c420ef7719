import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRows } from './read-table.ts'
import type { CsvRow, Dialect, Position } from './scan-csv.ts'

async function read(
  bytes: Buffer,
  encoding: Dialect['encoding'],
  partBytes: number,
  size: number,
  from: Position,
): Promise<CsvRow[]> {
  const parts = Math.max(1, Math.ceil(bytes.length / partBytes))
  const source = { parts, partBytes, read: async (n: number) => bytes.subarray((n - 1) * partBytes, n * partBytes) }
  const rows: CsvRow[] = []
  let ended = false
  for await (const batch of readRows(source, { encoding, separator: ',', newline: 'lf', json: null }, from, size)) {
    expect(ended).toBe(false)
    expect(batch.rows.length).toBeLessThanOrEqual(size)
    rows.push(...batch.rows)
    ended = batch.end
  }
  expect(ended).toBe(true)
  return rows
}

test('parts, batches and a start in the middle do not change what is read', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'ł', '😀', '"', ',', '\n', '\r\n'), maxLength: 80 })
  await fc.assert(
    fc.asyncProperty(
      text,
      fc.constantFrom('utf-8', 'utf-16le'),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(),
      async (body, encoding, partBytes, pick) => {
        const bytes = encoding === 'utf-8' ? Buffer.from(body) : Buffer.from(body, 'utf16le')
        const start = { offset: 0, line: 1 }
        const whole = await read(bytes, encoding, 1_000_000, 1_000, start)
        expect(await read(bytes, encoding, partBytes, 2, start)).toEqual(whole)
        const at = pick % Math.max(1, whole.length)
        const from = whole[at]?.next ?? start
        expect(await read(bytes, encoding, partBytes, 3, from)).toEqual(whole.slice(whole.length === 0 ? 0 : at + 1))
      },
    ),
    { numRuns: 300 },
  )
})
