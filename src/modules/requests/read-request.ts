import { z } from 'zod'
import { evidenceAbout, evidenceView } from '#modules/promises'
import { type Context, operation } from '#platform/operation'
import { requestNotFound } from './errors.ts'
import { findRequest } from './queries.ts'
import { requestId, requestView } from './schemas.ts'
import { viewById } from './view.ts'

export const getRequest = operation({
  name: 'requests.get',
  effect: 'reads',
  permission: 'requests.read',
  summary: 'One request',
  input: z.strictObject({ id: requestId }),
  output: requestView,
  run: (ctx, { id }) => viewById(ctx, id),
})

/** @throws requests/not_found */
export async function checkRequest(ctx: Context, id: string): Promise<void> {
  if (!(await findRequest(ctx.db, ctx.orgId, id))) throw requestNotFound()
}

export const readRequestEvidence = operation({
  name: 'requests.readEvidence',
  effect: 'reads',
  permission: 'requests.read',
  summary: 'The evidence of a request: every chain about it, every event, and whether it is as it was written',
  input: z.strictObject({ id: requestId }),
  output: evidenceView,
  async run(ctx, { id }) {
    await checkRequest(ctx, id)
    return evidenceAbout(ctx, `request:${id}`)
  },
})
