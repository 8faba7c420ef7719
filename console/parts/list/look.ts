import type { Input, Output } from '../../api/contract.ts'
import type { FilterValues } from '../../ui/use-filters.ts'

export type SavedView = Output<'savedViews.list'>['items'][number]
export type ListName = Input<'savedViews.list'>['list']

/** How a list is looked at: what its address says, without what is open beside it. */
export type Look = Pick<SavedView, 'filters' | 'sort' | 'columns' | 'density'>

const apart = new Set(['new', 'saved', 'columns', 'density', 'order'])

/** What an address says about the list. */
export function lookIn(values: FilterValues): Look {
  const filters = Object.entries(values).filter(([name, value]) => value !== '' && !apart.has(name))
  return {
    filters: Object.fromEntries(filters.map(([name, value]) => [name, String(value)])),
    sort: values.order || null,
    columns: values.columns ? values.columns.split(',') : null,
    density: values.density === 'compact' || values.density === 'comfortable' ? values.density : null,
  }
}

/** What the address says for a look; names that it does not have are emptied. */
export function addressFor({ filters, sort, columns, density }: Look, present: FilterValues): Record<string, string> {
  const emptied = Object.fromEntries(Object.keys(present).map((name) => [name, '']))
  return {
    ...emptied,
    ...filters,
    order: sort ?? '',
    columns: columns?.join(',') ?? '',
    density: density ?? '',
  }
}

/** Whether two looks show the same; filters have no order. */
export function sameLook(one: Look, other: Look): boolean {
  const text = ({ filters, sort, columns, density }: Look) =>
    JSON.stringify([Object.entries(filters).sort(), sort, columns, density])
  return text(one) === text(other)
}
