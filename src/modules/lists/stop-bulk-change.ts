import { z } from 'zod'
import { operation } from '#platform/operation'
import { endBulk, lockBulk } from './bulk-queries.ts'
import { bulkChangeId, bulkChangeView } from './bulk-schemas.ts'
import { bulkViewById } from './bulk-view.ts'
import { bulkChangeNotFound } from './errors.ts'

/** What is changed already stays changed, and can be undone; one that has ended stays as it is. */
export const stopBulkChange = operation({
  name: 'bulkChanges.stop',
  effect: 'writes',
  permission: 'bulkChanges.start',
  summary: 'Stop a change of many rows that is running',
  input: z.strictObject({ id: bulkChangeId }),
  output: bulkChangeView,
  async run(ctx, { id }) {
    const bulk = await lockBulk(ctx.db, ctx.orgId, id)
    if (!bulk) throw bulkChangeNotFound()
    if (bulk.state === 'running') {
      await endBulk(ctx.db, ctx.orgId, id, 'stopped', ctx.now)
      ctx.record({ type: 'bulk_change.stopped', subject: `bulkChange:${id}`, data: {} })
    }
    return bulkViewById(ctx, id)
  },
})
