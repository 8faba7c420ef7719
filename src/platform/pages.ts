import { z } from 'zod'
import { invalidField } from '#platform/errors'

/** Input fields of every list. */
export const pageInput = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .meta({ description: 'Rows a page.', examples: [50] }),
  cursor: z.string().max(500).optional().meta({ description: 'nextCursor of the page before.' }),
}

/** Output of every list. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: 'null on the last page.', examples: [null] }),
  })

/** The opaque cursor after a row: its sort keys, in base64url JSON. */
export const cursorAfter = (keys: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(keys)).toString('base64url')

/** The sort keys in a cursor of `length` strings; refuses one that was not given out. */
export function cursorKeys(cursor: string | undefined, length: number): string[] | null {
  if (cursor === undefined) return null
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(keys) && keys.length === length && keys.every(isText)) return keys
  } catch {
    // Falls through to the refusal.
  }
  throw invalidField(
    'input/cursor',
    'cursor',
    'The cursor is not one of ours. Leave it out to start at the first page.',
  )
}

// What no text column can hold was not given out.
const isText = (key: unknown): key is string => typeof key === 'string' && !key.includes('\0') && key.isWellFormed()

/** Cuts `rows` (read with limit + 1) to a page; `keysOf` gives the last row's sort keys. */
export function pageFrom<Row, Item>(
  rows: Row[],
  limit: number,
  keysOf: (row: Row) => readonly (string | number | null)[],
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { items: rows.slice(0, limit).map(toItem), nextCursor: last === undefined ? null : cursorAfter(keysOf(last)) }
}
