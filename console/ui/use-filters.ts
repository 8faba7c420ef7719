import { useSearch } from '@tanstack/react-router'
import { useGo } from './link.tsx'

export type FilterValues = Readonly<Record<string, string>>

/** The filters in the page's address, so that a list can be linked to and gone back to. */
export function useFilters(): [FilterValues, (changed: Record<string, string>) => void] {
  const values = useSearch({ strict: false }) as FilterValues
  const go = useGo()
  const set = (changed: Record<string, string>) => {
    const next = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...values, ...changed })) if (value) next.set(name, value)
    const text = next.toString()
    go(location.pathname + (text ? `?${text}` : ''), { replace: true })
  }
  return [values, set]
}
