import { z } from 'zod'
import { canonicalJson } from '#platform/events'
import { ifVersion } from '#platform/fields'
import { operation } from '#platform/operation'
import { jsonOf, takeDefault } from './add-calendar.ts'
import { viewOf } from './calendar.ts'
import { changedCalendar, decisiveChange } from './changed-calendar.ts'
import { calendarNotFound, defaultNeeded, staleCalendar } from './errors.ts'
import { lockCalendar, updateCalendarRow } from './queries.ts'
import { type CalendarView, calendarName, calendarView } from './schemas.ts'

export const updateCalendar = operation({
  name: 'calendars.update',
  effect: 'writes',
  permission: 'calendars.update',
  summary: 'Change a business calendar',
  input: z.strictObject({
    id: z.uuid(),
    ifVersion,
    name: calendarName.optional(),
    ...decisiveChange,
    isDefault: z.boolean().optional(),
  }),
  output: calendarView,
  async run(ctx, { id, ifVersion: read, ...change }) {
    const row = await lockCalendar(ctx.db, ctx.orgId, id)
    if (!row) throw calendarNotFound()
    if (read !== undefined && read !== row.version) throw staleCalendar(row.version)
    if (row.is_default && change.isDefault === false) throw defaultNeeded()

    const { country: land, region: part, parts } = await changedCalendar(ctx.now, row, change)
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
      data: { version: updated.version, changed: differing(viewOf(row), viewOf(updated), change), isDefault },
    })
    return viewOf(updated)
  },
})

/** What was given and is another than before: a form sends all it shows. */
const differing = (before: CalendarView, after: CalendarView, given: object): string[] =>
  (Object.keys(given) as (keyof CalendarView)[]).filter(
    (field) => canonicalJson(before[field]) !== canonicalJson(after[field]),
  )
