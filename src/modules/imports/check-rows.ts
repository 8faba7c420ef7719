import { keysOf, type Signs, signsOf } from '#modules/customers'
import type { Work } from './begin-work.ts'
import { customerOf } from './customer-key.ts'
import { repeatedId } from './import-batch.ts'
import { createCustomerReader } from './read-customer-row.ts'
import { createRowReader } from './read-row.ts'
import type { RowError, RowNote } from './row-errors.ts'
import type { CsvRow } from './scan-csv.ts'
import { SeenIds } from './seen-ids.ts'
import type { Tally } from './tally.ts'

/** What a piece of a dry run looks up: whether it is there already. */
export type Found = { externalIds: string[]; customers: FoundCustomer[] }

/** `first`: no earlier row of the file is of the same customer. */
export type FoundCustomer = Signs & { first: boolean }

/** Takes a row of a dry run: its mistakes, or null when it is good or passed over. */
export type Check = { seen: SeenIds; row(cells: CsvRow, found: Found): RowError[] | null }

export function checkRequests({ mapping, headers, now, dialect }: Work, tally: Tally): Check {
  const seen = new SeenIds()
  const guarded = dialect.json === null
  const read = createRowReader(mapping, headers, now, (note, line) => tally.note(note, line), { guarded })
  return {
    seen,
    row(cells, { externalIds }) {
      const { row, errors } = read(cells)
      if (row === null) return errors
      if (seen.add(row.externalId)) return [repeatedId(row, mapping.columns.externalId ?? '')]
      tally.take(row)
      externalIds.push(row.externalId)
      return null
    },
  }
}

export function checkCustomers({ mapping, headers, dialect }: Work, tally: Tally): Check {
  const seen = new SeenIds()
  const note = (code: RowNote, line: number) => tally.note(code, line)
  const read = createCustomerReader(mapping, headers, note, { guarded: dialect.json === null })
  return {
    seen,
    row(cells, { customers }) {
      const { row, errors } = read(cells)
      if (row === null) return errors
      const signs = signsOf(customerOf(row))
      // By one or the other, as the import will.
      const { leaves, looksFor } = keysOf(signs)
      const again = looksFor.some((key) => seen.has(key))
      for (const key of leaves) seen.add(key)
      if (again) note('same_customer', row.line)
      tally.valid++
      customers.push({ ...signs, first: !again })
      return null
    },
  }
}
