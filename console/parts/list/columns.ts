import type { Column } from '../../ui/rows.tsx'

export interface ListColumn<T> extends Column<T> {
  /** Its headers in the list's file. */
  readonly csv: readonly string[]
  /** Not shown until somebody chooses it. */
  readonly rare?: boolean
}

/**
 * The columns that are shown, in order: the first always, then the chosen ones, or the usual ones where nobody chose.
 * Names that the list does not have are passed over: a link may be older than the list.
 */
export function shownColumns<T>(all: readonly ListColumn<T>[], chosen: readonly string[] | null): ListColumn<T>[] {
  const [first, ...others] = all
  if (!first) return []
  if (chosen === null) return [first, ...others.filter(({ rare }) => !rare)]
  const found = chosen.flatMap((name) => others.find((column) => column.name === name) ?? [])
  // Whoever chooses a column wants to see it wherever there is room.
  return [first, ...found.map((column) => (column.show === 'widest' ? { ...column, show: 'wide' as const } : column))]
}
