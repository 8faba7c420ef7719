/** More rows than this come as arrays: planned each time, which is little beside writing them. */
const AT_MOST = 64

/**
 * Rows as what an `update … from` reads: its text, and its parameters, numbered after `after` others. Few rows are VALUES,
 * filled up with nulls to a power of two: their number is in the text, so that the server plans it once; of arrays it
 * would plan for the length of each anew, which takes longer than a few rows. A row of nulls must join with nothing.
 * @param columns name and type of each; names and types are the program's own, never input
 */
export function rowSource(
  columns: Readonly<Record<string, string>>,
  rows: readonly (readonly unknown[])[],
  after: number,
): { text: string; parameters: unknown[] } {
  const types = Object.values(columns)
  const names = Object.keys(columns).join(', ')
  if (rows.length > AT_MOST) {
    const arrays = types.map((type, i) => `$${after + i + 1}::${type}[]`)
    return {
      text: `unnest(${arrays.join(', ')}) as v (${names})`,
      parameters: types.map((_, column) => rows.map((row) => row[column])),
    }
  }
  const size = 2 ** Math.ceil(Math.log2(Math.max(1, rows.length)))
  const lines = Array.from({ length: size }, (_, row) => {
    const from = after + row * types.length + 1
    return `(${types.map((type, i) => `$${from + i}::${type}`).join(', ')})`
  })
  const none = types.map(() => null)
  return {
    text: `(values ${lines.join(', ')}) as v (${names})`,
    parameters: Array.from({ length: size }, (_, row) => rows[row] ?? none).flat(),
  }
}
