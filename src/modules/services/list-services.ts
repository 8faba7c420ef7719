import { z } from 'zod'
import { flag } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { listServiceRows } from './queries.ts'
import { serviceView } from './schemas.ts'
import { viewOf } from './view.ts'

export const listServices = operation({
  name: 'services.list',
  effect: 'reads',
  permission: 'services.read',
  summary: 'Services by name',
  input: z.strictObject({
    ...pageInput,
    archived: flag.default(false).meta({ description: 'true: those no longer offered.', examples: ['false'] }),
  }),
  output: pageOf(serviceView),
  async run(ctx, { limit, cursor, archived }) {
    const rows = await listServiceRows(ctx.db, ctx.orgId, { archived }, cursorKeys(cursor, 2), limit + 1)
    return pageFrom(rows, limit, (row) => [row.name, row.id], viewOf)
  },
})
