import { z } from 'zod'
import { operation } from '#platform/operation'
import { forgetFiles, oldRawMails } from './queries.ts'

/** Long enough to look at what went wrong; what was filed stands in its conversation. */
const KEEP = { hours: 30 * 24 }
const A_BATCH = 500

export const forgetRawMail = operation({
  name: 'receivedMail.forget',
  effect: 'writes',
  permission: 'mailboxes.receive',
  summary: 'Let go of raw mails that were filed more than 30 days ago',
  input: z.strictObject({}),
  output: z.object({ forgotten: z.number().int() }),
  async run(ctx) {
    const rows = await oldRawMails(ctx.db, ctx.orgId, ctx.now.subtract(KEEP), A_BATCH)
    if (rows.length === 0) return { forgotten: 0 }
    await forgetFiles(
      ctx.db,
      ctx.orgId,
      rows.map(({ id }) => id),
    )
    // The files go after the commit: what is gone from the storage must not be named any more.
    ctx.later({ name: 'mailboxes.remove_files', data: { files: rows.map(({ file }) => file) } })
    return { forgotten: rows.length }
  },
})
