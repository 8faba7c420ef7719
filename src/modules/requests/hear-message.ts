import { z } from 'zod'
import { instant } from '#platform/fields'
import { operation } from '#platform/operation'
import { reopenRequest } from './close-request.ts'
import { lockRequest } from './queries.ts'
import { reportOccurrence } from './report-occurrence.ts'
import { requestId } from './schemas.ts'

export const hearMessage = operation({
  name: 'requests.hearMessage',
  effect: 'writes',
  permission: 'requests.receive',
  summary: 'A customer wrote or spoke about a request: it is open again, and the policies promise what follows',
  input: z.strictObject({
    id: requestId,
    channel: z.string().meta({ examples: ['email'] }),
    missed: z.boolean().default(false).meta({ description: 'They called, and nobody answered.' }),
    at: instant.optional().meta({ examples: ['2026-11-26T09:00:00Z'] }),
  }),
  output: z.object({ heard: z.boolean().meta({ description: 'false: imported history that nobody has adopted.' }) }),
  async run(ctx, { id, channel, missed, at }) {
    const row = await lockRequest(ctx.db, ctx.orgId, id)
    if (!row?.followed) return { heard: false }
    if (row.status === 'closed') await reopenRequest.run(ctx, { id })
    await reportOccurrence.run(ctx, { id, what: missed ? 'call_missed' : 'message_in', channel, at })
    return { heard: true }
  },
})
