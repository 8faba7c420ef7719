import { z } from 'zod'
import { ifVersion } from '#platform/fields'
import { operation } from '#platform/operation'
import { serviceNotFound, staleService } from './errors.ts'
import { lockService, updateServiceRow } from './queries.ts'
import { serviceView } from './schemas.ts'
import { viewOf } from './view.ts'

/** Archiving what is archived changes nothing. */
export const archiveService = operation({
  name: 'services.archive',
  effect: 'writes',
  permission: 'services.archive',
  summary: 'Stop offering a service',
  input: z.strictObject({ id: z.uuid(), ifVersion }),
  output: serviceView,
  async run(ctx, { id, ifVersion: read }) {
    const row = await lockService(ctx.db, ctx.orgId, id)
    if (!row) throw serviceNotFound()
    if (row.archived_at !== null) return viewOf(row)
    if (read !== undefined && read !== row.version) throw staleService(row.version)
    const archived = await updateServiceRow(ctx.db, ctx.orgId, id, { archived_at: ctx.now })
    ctx.record({ type: 'service.archived', subject: `service:${id}`, data: { version: archived.version } })
    return viewOf(archived)
  },
})
