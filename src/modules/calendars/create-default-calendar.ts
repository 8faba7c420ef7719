import { Refusal } from '#platform/errors'
import type { Context } from '#platform/operation'
import { addCalendar, holidaysToCopy } from './add-calendar.ts'
import { typicalHours, viewOf } from './calendar.ts'
import { findCalendar, lockDefaultCalendar } from './queries.ts'
import type { CalendarView, Holiday } from './schemas.ts'

/**
 * The calendar that a new organization starts with: typical hours and the public holidays of its country (none where
 * they are not known). An organization that has a default calendar keeps it.
 * @param about.name what it is called, in the organization's language
 * @throws calendars/invalid for an unknown zone
 */
export async function createDefaultCalendar(
  ctx: Context,
  about: { country: string; zone: string; name?: string | undefined },
): Promise<CalendarView> {
  const present = await lockDefaultCalendar(ctx.db, ctx.orgId)
  const row = present && (await findCalendar(ctx.db, ctx.orgId, present.id))
  if (row) return viewOf(row)
  return viewOf(
    await addCalendar(ctx, {
      name: about.name ?? 'Business hours',
      timeZone: about.zone,
      country: about.country,
      region: null,
      hours: typicalHours(about.country),
      holidays: await knownHolidays(ctx.now, about.country),
      overrides: {},
      isDefault: true,
    }),
  )
}

async function knownHolidays(now: Temporal.Instant, country: string): Promise<Holiday[]> {
  try {
    return await holidaysToCopy(now, country, null)
  } catch (error) {
    if (error instanceof Refusal) return []
    throw error
  }
}
