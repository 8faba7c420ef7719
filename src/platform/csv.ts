/** What a cell of a sheet may hold; null is an empty cell, as is ''. */
export type Cell = string | number | boolean | null

/** What may stand between cells. Spreadsheets of countries that write 1,5 expect the semicolon. */
export const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t' } as const
export type SeparatorName = keyof typeof SEPARATORS

// OWASP's list (CSV Injection): what may make a spreadsheet calculate, full-width forms too. White space before it, which
// some programs drop, saves nobody. Apostrophes before it belong to the pattern, or a guard could not be told from a text.
const FORMULA = /^'*(?:[\t\r\n\0]|\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/

// +48600100200 is not among them: a spreadsheet would make it a number and drop the plus.
const NEGATIVE_NUMBER = /^-\d+(?:\.\d+)?$/

/** A text that no spreadsheet takes for a formula: an apostrophe before what could be one. Undone by `unguarded`. */
export const guarded = (text: string): string => (FORMULA.test(text) && !NEGATIVE_NUMBER.test(text) ? `'${text}` : text)

/** The text that `guarded` was given. Another text that begins like a guarded one loses its apostrophe as well. */
export const unguarded = (text: string): string => {
  const rest = text.slice(1)
  return text.startsWith("'") && FORMULA.test(rest) ? rest : text
}

const written = (cell: Cell): string => {
  const text = typeof cell === 'string' ? guarded(cell) : cell === null ? '' : String(cell)
  // Every separator is quoted: a spreadsheet may cut by another one than the file's.
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** One record as RFC 4180 writes it, with its line end. Texts that could be formulas are guarded. */
export const csvRecord = (cells: readonly Cell[], separator: SeparatorName): string =>
  `${cells.map(written).join(SEPARATORS[separator])}\r\n`
