import { CompiledQuery } from 'kysely'
import type { Tx } from '#platform/db'

export type BulkInsert = {
  table: string
  /** Columns that have the same value in every row. */
  shared: Readonly<Record<string, unknown>>
  /** The other columns, in the order of each row's values. */
  columns: readonly string[]
  rows: readonly (readonly unknown[])[]
  /** What follows the rows: `on conflict … do nothing returning id`. */
  tail?: string
}

// The pools prepare statements up to 20,000 characters; a longer one is parsed anew each time.
const LONGEST = 19_000
const MOST_ROWS = 256
const texts = new Map<string, string>()

/**
 * Inserts many rows as few prepared statements, all on the wire at once: `INSERT … VALUES` in sizes that are powers of
 * two, so that each text is made, parsed and planned once. For a thousand rows of thirty columns this takes the server a
 * third of the time of one long statement. Answers what `tail` returns, in no order. Names are the program's own, never input.
 */
export async function bulkInsert<Row = never>(db: Tx, insert: BulkInsert): Promise<Row[]> {
  const { table, shared, columns, rows, tail = '' } = insert
  const names = Object.keys(shared)
  const values = Object.values(shared)
  const sent: Promise<{ rows: unknown[] }>[] = []
  for (let at = 0, size = largestSize(names.length, columns.length); at < rows.length; at += size) {
    while (size > rows.length - at) size /= 2
    const parameters = values.slice()
    for (let i = at; i < at + size; i++) parameters.push(...(rows[i] ?? []))
    sent.push(db.executeQuery(CompiledQuery.raw(textOf(table, names, columns, tail, size), parameters)))
  }
  return (await Promise.all(sent)).flatMap((result) => result.rows as Row[])
}

function textOf(table: string, shared: readonly string[], own: readonly string[], tail: string, size: number): string {
  const key = `${table}|${shared}|${own}|${tail}|${size}`
  const known = texts.get(key)
  if (known !== undefined) return known
  const fixed = shared.map((_, i) => `$${i + 1}`)
  const rows = Array.from({ length: size }, (_, row) => {
    const from = shared.length + row * own.length
    return `(${[...fixed, ...own.map((_, i) => `$${from + i + 1}`)]})`
  })
  const text = `insert into ${table} (${[...shared, ...own]}) values ${rows} ${tail}`
  texts.set(key, text)
  return text
}

/** A parameter of a row takes about six characters, a shared one three. */
function largestSize(shared: number, own: number): number {
  const each = shared * 3.5 + own * 6 + 3
  let size = 1
  while (size < MOST_ROWS && size * 2 * each < LONGEST) size *= 2
  return size
}
