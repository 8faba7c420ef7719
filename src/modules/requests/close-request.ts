import { z } from 'zod'
import { endObservation, reopenObservation } from '#modules/forecast'
import { applyPolicies, endCadence, endWaitAbout } from '#modules/promises'
import { lookAgain } from '#modules/risks'
import { instant } from '#platform/fields'
import { operation } from '#platform/operation'
import { endException } from './end-exception.ts'
import { alreadyClosed, closedBeforeOpened, notClosed, occurredInFuture, requestNotFound } from './errors.ts'
import { factsOf } from './facts.ts'
import { lockRequest, updateRequestRow } from './queries.ts'
import { requestId, requestView } from './schemas.ts'
import { viewById } from './view.ts'

/** Kinds whose close means that something was done for the customer. */
const SERVICES: readonly string[] = ['job', 'order', 'appointment', 'return']

export const closeRequest = operation({
  name: 'requests.close',
  effect: 'writes',
  permission: 'requests.close',
  summary: 'Close a request',
  input: z.strictObject({
    id: requestId,
    closedAt: instant
      .optional()
      .meta({ description: 'When it ended. Default: now.', examples: ['2026-11-26T15:00:00Z'] }),
    outcome: z
      .string()
      .trim()
      .max(200)
      .default('')
      .meta({ examples: ['Repaired'] }),
  }),
  output: requestView,
  async run(ctx, { id, closedAt: given, outcome }) {
    const row = await lockRequest(ctx.db, ctx.orgId, id)
    if (!row) throw requestNotFound()
    if (row.status === 'closed') throw alreadyClosed()
    const closedAt = given ?? ctx.now
    if (Temporal.Instant.compare(closedAt, ctx.now) > 0) throw occurredInFuture('closedAt')
    if (Temporal.Instant.compare(closedAt, row.opened_at) < 0) throw closedBeforeOpened()
    await updateRequestRow(ctx.db, ctx.orgId, id, { status: 'closed', closed_at: closedAt, outcome })
    await endObservation(ctx, id, closedAt)
    // Nobody waits for an answer any more, and no further update is promised; what is promised stands.
    await endWaitAbout(ctx, `request:${id}`)
    await endCadence(ctx, `request:${id}`)
    await endException(ctx, row)
    lookAgain(ctx, `request:${id}`)
    ctx.record({ type: 'request.closed', subject: `request:${id}`, data: { closedAt: closedAt.toString() } })
    if (row.followed && SERVICES.includes(row.kind))
      await applyPolicies(ctx, {
        trigger: 'service_completed',
        about: `request:${id}`,
        facts: factsOf(row, closedAt),
      })
    return viewById(ctx, id)
  },
})

export const reopenRequest = operation({
  name: 'requests.reopen',
  effect: 'writes',
  permission: 'requests.reopen',
  summary: 'Reopen a closed request',
  input: z.strictObject({ id: requestId }),
  output: requestView,
  async run(ctx, { id }) {
    const row = await lockRequest(ctx.db, ctx.orgId, id)
    if (!row) throw requestNotFound()
    if (row.status === 'open') throw notClosed()
    await updateRequestRow(ctx.db, ctx.orgId, id, { status: 'open', closed_at: null, outcome: '' })
    await reopenObservation(ctx, id)
    lookAgain(ctx, `request:${id}`)
    ctx.record({ type: 'request.reopened', subject: `request:${id}`, data: {} })
    return viewById(ctx, id)
  },
})
