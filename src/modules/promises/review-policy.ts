import { z } from 'zod'
import { textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { policyNotFound } from './policy-errors.ts'
import {
  findPolicy,
  insertReview,
  listReviewRows,
  lockPolicy,
  type ReviewRow,
  updatePolicyRow,
} from './policy-queries.ts'
import { decision, policyId, reviewView } from './policy-schemas.ts'
import { readFigures } from './read-figures.ts'

type ReviewView = z.input<typeof reviewView>

/** A review as the API shows it. */
export const viewOfReview = (row: ReviewRow): ReviewView => ({
  id: row.id,
  policyId: row.policy_id,
  decision: row.decision as ReviewView['decision'],
  note: row.note,
  decidedAt: textOf(row.decided_at),
  decidedBy: row.decided_by,
  figures: row.figures as ReviewView['figures'],
})

export const reviewPolicy = operation({
  name: 'policies.review',
  effect: 'writes',
  permission: 'policies.review',
  summary: 'Record what was decided about a norm, with the figures of the day; stop switches the policy off',
  input: z.strictObject({
    id: policyId,
    decision,
    note: z
      .string()
      .trim()
      .max(2000, 'Must have at most 2000 characters')
      .default('')
      .meta({ examples: ['Nine in ten within a day: we keep it.'] }),
  }),
  output: reviewView,
  async run(ctx, { id, decision: decided, note }) {
    const policy = await lockPolicy(ctx.db, ctx.orgId, id)
    if (!policy) throw policyNotFound()
    const figures = (await readFigures(ctx, [policy])).get(id)?.delivered ?? []
    const row: ReviewRow = {
      org_id: ctx.orgId,
      id: ctx.newId(),
      policy_id: id,
      decision: decided,
      note,
      figures,
      decided_by: ctx.actor.memberId,
      decided_at: ctx.now,
    }
    await insertReview(ctx.db, row)
    const stops = decided === 'stop' && policy.enabled
    if (stops) await updatePolicyRow(ctx.db, ctx.orgId, id, { enabled: false })
    ctx.record({
      type: 'policy.reviewed',
      subject: `policy:${id}`,
      data: { reviewId: row.id, decision: decided, stopped: stops },
    })
    return viewOfReview(row)
  },
})

export const listPolicyReviews = operation({
  name: 'policies.listReviews',
  effect: 'reads',
  permission: 'policies.read',
  summary: 'What was decided about a policy, the latest first',
  input: z.strictObject({ id: policyId, ...pageInput }),
  output: pageOf(reviewView),
  async run(ctx, { id, limit, cursor }) {
    const after = cursorKeys(cursor, 2)
    if (!(await findPolicy(ctx.db, ctx.orgId, id))) throw policyNotFound()
    const rows = await listReviewRows(ctx.db, ctx.orgId, id, after, limit + 1)
    return pageFrom(rows, limit, (row) => [row.decided_at.toString(), row.id], viewOfReview)
  },
})
