import { randomUUID } from 'node:crypto'
import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StatementListener } from '#platform/db'

export type Statement = { readonly sql: string; readonly parameters: readonly unknown[] }

/** The folder in which the workers of a run write down what they send; made by the global set-up. */
export const RECORDING_FOLDER = 'KEPT_TEST_STATEMENTS'

// A test may send what the database refuses to read: a few samples of each kind.
const SAMPLES = 12
const known = new Map<string, string>()
const taken = new Map<string, number>()
const file = `${randomUUID()}.jsonl`

/** One shape for statements that differ in how many rows or ids they carry. */
export const shapeOf = (sql: string): string =>
  sql
    .replace(/\$\d+/g, '$')
    .replace(/\$(?:\s*,\s*\$)+/g, '$…')
    .replace(/(\([$…]+\))(?:\s*,\s*\1)+/g, '$1…')
    .replace(/\s+/g, ' ')

/** Writes down each kind of statement a few times, with the parameters that it came with. */
export const recordStatement: StatementListener = ({ sql, parameters }) => {
  const folder = process.env[RECORDING_FOLDER]
  if (!folder || !/^\s*(?:select|insert|update|delete|with|merge|copy)\b/i.test(sql)) return
  const shape = known.get(sql) ?? shapeOf(sql)
  known.set(sql, shape)
  const count = taken.get(shape) ?? 0
  if (count === SAMPLES) return
  taken.set(shape, count + 1)
  const kept = parameters.map((value) => (Buffer.isBuffer(value) ? value.subarray(0, 64) : value))
  appendFileSync(join(folder, file), `${JSON.stringify({ sql, parameters: kept })}\n`)
}

const revive = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer' && 'data' in value
    ? Buffer.from(value.data as number[])
    : value

/** What all workers of the run have written down so far: the samples of each kind. */
export function recordedStatements(): Statement[][] {
  const folder = process.env[RECORDING_FOLDER]
  if (!folder) throw new Error('Statements are recorded under the test runner only: npm test -- PATH')
  const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
  const all = lines.filter((line) => line !== '').map((line) => JSON.parse(line, revive) as Statement)
  return [...Map.groupBy(all, ({ sql }) => shapeOf(sql)).values()]
}
