import type { Column, Proposal } from './detect-columns.ts'
import type { Field, ImportKind } from './fields.ts'
import type { Content, HelpDeskExport, System } from './help-desk-export.ts'
import { helpDeskExports } from './help-desks.ts'
import type { Mapping } from './mapping.ts'

/** The export that a file is. `times`: in the zone of the account there, or each with its offset. */
export type Recognised = { system: System; content: Content; kind: ImportKind; times: 'offset' | 'account' }

const headersByName = (columns: readonly Column[]): Map<string, string> =>
  new Map(columns.toReversed().map(({ header, written }) => [written.trim().toLowerCase(), header]))

function find(columns: readonly Column[], format: 'csv' | 'json'): HelpDeskExport | null {
  const names = headersByName(columns)
  const fits = ({ signs, others, columns: used }: HelpDeskExport): boolean => {
    if (!signs.every((sign) => names.has(sign))) return false
    if (others === undefined) return true
    const known = new Set([...signs, ...others, ...Object.values(used).flat()])
    return [...names.keys()].every((name) => known.has(name))
  }
  // What has more signs is the surer: a ticket has an id and a name, too.
  return (
    helpDeskExports
      .filter((one) => one.format === format && fits(one))
      .sort((a, b) => b.signs.length - a.signs.length)[0] ?? null
  )
}

/** Whether these columns are an export of a help desk, by the names that only it has. */
export function recognise(columns: readonly Column[], format: 'csv' | 'json'): Recognised | null {
  const found = find(columns, format)
  return found && { system: found.system, content: found.content, kind: found.kind, times: found.times }
}

/** The columns of a recognised export; null when it is none of this kind. */
export function proposeFromExport(
  columns: readonly Column[],
  format: 'csv' | 'json',
  kind: ImportKind,
): Proposal[] | null {
  const found = find(columns, format)
  if (found === null || found.kind !== kind) return null
  return Object.entries(found.columns).flatMap(([field, candidates]): Proposal[] => {
    const [column, ...alternatives] = present(columns, candidates)
    if (column === undefined) return []
    return [
      {
        field: field as Field,
        column,
        sureness: 'sure',
        because: 'export',
        why: 'this export has it there',
        alternatives,
      },
    ]
  })
}

/** Of the columns that may hold something those that are there; what is filled goes first. */
function present(columns: readonly Column[], candidates: readonly string[]): string[] {
  const names = headersByName(columns)
  const filled = new Map(columns.map(({ header, filled }) => [header, filled]))
  const there = candidates.flatMap((name) => names.get(name) ?? [])
  return there.toSorted((a, b) => Number((filled.get(b) ?? 0) > 0) - Number((filled.get(a) ?? 0) > 0))
}

/** How the values of a recognised export are read, as a part of its mapping. */
export function readingOfExport(
  columns: readonly Column[],
  format: 'csv' | 'json',
  { kind, timeZone, closedAt }: { kind: ImportKind; timeZone: string; closedAt: string | null },
): Partial<Mapping> {
  const found = find(columns, format)
  if (found === null || found.kind !== kind) return {}
  const names = headersByName(columns)
  const only = found.only && names.get(found.only.column)
  return {
    source: found.source,
    timeZone: found.times === 'account' ? timeZone : 'UTC',
    requestKind: 'question',
    closedStatuses: [...(found.closedStatuses ?? [])],
    closeIsLastChange: (found.lastChanges ?? []).some((name) => names.get(name) === closedAt && closedAt !== null),
    values: structuredClone(found.values ?? {}) as Mapping['values'],
    only: found.only && only ? { column: only, values: [...found.only.values] } : null,
    ...(found.customerKind ? { customerKind: found.customerKind } : {}),
  }
}
