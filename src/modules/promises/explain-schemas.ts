import { z } from 'zod'
import { instantText } from '#platform/fields'
import { duration } from './duration.ts'
import { STATES } from './promise.ts'

const seconds = z.number().min(0)
const more = z
  .number()
  .int()
  .min(0)
  .meta({ description: 'How many more there are than are listed.', examples: [0] })
const revision = z.string().meta({ description: 'Revision of the time-zone data.', examples: ['2026a'] })

export const countedTime = z.object({
  date: z.iso.date().meta({ description: 'Local date of the calendar.', examples: ['2026-11-26'] }),
  from: instantText,
  to: instantText,
  seconds: seconds.meta({ examples: [14400] }),
})

export const countedDay = z.object({
  n: z
    .number()
    .int()
    .min(1)
    .meta({ examples: [1] }),
  date: z.iso.date().meta({ description: 'Local date of the calendar.', examples: ['2026-11-27'] }),
})

export const countedPause = z.object({
  from: instantText,
  to: instantText.nullable().meta({ description: 'null: we still wait, and it is counted up to now.' }),
  seconds: seconds.meta({ description: 'Real time.', examples: [86400] }),
  businessSeconds: seconds.meta({ examples: [28800] }),
})

/** How a date comes about, by the calendar as it is now. */
export const derivation = {
  startAt: instantText.nullable().meta({ description: 'What it was counted from; null for an agreed date.' }),
  duration: duration.nullable(),
  derivedDueAt: instantText.meta({ description: 'What the clock says now; while we wait: as if answered now.' }),
  agrees: z.boolean().meta({ description: 'Is that the date? Otherwise the calendar changed after it was told.' }),
  times: z.array(countedTime).meta({ description: 'Of business time: what was counted, in order.' }),
  moreTimes: more,
  days: z.array(countedDay).meta({ description: 'Of days, weeks and months: what was counted, in order.' }),
  moreDays: more,
  pauses: z.array(countedPause).meta({ description: 'While we waited on the customer.' }),
}

export const explanationView = z.object({
  promiseId: z.uuid(),
  dueAt: instantText,
  basis: z.enum(['agreed', 'counted']).meta({ description: 'agreed: somebody chose this instant.' }),
  ...derivation,
  calendar: z
    .object({
      id: z.uuid(),
      name: z.string().meta({ examples: ['Office hours'] }),
      timeZone: z.string().meta({ examples: ['Europe/Warsaw'] }),
      plannedVersion: z
        .number()
        .int()
        .meta({ description: 'The version it was planned with; 0 where that is not known.', examples: [3] }),
      currentVersion: z
        .number()
        .int()
        .meta({ examples: [4] }),
      changed: z.boolean().meta({ description: 'Has the calendar changed since?' }),
    })
    .nullable(),
  policy: z
    .object({
      id: z.uuid(),
      name: z.string().meta({ examples: ['First reply'] }),
      version: z
        .number()
        .int()
        .meta({ examples: [1] }),
    })
    .nullable(),
  timeZoneData: z.object({ planned: revision.nullable(), current: revision }),
  dates: z
    .array(
      z.object({
        promiseId: z.uuid(),
        madeAt: instantText,
        dueAt: instantText,
        state: z.enum(STATES),
        reason: z
          .string()
          .nullable()
          .meta({ examples: ['The part arrives on Thursday.'] }),
      }),
    )
    .meta({ description: 'The dates of its chain, the first one first.' }),
})
export type Explanation = z.input<typeof explanationView>
