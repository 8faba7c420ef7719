import { z } from 'zod'
import { organizationOf } from '#modules/directory'
import { instantText, textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { duration } from './duration.ts'
import { figuresOf } from './norm-figures.ts'
import { allPolicies, lastReviews, type PolicyRow, type ReviewRow } from './policy-queries.ts'
import { deliveredView, lastReview, norm, policyId } from './policy-schemas.ts'
import { MOST_COUNTED, readFigures } from './read-figures.ts'
import { viewOfReview } from './review-policy.ts'
import { kind } from './schemas.ts'
import { NORMS } from './starter/norms.ts'
import { starterSet } from './starter-policies.ts'

/** More policies than this are not measured beside each other. */
const MOST_POLICIES = 200
const REVIEW_DAYS = 90

const normView = z.object({
  code: norm.nullable().meta({ description: 'null: a policy of your own that answers none of them.' }),
  policyId: policyId.nullable().meta({ description: 'null: not promised yet.' }),
  name: z.string().meta({ examples: ['First reply to e-mails'] }),
  kind,
  enabled: z.boolean().meta({ description: 'Is it promised now?', examples: [true] }),
  ahead: z.boolean().meta({ description: 'Counted back from what is planned.', examples: [false] }),
  target: duration.nullable().meta({ description: 'The near end: what we aim at.' }),
  promise: duration.meta({ description: 'The far end: what we promise.' }),
  delivered: z.array(deliveredView).meta({ description: 'Of 28 and of 90 days.' }),
  complete: z.boolean().meta({
    description: `false: only the newest ${MOST_COUNTED} promises of the policy are counted.`,
    examples: [true],
  }),
  lastReview: lastReview.nullable(),
  reviewDue: z.boolean().meta({ description: `Nobody looked at it for ${REVIEW_DAYS} days.`, examples: [false] }),
})
type NormView = z.input<typeof normView>

export const readNorms = operation({
  name: 'policies.readNorms',
  effect: 'reads',
  permission: 'policies.read',
  summary: 'Every norm beside what was really delivered in the last 28 and 90 days, then your own policies',
  input: z.strictObject({}),
  output: z.object({ asOf: instantText, norms: z.array(normView) }),
  async run(ctx) {
    const [{ language }, policies] = await Promise.all([
      organizationOf(ctx),
      allPolicies(ctx.db, ctx.orgId, MOST_POLICIES),
    ])
    const [figures, reviews] = await Promise.all([
      readFigures(ctx, policies),
      lastReviews(
        ctx.db,
        ctx.orgId,
        policies.map(({ id }) => id),
      ),
    ])
    const viewed = (row: PolicyRow): NormView => {
      const { delivered, complete } = figures.get(row.id) ?? { delivered: nothing(ctx.now), complete: true }
      return viewOf(row, { delivered, complete }, reviews.get(row.id), ctx.now)
    }
    const byNorm = new Map(policies.flatMap((row) => (row.norm === null ? [] : [[row.norm, row]])))
    const norms = starterSet('general', language).map((starter): NormView => {
      const row = byNorm.get(starter.norm)
      if (row) return viewed(row)
      const { kind: promised, target = null, duration: promise, ahead } = starter.spec
      return {
        ...{ code: starter.norm, policyId: null, name: starter.name, kind: promised, enabled: false, ahead },
        ...{ target, promise, delivered: nothing(ctx.now), complete: true, lastReview: null, reviewDue: false },
      }
    })
    const others = policies.filter((row) => !NORMS.some((code) => code === row.norm))
    return { asOf: textOf(ctx.now), norms: [...norms, ...others.map(viewed)] }
  },
})

const nothing = (now: Temporal.Instant) => figuresOf([], undefined, now)

function viewOf(
  row: PolicyRow,
  { delivered, complete }: Pick<NormView, 'delivered' | 'complete'>,
  review: ReviewRow | undefined,
  now: Temporal.Instant,
): NormView {
  const { kind: promised, target = null, duration: promise, ahead } = row.spec
  const seen = (review?.decided_at ?? row.created_at).add({ hours: 24 * REVIEW_DAYS })
  const last = review ? viewOfReview(review) : null
  return {
    code: row.norm as NormView['code'],
    policyId: row.id,
    name: row.name,
    kind: promised,
    enabled: row.enabled,
    ahead,
    target,
    promise,
    delivered,
    complete,
    lastReview: last && {
      decision: last.decision,
      note: last.note,
      decidedAt: last.decidedAt,
      decidedBy: last.decidedBy,
    },
    reviewDue: row.enabled && Temporal.Instant.compare(seen, now) <= 0,
  }
}
