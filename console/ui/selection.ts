/** The chosen rows of a list, by key; `all`: everything that matches, also what is not fetched yet. */
export interface Selection {
  readonly keys: ReadonlySet<string>
  /** The row from which a range reaches. */
  readonly anchor: string | null
  readonly all: boolean
}

export const nothing: Selection = { keys: new Set(), anchor: null, all: false }

/** One row more or less; the next range starts at it. */
export function toggled({ keys }: Selection, key: string): Selection {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return { keys: next, anchor: key, all: false }
}

/** Every row from the anchor to `key`, in the order of `shown`; without an anchor that is on screen, only this one. */
export function extended({ keys, anchor }: Selection, key: string, shown: readonly string[]): Selection {
  const [from, to] = [anchor === null ? -1 : shown.indexOf(anchor), shown.indexOf(key)]
  if (from < 0 || to < 0) return { keys: new Set([...keys, key]), anchor: key, all: false }
  const range = shown.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { keys: new Set([...keys, ...range]), anchor, all: false }
}
