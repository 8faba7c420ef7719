import { z } from 'zod'
import { instantText, textOf, textOrNull } from '#platform/fields'
import type { RederivationRow } from './rederivation-queries.ts'

const count = z.number().int().min(0)

export const rederivationId = z.uuid().meta({ description: 'The rederivation.' })

export const rederivationView = z
  .object({
    id: z.uuid(),
    reason: z.enum(['calendar', 'time_zone_data']).meta({ description: 'What changed.' }),
    calendarId: z.uuid().nullable(),
    calendarName: z
      .string()
      .nullable()
      .meta({ examples: ['Office hours'] }),
    calendarVersion: z
      .number()
      .int()
      .nullable()
      .meta({ examples: [4] }),
    timeZoneData: z.string().meta({ description: 'Revision of the time-zone data.', examples: ['2026a'] }),
    state: z.enum(['running', 'done', 'stopped']),
    total: count.meta({ description: 'Promises that ran when it began.', examples: [1200] }),
    examined: count.meta({ examples: [1000] }),
    moved: count.meta({ description: 'Not told, so their dates moved.', examples: [240] }),
    inDanger: count.meta({ description: 'Told, and later by the hours as they are now.', examples: [7] }),
    createdAt: instantText,
    finishedAt: instantText.nullable(),
  })
  .meta({ description: 'The dates of running promises derived anew, in the background.' })

export const viewOfRederivation = (
  row: RederivationRow,
  names: ReadonlyMap<string, string>,
): z.input<typeof rederivationView> => ({
  id: row.id,
  reason: row.reason as 'calendar' | 'time_zone_data',
  calendarId: row.calendar_id,
  calendarName: names.get(row.calendar_id ?? '') ?? null,
  calendarVersion: row.calendar_version,
  timeZoneData: row.tz_revision,
  state: row.state as 'running' | 'done' | 'stopped',
  total: row.total,
  examined: row.examined,
  moved: row.moved,
  inDanger: row.in_danger,
  createdAt: textOf(row.created_at),
  finishedAt: textOrNull(row.finished_at),
})
