import { z } from 'zod'
import { operation } from '#platform/operation'
import { linkNotFound } from './errors.ts'
import { lockLink, updateLink } from './queries.ts'
import { linkId, linkView, viewOfLink } from './schemas.ts'

export const revokeLink = operation({
  name: 'conversations.revokeLink',
  effect: 'writes',
  permission: 'conversations.createLink',
  summary: 'Switch a link off; twice is once',
  input: z.strictObject({ id: linkId }),
  output: linkView,
  async run(ctx, { id }) {
    const row = await lockLink(ctx.db, ctx.orgId, id)
    if (!row) throw linkNotFound()
    if (row.revoked_at !== null) return viewOfLink(row, ctx.now)
    await updateLink(ctx.db, ctx.orgId, id, { revoked_at: ctx.now })
    ctx.record({ type: 'link.revoked', subject: `link:${id}`, about: row.about, data: {} })
    return viewOfLink({ ...row, revoked_at: ctx.now }, ctx.now)
  },
})
