import { z } from 'zod'
import { driversOf } from '#library/forecast'
import { instantText, textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { countBegun, type LifetimeRow, lifetimeRows } from './driver-queries.ts'
import { lastMidnight } from './held-model.ts'

const DAYS = 180
/** About as many requests are compared at most, drawn evenly from the period: they are read into memory. */
const MOST = 30_000
const FEATURES = ['work', 'channel', 'priority', 'team', 'area', 'weekday'] as const

const share = z.number().min(0).max(1)
const difference = z.number().min(-1).max(1)

export const readDrivers = operation({
  name: 'forecast.readDrivers',
  effect: 'reads',
  permission: 'forecast.read',
  summary: 'What goes with lateness: groups of requests of which more, or fewer, take long than of all others',
  input: z.strictObject({}),
  output: z.object({
    asOf: instantText.meta({ description: 'Last midnight.' }),
    days: z
      .number()
      .int()
      .meta({ description: 'Requests that came in within as many days are compared.', examples: [DAYS] }),
    n: z
      .number()
      .int()
      .meta({ description: `How many are compared; of more than ${MOST} a sample.`, examples: [1460] }),
    horizon: z
      .object({
        seconds: z
          .number()
          .int()
          .meta({ examples: [432000] }),
        ended: share.meta({ description: 'Share of all that has ended by this age.', examples: [0.8] }),
      })
      .nullable()
      .meta({ description: 'What counts as late: open at this age. null: fewer than half ever end.' }),
    compared: z
      .number()
      .int()
      .meta({ description: 'Groups that were compared; the intervals allow for it.', examples: [24] }),
    drivers: z
      .array(
        z.object({
          feature: z.enum(FEATURES).meta({ description: 'work: the service, or where none is named the category.' }),
          value: z.string().meta({ description: 'Of weekday 1 (Monday) to 7.', examples: ['Boiler repair'] }),
          n: z
            .number()
            .int()
            .meta({ examples: [120] }),
          late: share.meta({ examples: [0.34] }),
          othersLate: share.meta({ examples: [0.17] }),
          difference: difference.meta({ examples: [0.17] }),
          from: difference.meta({
            description: 'All true differences lie between from and to at once with 95 %.',
            examples: [0.06],
          }),
          to: difference.meta({ examples: [0.28] }),
          clear: z.boolean().meta({ description: 'The interval does not hold 0.', examples: [true] }),
        }),
      )
      .meta({
        description: 'Groups of at least 30, the greatest difference first. What goes together; no claim of cause.',
      }),
  }),
  async run(ctx) {
    const { until, zone } = await lastMidnight(ctx)
    const from = until.toZonedDateTimeISO(zone).subtract({ days: DAYS }).startOfDay().toInstant()
    const share = MOST / (await countBegun(ctx.db, ctx.orgId, { from, until }))
    const rows = await lifetimeRows(ctx.db, ctx.orgId, { from, until, zone, share })
    const values = (feature: (typeof FEATURES)[number]) => rows.map((row: LifetimeRow) => String(row[feature]))
    const { horizon, drivers, ...found } = driversOf({
      lasted: Float64Array.from(rows, ({ lasted }) => lasted),
      ended: Uint8Array.from(rows, ({ ended }) => (ended ? 1 : 0)),
      features: Object.fromEntries(FEATURES.map((feature) => [feature, values(feature)])),
    })
    return {
      asOf: textOf(until),
      days: DAYS,
      ...found,
      horizon: horizon && { seconds: Math.round(horizon.age / 1000), ended: horizon.ended },
      drivers: drivers.map((driver) => ({ ...driver, feature: driver.feature as (typeof FEATURES)[number] })),
    }
  },
})
