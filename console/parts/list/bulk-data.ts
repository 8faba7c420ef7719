import type { Input, Output } from '../../api/contract.ts'

export type Change = Input<'bulkChanges.start'>['change']
export type BulkAction = Change['action']
export type BulkOutcome = Output<'bulkChanges.get'>
export type Left = BulkOutcome['left']

/** What is to be changed: chosen rows, or whatever a filter finds. */
export type Chosen = Pick<Input<'bulkChanges.start'>, 'ids' | 'filter'>

/** The list's own input as the filter of a bulk change: every value a text. */
export const filterTexts = (input: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    ),
  )
