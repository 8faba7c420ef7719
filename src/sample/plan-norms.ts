import type { SamplePlan } from './plan-sample.ts'
import { HOUR, isBefore, plus } from './scene.ts'

const DAYS = 80

/** A request of the last weeks that a norm speaks of, and when it was answered and closed, as far as it was. */
export type PlannedNorm = {
  /** Which of the plan's stories. */
  story: number
  openedAt: Temporal.Instant
  /** Whoever has it, and the customer's primary contact is reached by mail or telephone. */
  owner: string
  reach: 'email' | 'phone'
  answeredAt: Temporal.Instant | null
  closedAt: Temporal.Instant | null
}

/** Requests that came in writing, and those of which a norm speaks whatever way they came. */
const KINDS: readonly string[] = ['question', 'order', 'appointment', 'return']

/**
 * The requests about which the firm's policies have promised something since it took the starter set: those whose first
 * reply nobody promised by hand. A pure function of the plan.
 */
export function planNorms({ stories, customers }: SamplePlan, now: Temporal.Instant): PlannedNorm[] {
  const since = plus(now, -DAYS * 24 * HOUR)
  return stories.flatMap(({ request, steps }, story): PlannedNorm[] => {
    const reach = customers[request.customer]?.reach ?? 'nobody'
    const spoken = request.channel === 'email' || KINDS.includes(request.about.work.kind)
    const byHand = steps.some((step) => step.do === 'make' && step.promise.kind === 'first_reply')
    if (reach === 'nobody' || !spoken || byHand || isBefore(request.openedAt, since)) return []
    const first = (...kinds: string[]) => steps.find((step) => kinds.includes(step.do))?.at ?? null
    return [
      {
        ...{ story, reach, openedAt: request.openedAt, owner: request.owner },
        answeredAt: first('make', 'close'),
        closedAt: first('close'),
      },
    ]
  })
}
