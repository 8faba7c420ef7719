import { z } from 'zod'
import { notPermitted } from '#platform/errors'
import { operation } from '#platform/operation'
import { type Change, canBeUndone, permissionFor, type Values } from './bulk-change.ts'
import { changedRows, isUndone, lockBulk } from './bulk-queries.ts'
import { bulkChangeId, bulkChangeView } from './bulk-schemas.ts'
import { bulkChangeNotFound, nothingToUndo, notUndoable, stillRunning, undoneAlready } from './errors.ts'
import { beginBulk } from './start-bulk-change.ts'

export const undoBulkChange = operation({
  name: 'bulkChanges.undo',
  effect: 'writes',
  permission: 'bulkChanges.start',
  summary: 'Give rows back what they had before a change of many, where nobody has changed them since',
  input: z.strictObject({ id: bulkChangeId }),
  output: bulkChangeView,
  async run(ctx, { id }) {
    const bulk = await lockBulk(ctx.db, ctx.orgId, id)
    if (!bulk) throw bulkChangeNotFound()
    const change = bulk.change as Change
    const needed = permissionFor(change, true)
    if (!ctx.actor.may(needed)) throw notPermitted(needed)
    if (bulk.state === 'running') throw stillRunning()
    if (!canBeUndone(change)) throw notUndoable()
    if (bulk.undoes !== null || (await isUndone(ctx.db, ctx.orgId, id))) throw undoneAlready()
    const rows = await changedRows(ctx.db, ctx.orgId, id)
    if (rows.length === 0) throw nothingToUndo()
    // What stands there now must be what the change made of it; then it becomes what it was.
    const planned = rows.map((row) => ({
      id: row.subject_id,
      before: row.after as Values,
      after: row.before as Values,
    }))
    return beginBulk(ctx, change, planned, id)
  },
})
