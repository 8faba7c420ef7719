import {
  installStarterSet,
  keepPromise,
  type PromiseView,
  recordPromiseTold,
  reportFirmOccurrence,
  reviewPolicy,
  sweepDue,
} from '#modules/promises'
import type { Language } from '#platform/fields'
import { type Actor, systemActor } from '#platform/operation'
import type { History } from './history.ts'
import type { PlannedNorm } from './plan-norms.ts'
import { promiseAsOpened, tellByMail } from './record-history.ts'
import { earlier, HOUR, isBefore, MINUTE, plus } from './scene.ts'
import { NORM_WORDS } from './words/norm-words.ts'

type Firm = { now: Temporal.Instant; language: Language }
type Known = { requestOf(story: number): string; members: ReadonlyMap<string, Actor> }

const DAY = 24 * HOUR
const LEAD = 'rosa.mendes'

/**
 * Three months ago the firm took the starter set. What its policies have promised since is told as it happened: made,
 * told and delivered, each at its instant; two of them were reviewed.
 */
export async function loadNorms(
  history: History,
  planned: readonly PlannedNorm[],
  known: Known,
  { now, language }: Firm,
  signal: AbortSignal,
): Promise<void> {
  const { gate, clock, system } = history
  const lead = known.members.get(LEAD) ?? system
  clock.set(plus(now, -95 * DAY))
  const { created } = await gate.run(installStarterSet, lead, { industry: 'field_service' })
  // Somebody may have taken the set while the sample loads: what they took is theirs, and has no past.
  const policyOf = (norm: string) => created.find((policy) => policy.norm === norm)?.id
  for (const norm of planned) {
    signal.throwIfAborted()
    await tellNorm(history, norm, known, now)
  }
  clock.set(plus(now, -40 * DAY))
  const news = policyOf('product_news')
  if (news !== undefined) await gate.run(reportFirmOccurrence, lead, { id: news })
  for (const [norm, daysAgo] of [
    ['email', 20],
    ['booking_confirmation', 19],
  ] as const) {
    clock.set(plus(now, -daysAgo * DAY))
    const [id, note] = [policyOf(norm), NORM_WORDS[language][norm]]
    if (id !== undefined) await gate.run(reviewPolicy, lead, { id, decision: 'keep', note })
  }
}

async function tellNorm(history: History, norm: PlannedNorm, known: Known, now: Temporal.Instant): Promise<void> {
  const { gate, clock, system } = history
  const requestId = known.requestOf(norm.story)
  clock.set(plus(norm.openedAt, 2_000))
  const { promises } = await gate.run(promiseAsOpened, system, { requestId })
  const ended = promises.map((promise) => {
    const at = deliveredAt(promise, norm, now)
    return { promise, at, seen: at ? plus(at, 1_000) : plus(Temporal.Instant.from(promise.dueAt), 210) }
  })
  for (const { promise } of ended) if (promise.telling === 'waiting') await tell(history, promise, norm, known, now)
  // In the order in which it happened: the clock that breaks one of them looks at all that are due.
  for (const { promise, at, seen } of ended.toSorted((a, b) => Temporal.Instant.compare(a.seen, b.seen))) {
    if (at) {
      clock.set(seen)
      const actor = known.members.get(norm.owner) ?? system
      await gate.run(keepPromise, actor, { id: promise.id, occurredAt: at.toString() })
    } else if (isBefore(Temporal.Instant.from(promise.dueAt), plus(now, -MINUTE))) {
      clock.set(seen)
      await gate.run(sweepDue, systemActor(history.orgId, 'clock'), {})
    }
  }
}

async function tell(
  { gate, clock, system }: History,
  { id, about }: PromiseView,
  { openedAt, reach, owner }: PlannedNorm,
  { members }: Known,
  now: Temporal.Instant,
): Promise<void> {
  clock.set(earlier(plus(openedAt, 6_000), now))
  if (reach === 'email') await gate.run(tellByMail, system, { about })
  else await gate.run(recordPromiseTold, members.get(owner) ?? system, { id, channel: 'phone' })
}

/** What ends the work is delivered with it, everything else with the first answer; null: not yet. */
function deliveredAt({ kind }: PromiseView, norm: PlannedNorm, now: Temporal.Instant): Temporal.Instant | null {
  const at = kind === 'completion' || kind === 'refund' ? norm.closedAt : norm.answeredAt
  if (!at) return null
  const delivered = isBefore(at, plus(norm.openedAt, MINUTE)) ? plus(norm.openedAt, MINUTE) : at
  return isBefore(plus(delivered, 1_000), now) ? delivered : null
}
