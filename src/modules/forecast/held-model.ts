import { type ForecastModel, fitForecast } from '#library/forecast'
import { calendarClock, defaultCalendarSpec } from '#modules/calendars'
import { organizationOf } from '#modules/directory'
import type { Context } from '#platform/operation'
import { ENGINE_FEATURES } from './features.ts'
import type { FitPage } from './fit-in-thread.ts'
import { fitInTurn } from './fit-in-turn.ts'

type Reader = Pick<Context, 'db' | 'orgId' | 'now'>

/** What this process has learned, by name; what was unused longest goes first. */
const held = new Map<string, { key: string; value: Promise<unknown> }>()
const HELD_AT_MOST = 200

/** What was learned under this name, learned anew where another key is asked for than before; a failure is not held. */
export function hold<T>(name: string, key: string, learn: () => Promise<T>): Promise<T> {
  const known = held.get(name)
  held.delete(name)
  const entry = known?.key === key ? known : { key, value: learn() }
  held.set(name, entry)
  const oldest = held.keys().next()
  if (held.size > HELD_AT_MOST && !oldest.done) held.delete(oldest.value)
  entry.value.catch(() => {
    if (held.get(name) === entry) held.delete(name)
  })
  return entry.value as Promise<T>
}

/** What another module learns of an organization's history up to last midnight, held in the same way as its models. */
export const heldUntilMidnight = <T>(
  ctx: Pick<Context, 'orgId'>,
  { until }: Midnight,
  name: string,
  learn: () => Promise<T>,
): Promise<T> => hold(`${name} of ${ctx.orgId}`, until.toString(), learn)

/** Up to when a model of today knows, and the zone in which that is midnight. */
export type Midnight = { until: Temporal.Instant; zone: string }

export async function lastMidnight(ctx: Reader): Promise<Midnight> {
  const { timeZone: zone } = await organizationOf(ctx)
  return { until: ctx.now.toZonedDateTimeISO(zone).startOfDay().toInstant(), zone }
}

/** Fits a history that is short enough to wait for. */
export async function fitPages(
  ctx: Reader,
  pages: readonly FitPage[],
  { until, zone }: Midnight,
): Promise<ForecastModel> {
  const calendar = await defaultCalendarSpec(ctx)
  return restoreModel(
    ctx,
    await fitInTurn(pages, { now: until.epochMilliseconds, zone, features: ENGINE_FEATURES, calendar }),
  )
}

export async function restoreModel(ctx: Reader, text: string): Promise<ForecastModel> {
  const calendar = (await defaultCalendarSpec(ctx)) && (await calendarClock(ctx, null)).calendar
  return fitForecast.fromJSON(JSON.parse(text), calendar ? { calendar } : {})
}
