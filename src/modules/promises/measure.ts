import { type Estimate, estimateChance } from '#modules/forecast'
import { observedId, type PromiseRules, rulesOf } from '#modules/risks'
import { textOf } from '#platform/fields'
import type { Actor, Context } from '#platform/operation'
import { belowFloor, belowHardFloor } from './errors.ts'
import { judge, saidChance, type Verdict } from './floor.ts'
import type { PromiseView } from './schemas.ts'

type Reader = Pick<Context, 'db' | 'orgId' | 'now'>
type Promised = { kind: string; about: string; beneficiary: string }

/** What history and the firm's rules say of a date before it is promised. */
export type Weighed = {
  /** Null for kinds that history is not asked about, and for what nothing is known of. */
  estimate: Estimate | null
  rules: PromiseRules
  verdict: Verdict
  /** The first date that reaches the floor. */
  nearest: Temporal.Instant | null
}

export async function weigh(
  ctx: Reader,
  promised: Promised,
  asked: Asked & { dueAt: Temporal.Instant },
): Promise<Weighed> {
  const id = observedId(promised)
  const [estimate, rules] = await Promise.all([id === null ? null : estimateChance(ctx, id, asked.dueAt), rulesOf(ctx)])
  return weighed(estimate, rules, promised, asked)
}

type Asked = { by: Actor['kind']; reasoned: boolean }

/** Pure: what an estimate means to the firm's rules. */
export function weighed(
  estimate: Estimate | null,
  rules: PromiseRules,
  { beneficiary }: Pick<Promised, 'beneficiary'>,
  { by, reasoned }: Asked,
): Weighed {
  if (!estimate) return { estimate, rules, verdict: 'unmeasured', nearest: null }
  const { floor, hardFloor: hard } = rules
  const held = beneficiary === 'customer' && (by === 'member' || by === 'apiKey')
  const { chance, basis } = estimate
  const verdict = judge({ chance, state: basis.state, floor, hard, held, reasoned })
  return { estimate, rules, verdict, nearest: floor === 0 ? null : estimate.nearest(floor) }
}

/** What a promise keeps of the forecast it was made with. */
export type Measured = {
  chance: number | null
  forecast: PromiseView['forecast']
  floor: number | null
  floorReason: string | null
}

export const UNMEASURED: Measured = { chance: null, forecast: null, floor: null, floorReason: null }

/**
 * Measures what a person promises against history, and holds it to the organization's floor.
 * @param reason why it is promised although it lies below
 * @throws promises/below_floor, promises/hard_floor
 */
export async function measure(
  ctx: Context,
  promised: Promised,
  dueAt: Temporal.Instant,
  reason: string | undefined,
): Promise<Measured> {
  const asked = { dueAt, by: ctx.actor.kind, reasoned: reason !== undefined }
  return measured(await weigh(ctx, promised, asked), reason)
}

/** What of it a promise keeps. @throws promises/below_floor, promises/hard_floor */
export function measured({ estimate, rules, verdict, nearest }: Weighed, reason: string | undefined): Measured {
  if (estimate === null || estimate.chance === null) return UNMEASURED
  const chance = saidChance(estimate.chance)
  const said = { chance, floor: rules.floor, nearest: nearest && { confidence: rules.floor, dueAt: textOf(nearest) } }
  if (verdict === 'refused') throw belowHardFloor(said)
  if (verdict === 'needs_reason') throw belowFloor(said)
  const { similar, features } = estimate.basis
  return {
    chance,
    forecast: { similar, level: features.join('+') || 'all' },
    floor: verdict === 'unmeasured' ? null : rules.floor,
    floorReason: verdict === 'reasoned' ? (reason ?? null) : null,
  }
}
