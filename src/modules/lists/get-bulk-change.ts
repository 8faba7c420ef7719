import { z } from 'zod'
import { operation } from '#platform/operation'
import { bulkChangeId, bulkChangeView } from './bulk-schemas.ts'
import { bulkViewById } from './bulk-view.ts'

export const getBulkChange = operation({
  name: 'bulkChanges.get',
  effect: 'reads',
  permission: 'bulkChanges.start',
  summary: 'How far a change of many rows is, and what it left as it was',
  input: z.strictObject({ id: bulkChangeId }),
  output: bulkChangeView,
  run: (ctx, { id }) => bulkViewById(ctx, id),
})
