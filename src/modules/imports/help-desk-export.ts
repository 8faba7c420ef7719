import type { Field, ImportKind, WordField } from './fields.ts'

export const systems = ['zendesk', 'freshdesk', 'chatwoot', 'zammad'] as const
export type System = (typeof systems)[number]

export const contents = ['tickets', 'conversations', 'users', 'contacts', 'organizations', 'companies'] as const
export type Content = (typeof contents)[number]

/**
 * One export of one system: the columns by which it is known, and how they are read. Names are in small letters; those of
 * JSON are paths. `columns`: for each field the columns that may hold it, best first. `times`: how times without an offset
 * are meant: in the zone of the account there, or with an offset.
 */
export type HelpDeskExport = {
  system: System
  content: Content
  format: 'csv' | 'json'
  kind: ImportKind
  /** Every one of them is there. */
  signs: readonly string[]
  /** If given, nothing but these, the signs and the columns is there: for exports with few and usual names. */
  others?: readonly string[]
  columns: Readonly<Partial<Record<Field, readonly string[]>>>
  times: 'offset' | 'account'
  source: string
  closedStatuses?: readonly string[]
  /** Columns that say the last change and not the close. */
  lastChanges?: readonly string[]
  values?: Readonly<Partial<Record<WordField, Readonly<Record<string, string>>>>>
  only?: { column: string; values: readonly string[] }
  customerKind?: 'person' | 'company'
}
