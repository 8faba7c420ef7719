import { z } from 'zod'
import { ownersOf, whose } from '#modules/promises'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { scriptOf } from './call-script.ts'
import { findCall, listCallRows } from './due-call-queries.ts'
import { CALL_STATES, callId, callView, callWithScript } from './due-call-schemas.ts'
import { viewsOfCalls } from './due-call-views.ts'
import { callNotFound } from './errors.ts'

export const listCalls = operation({
  name: 'calls.list',
  effect: 'reads',
  permission: 'conversations.read',
  summary: 'Calls by which customers are told, those due soonest first',
  input: z.strictObject({
    ...pageInput,
    whose: whose.default('all'),
    state: z
      .enum(CALL_STATES)
      .default('open')
      .meta({ examples: ['open'] }),
    about: z
      .string()
      .max(200)
      .optional()
      .meta({ description: 'A matter.', examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }),
  }),
  output: pageOf(callView),
  async run(ctx, { limit, cursor, whose: which, state, about }) {
    const filter = { state, about, owners: await ownersOf(ctx, which) }
    const rows = await listCallRows(ctx.db, ctx.orgId, filter, cursorKeys(cursor, 2), limit + 1)
    const page = pageFrom(
      rows,
      limit,
      (row) => [row.due_at.toString(), row.id],
      (row) => row,
    )
    return { items: await viewsOfCalls(ctx, page.items), nextCursor: page.nextCursor }
  },
})

export const getCall = operation({
  name: 'calls.get',
  effect: 'reads',
  permission: 'conversations.read',
  summary: 'A call with what to say in it',
  input: z.strictObject({ id: callId }),
  output: callWithScript,
  async run(ctx, { id }) {
    const row = await findCall(ctx.db, ctx.orgId, id)
    const [view] = row ? await viewsOfCalls(ctx, [row]) : []
    if (!row || !view) throw callNotFound()
    return { ...view, ...(await scriptOf(ctx, row)) }
  },
})
