import { expect, test } from 'vitest'
import { rowSource } from './row-source.ts'

const COLUMNS = { id: 'uuid', n: 'int' }
const rows = (count: number) => Array.from({ length: count }, (_, i) => [`id ${i}`, i])

test('few rows are values, filled up with nulls to a power of two', () => {
  expect(rowSource(COLUMNS, rows(3), 1)).toEqual({
    text: '(values ($2::uuid, $3::int), ($4::uuid, $5::int), ($6::uuid, $7::int), ($8::uuid, $9::int)) as v (id, n)',
    parameters: ['id 0', 0, 'id 1', 1, 'id 2', 2, null, null],
  })
  expect(rowSource(COLUMNS, rows(1), 0).text).toBe('(values ($1::uuid, $2::int)) as v (id, n)')
})

test('so that there are few texts', () => {
  const texts = new Set(Array.from({ length: 64 }, (_, i) => rowSource(COLUMNS, rows(i + 1), 1).text))
  expect(texts.size).toBe(7)
})

test('many are arrays, a column each', () => {
  const { text, parameters } = rowSource(COLUMNS, rows(65), 2)
  expect(text).toBe('unnest($3::uuid[], $4::int[]) as v (id, n)')
  expect(parameters).toEqual([rows(65).map(([id]) => id), rows(65).map(([, n]) => n)])
})
