import { z } from 'zod'
import type { ForecastModel } from '#library/forecast'
import { lastMidnight, type Midnight, modelOf, type Observed, observationsOf } from '#modules/forecast'
import { instant } from '#platform/fields'
import { operation } from '#platform/operation'
import { claimLooks, endLooks, type LookedAt, storeLooks } from './due-queries.ts'
import { observedId } from './observed-id.ts'
import { sayingOfCourses } from './promise-courses.ts'
import { lookAt, type Saying } from './risk.ts'
import { rulesOf } from './rules.ts'

/** A power of two: its events divide into as few prepared statements as can be. */
const BATCH = 1_024
/** A model of an earlier night is used until the long history has been read again. */
const STALE_MS = 600_000
const SPREAD_MS = 300_000

/**
 * Estimates the chances of an organization's promises that are to be looked at, up to 1,024 a call, soonest first. What
 * somebody else has locked is left for the next look: each is estimated once, by any number of workers.
 */
export const estimateDue = operation({
  name: 'risks.estimateDue',
  effect: 'writes',
  permission: 'risks.estimateDue',
  summary: 'Estimate the chances that are to be looked at, and say which promises have come at risk',
  input: z.strictObject({
    since: instant.nullable().default(null).meta({ description: 'What was to be looked at before is passed over.' }),
  }),
  output: z.object({
    swept: z.number().int(),
    more: z.boolean(),
    through: z.string().nullable().meta({ description: 'Up to when it has looked.' }),
  }),
  async run(ctx, { since }) {
    // Before anything is claimed: a model may have to be fitted first.
    const midnight = await lastMidnight(ctx)
    const [requests, sayingOf, { atRiskBelow: below }] = await Promise.all([
      modelOf(ctx),
      sayingOfCourses(ctx, midnight),
      rulesOf(ctx),
    ])
    const rows = await claimLooks(ctx.db, ctx.orgId, ctx.now, since, BATCH)
    const last = rows.at(-1)
    if (!last) return { swept: 0, more: false, through: null }
    const known = await observationsOf(
      ctx,
      rows.flatMap((row) => observedId(row) ?? []),
    )
    const now = Number(ctx.now.epochNanoseconds) / 1e6
    const newModelAt = nextModelAt(requests, midnight, now)
    const passed: string[] = []
    const looked: LookedAt[] = []
    for (const row of rows) {
      const observed = known.get(observedId(row) ?? '')
      const saying = observed ? ofRequest(requests, observed, row.due, now) : sayingOf(row, now)
      const standing = { dueAt: row.due, atRisk: row.at_risk, lastSaid: row.last_said }
      const look = lookAt(standing, saying, { now, below, newModelAt: newModelAt + spreadOf(row.promise_id) })
      if (!look) passed.push(row.promise_id)
      else looked.push({ id: row.promise_id, ...look })
      if (look?.crossed)
        ctx.record({
          type: `promise.${look.crossed}`,
          subject: `promise:${row.promise_id}`,
          about: row.about,
          data: { chance: look.chance, dueAt: instantAt(row.due).toString(), threshold: below },
        })
    }
    storeLooks(ctx.db, ctx.orgId, ctx.now, looked)
    endLooks(ctx.db, ctx.orgId, passed)
    return { swept: rows.length, more: rows.length === BATCH, through: last.look.toString() }
  },
})

/** A promise to complete a request is judged by requests like it, from when it began; every other by its kind's course. */
function ofRequest(model: ForecastModel | null, observed: Observed, dueAt: number, now: number): Saying {
  if (observed.ended) return { reason: 'ended' }
  if (model === null) return { reason: 'preparing' }
  const chance = model.state === 'thin' ? null : model.chanceKept(observed, { dueAt, now })
  if (chance === null) return { reason: 'no_history' }
  return { chance, when: (lower) => model.whenChance(observed, { dueAt, chance: lower, now }) ?? dueAt }
}

/** After the next midnight, or soon where today's model is still being made. */
function nextModelAt(model: ForecastModel | null, { until, zone }: Midnight, now: number): number {
  if (model !== null && model.now < until.epochMilliseconds) return now + STALE_MS
  return until.toZonedDateTimeISO(zone).add({ days: 1 }).startOfDay().epochMilliseconds
}

/** Not all at once: so much after a new model a promise is looked at, the same each night. */
const spreadOf = (id: string): number => Number.parseInt(id.slice(-6), 16) % SPREAD_MS

const instantAt = (ms: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(Math.round(ms))
