import { z } from 'zod'
import { operation } from '#platform/operation'
import { serviceNotFound } from './errors.ts'
import { findService } from './queries.ts'
import { serviceView } from './schemas.ts'
import { viewOf } from './view.ts'

export const getService = operation({
  name: 'services.get',
  effect: 'reads',
  permission: 'services.read',
  summary: 'One service',
  input: z.strictObject({ id: z.uuid() }),
  output: serviceView,
  async run(ctx, { id }) {
    const row = await findService(ctx.db, ctx.orgId, id)
    if (!row) throw serviceNotFound()
    return viewOf(row)
  },
})
