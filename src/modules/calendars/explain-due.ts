import { z } from 'zod'
import { instant, instantText, textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { calendarClock } from './clock.ts'
import { refusedCalendar } from './errors.ts'

/** A business year is about 7.5 million seconds. */
const LONGEST = 31_536_000

export const explainDue = operation({
  name: 'calendars.explainDue',
  effect: 'reads',
  permission: 'calendars.read',
  summary: 'When a duration of business time is due, and why then',
  input: z.strictObject({
    id: z.uuid(),
    start: instant.optional().meta({ description: 'Default: now.', examples: ['2026-03-02T10:00:00Z'] }),
    seconds: z.coerce
      .number()
      .int()
      .min(0)
      .max(LONGEST)
      .meta({ description: 'Business seconds.', examples: [14400] }),
  }),
  output: z.object({
    startAt: instantText,
    seconds: z
      .number()
      .int()
      .meta({ examples: [14400] }),
    dueAt: instantText,
    timeZone: z.string().meta({ examples: ['Europe/Warsaw'] }),
    steps: z
      .array(
        z.object({
          date: z.iso.date().meta({ description: 'Local date.', examples: ['2026-03-02'] }),
          from: instantText,
          to: instantText,
          seconds: z.number().meta({ examples: [14400] }),
        }),
      )
      .meta({ description: 'The open time that was counted, in order.' }),
    calendarVersion: z
      .number()
      .int()
      .meta({ examples: [1] }),
  }),
  async run(ctx, { id, start = ctx.now, seconds }) {
    const { calendar, version } = await calendarClock(ctx, id)
    try {
      const steps = calendar.instants.explain(start, seconds)
      return {
        startAt: textOf(start),
        seconds,
        dueAt: textOf(calendar.instants.due(start, seconds)),
        timeZone: calendar.timeZone,
        steps: steps.map((step) => ({ ...step, from: textOf(step.from), to: textOf(step.to) })),
        calendarVersion: version,
      }
    } catch (error) {
      throw refusedCalendar(error)
    }
  },
})
