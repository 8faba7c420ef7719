import { z } from 'zod'
import { evidenceAbout, evidenceView } from '#modules/promises'
import { eventsAbout } from '#platform/event-queries'
import { instantText, textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
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

const json = z.record(z.string(), z.unknown()).meta({ examples: [{}] })

export const readTimeline = operation({
  name: 'requests.readTimeline',
  effect: 'reads',
  permission: 'requests.read',
  summary: 'What happened to a request and to the promises about it, oldest first',
  input: z.strictObject({ id: requestId, ...pageInput }),
  output: pageOf(
    z.object({
      id: z.uuid(),
      at: instantText,
      type: z.string().meta({ examples: ['promise.made'] }),
      subject: z.string().meta({ examples: ['promise:01938c1e-7a00-7000-8000-000000000001'] }),
      actor: z.object({
        kind: z.enum(['member', 'apiKey', 'customer', 'system']),
        id: z.string().meta({ examples: ['01938c1e-7a00-7000-8000-000000000003'] }),
      }),
      data: json,
      text: json.nullable(),
    }),
  ),
  async run(ctx, { id, limit, cursor }) {
    if (!(await findRequest(ctx.db, ctx.orgId, id))) throw requestNotFound()
    const after = cursorKeys(cursor, 1)?.[0] ?? null
    const rows = await eventsAbout(ctx.db, ctx.orgId, `request:${id}`, after, limit + 1)
    return pageFrom(
      rows,
      limit,
      (row) => [row.id],
      (row) => ({
        id: row.id,
        at: textOf(row.at),
        type: row.type,
        subject: row.subject,
        actor: { kind: row.actor_kind, id: row.actor_id },
        data: row.data,
        text: row.text,
      }),
    )
  },
})

export const readRequestEvidence = operation({
  name: 'requests.readEvidence',
  effect: 'reads',
  permission: 'requests.read',
  summary: 'The evidence of a request: every chain about it, every event, and whether it is as it was written',
  input: z.strictObject({ id: requestId }),
  output: evidenceView,
  async run(ctx, { id }) {
    if (!(await findRequest(ctx.db, ctx.orgId, id))) throw requestNotFound()
    return evidenceAbout(ctx, `request:${id}`)
  },
})
