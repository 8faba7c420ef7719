import { useEffect, useMemo, useState } from 'react'
import { useShortcuts } from '../../ui/keyboard.tsx'
import type { Choosing } from '../../ui/rows.tsx'
import { extended, nothing, type Selection, toggled } from '../../ui/selection.ts'
import { w } from '../list-words.tsx'

/** The chosen rows of a list. Another list or filter begins with none. */
export function useChoosing<T extends { readonly id: string }>(
  items: readonly T[],
  nameOf: (row: T) => string,
  filter: object,
): Choosing<T> & { chooseShown(): void; chooseAll(): void } {
  const [selection, setSelection] = useState<Selection>(nothing)
  const list = JSON.stringify(filter)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was chosen belongs to the list it was chosen in
  useEffect(() => setSelection(nothing), [list])
  const shown = useMemo(() => items.map(({ id }) => id), [items])
  const clear = () => setSelection(nothing)
  const some = selection.all || selection.keys.size > 0
  useShortcuts(some ? [{ keys: 'Escape', says: w.choose.clear(), run: clear }] : [])
  return {
    selection,
    nameOf,
    says: { row: w.choose.row, key: w.choose.key(), range: w.choose.keyRange() },
    toggle: (key) => setSelection((before) => toggled(before, key)),
    extend: (key) => setSelection((before) => extended(before, key, shown)),
    clear,
    chooseShown: () => setSelection({ keys: new Set(shown), anchor: null, all: false }),
    chooseAll: () => setSelection({ keys: new Set(shown), anchor: null, all: true }),
  }
}
