import { z } from 'zod'
import { operation } from '#platform/operation'
import { importNotFound } from './errors.ts'
import { readPartBytes } from './queries.ts'
import { importId } from './schemas.ts'

export const readPart = operation({
  name: 'imports.readPart',
  effect: 'reads',
  permission: 'imports.work',
  summary: 'The bytes of one part, for a worker',
  input: z.strictObject({ id: importId, n: z.number().int().min(1) }),
  output: z.object({ bytes: z.instanceof(Buffer) }),
  async run(ctx, { id, n }) {
    const bytes = await readPartBytes(ctx.db, ctx.orgId, id, n)
    if (bytes === undefined) throw importNotFound()
    return { bytes }
  },
})
