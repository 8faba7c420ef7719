import { z } from 'zod'
import type { Calendar } from '#library/calendar'
import { calendarIfChanged, decisiveChange } from '#modules/calendars'
import { customerNames } from '#modules/customers'
import { instantText, textOf } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { deriveDue } from './clock.ts'
import { type Duration, duration } from './duration.ts'
import { PreviewCount } from './preview-count.ts'
import { previewRows } from './preview-queries.ts'
import { promisesByIds } from './queries.ts'
import { promiseView } from './schemas.ts'
import { viewsOf } from './view.ts'

const PAGE = 20_000
const MOST_IN_DANGER = 50
const MOST_SILENT = 20
/** What the example shifts show: promises made now. */
const EXAMPLES: readonly Duration[] = [
  { unit: 'business_seconds', n: 4 * 3600 },
  { unit: 'business_days', n: 0, at: 'close' },
  { unit: 'business_days', n: 1, at: 'close' },
  { unit: 'business_days', n: 3, at: 'close' },
  { unit: 'business_days', n: 10, at: 'close' },
]

const count = z.number().int().min(0)
const shifted = z.object({
  promise: promiseView,
  customerName: z
    .string()
    .nullable()
    .meta({ examples: ['Ana Ruiz'] }),
  newDueAt: instantText.meta({ description: 'What the clock would say.' }),
})

/** What a change of a calendar would do, counted over every promise that runs by it. Writes nothing. */
export const previewCalendar = operation({
  name: 'promises.previewCalendar',
  effect: 'reads',
  permission: 'calendars.update',
  summary: 'What a change of a calendar would do to running promises; nothing is written',
  input: z.strictObject({ id: z.uuid(), ...decisiveChange }),
  output: z.object({
    counts: z.object({
      running: count.meta({ description: 'Promises that run by the calendar.', examples: [1200] }),
      moveSilently: count.meta({ description: 'Not told: their dates would move.', examples: [240] }),
      earlier: count.meta({ description: 'Of all that would differ.', examples: [3] }),
      later: count.meta({ examples: [250] }),
      toldAffected: count.meta({ description: 'Told: the date stands, the clock would differ.', examples: [12] }),
      inDanger: count.meta({ description: 'Of those told: the clock would come later.', examples: [9] }),
      paused: count.meta({ description: 'Wait on the customer: derived when they answer.', examples: [4] }),
    }),
    inDanger: z.array(shifted).meta({ description: `Soonest first, up to ${MOST_IN_DANGER}.` }),
    silent: z.array(shifted).meta({ description: `Soonest first, up to ${MOST_SILENT}.` }),
    examples: z
      .array(z.object({ duration, before: instantText, after: instantText }))
      .meta({ description: 'What would be promised now, by the hours as they are and as they would be.' }),
  }),
  async run(ctx, { id, ...change }) {
    const { before, after } = await calendarIfChanged(ctx, id, change)
    const found = new PreviewCount(after, { inDanger: MOST_IN_DANGER, silent: MOST_SILENT })
    for (let last: string | null = null, more = true; more; ) {
      const rows = await previewRows(ctx.db, ctx.orgId, id, last, PAGE)
      for (const row of rows) found.add(row)
      last = rows.at(-1)?.id ?? null
      more = rows.length === PAGE
    }
    const [inDanger, silent] = [found.inDanger(), found.silent()]
    const shown = await shownOf(ctx, [...inDanger, ...silent])
    return {
      counts: found.counts,
      inDanger: inDanger.flatMap(({ id: each }) => shown.get(each) ?? []),
      silent: silent.flatMap(({ id: each }) => shown.get(each) ?? []),
      examples: EXAMPLES.map((each) => ({
        duration: each,
        before: exampleOf(each, before, ctx.now),
        after: exampleOf(each, after, ctx.now),
      })),
    }
  },
})

/** The rows of the lists by id, each with its customer and its new date. */
async function shownOf(ctx: Context, found: readonly { id: string; dueMs: number }[]) {
  const ids = found.map(({ id }) => id)
  const views = await viewsOf(ctx, await promisesByIds(ctx.db, ctx.orgId, ids))
  const names = await customerNames(ctx, [...new Set(views.flatMap((view) => view.customerId ?? []))])
  const dueOf = new Map(found.map(({ id, dueMs }) => [id, textOf(Temporal.Instant.fromEpochMilliseconds(dueMs))]))
  return new Map(
    views.map((promise) => [
      promise.id,
      {
        promise,
        customerName: names.get(promise.customerId ?? '') ?? null,
        newDueAt: dueOf.get(promise.id) ?? promise.dueAt,
      },
    ]),
  )
}

function exampleOf(each: Duration, calendar: Calendar, now: Temporal.Instant): string {
  const clock = { startAt: now.toString(), duration: each, pauses: [] }
  const due = deriveDue(
    { type: 'counted', calendarId: '', calendarVersion: 0, tzRevision: '', ...clock },
    calendar,
    now.epochMilliseconds,
  )
  return textOf(Temporal.Instant.fromEpochMilliseconds(due))
}
