import { z } from 'zod'
import { ifVersion } from '#platform/fields'
import { operation } from '#platform/operation'
import { holidaysToCopy, jsonOf, takeDefault } from './add-calendar.ts'
import { compileParts, partsOf, viewOf } from './calendar.ts'
import { calendarNotFound, defaultNeeded, regionNeedsCountry, staleCalendar } from './errors.ts'
import { lockCalendar, updateCalendarRow } from './queries.ts'
import { calendarName, calendarView, calendarZone, country, holidays, hours, overrides, region } from './schemas.ts'

export const updateCalendar = operation({
  name: 'calendars.update',
  effect: 'writes',
  permission: 'calendars.update',
  summary: 'Change a business calendar',
  input: z.strictObject({
    id: z.uuid(),
    ifVersion,
    name: calendarName.optional(),
    timeZone: calendarZone.optional(),
    hours: hours.optional(),
    country: country
      .nullable()
      .optional()
      .meta({ description: 'Another country or region replaces the holidays, unless they are given.' }),
    region: region.nullable().optional(),
    holidays: holidays.optional(),
    overrides: overrides.optional(),
    isDefault: z.boolean().optional(),
  }),
  output: calendarView,
  async run(ctx, { id, ifVersion: read, ...change }) {
    const row = await lockCalendar(ctx.db, ctx.orgId, id)
    if (!row) throw calendarNotFound()
    if (read !== undefined && read !== row.version) throw staleCalendar(row.version)
    if (row.is_default && change.isDefault === false) throw defaultNeeded()

    const land = change.country === undefined ? row.country : change.country
    const kept = change.country === undefined ? row.region : null
    const part = change.region === undefined ? kept : change.region
    if (part !== null && land === null) throw regionNeedsCountry()
    const moved = land !== row.country || part !== row.region
    const before = partsOf(row)
    const parts = {
      timeZone: change.timeZone ?? before.timeZone,
      hours: change.hours ?? before.hours,
      overrides: change.overrides ?? before.overrides,
      holidays: change.holidays ?? (moved ? await holidaysToCopy(ctx.now, land, part) : before.holidays),
    }
    compileParts(parts)
    const isDefault = row.is_default || (change.isDefault === true && (await takeDefault(ctx, true)))
    const updated = await updateCalendarRow(ctx.db, ctx.orgId, id, {
      name: change.name ?? row.name,
      time_zone: parts.timeZone,
      country: land,
      region: part,
      is_default: isDefault,
      ...jsonOf(parts),
    })
    ctx.record({
      type: 'calendar.changed',
      subject: `calendar:${id}`,
      data: { version: updated.version, changed: Object.keys(change), isDefault },
    })
    return viewOf(updated)
  },
})
