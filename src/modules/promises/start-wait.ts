import { z } from 'zod'
import { calendarClock } from '#modules/calendars'
import { findContactForTelling } from '#modules/customers'
import { watchPaused } from '#modules/risks'
import { type Language, words } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { append, type Chain, closeChain } from './chain.ts'
import { readClock } from './clock.ts'
import { contactToTell } from './contact-to-tell.ts'
import { noticeOf } from './notice-of.ts'
import { pauseClock } from './pause.ts'
import { insertNotice, type PromiseRow, updatePromise } from './queries.ts'
import { saidReason, sayInNotice } from './said-anyway.ts'
import { about } from './schemas.ts'
import { lockStanding, toldOf } from './standing-about.ts'
import { holdSteps } from './steps.ts'
import { nothingPromised, waitingAlready, waitNeedsCustomer } from './wait-errors.ts'
import { insertWait, lockOpenWait } from './wait-queries.ts'
import { nextReminder } from './wait-reminders.ts'
import { waitView } from './wait-schemas.ts'
import { waitById } from './wait-views.ts'

export const startWait = operation({
  name: 'promises.wait',
  effect: 'writes',
  permission: 'promises.wait',
  summary:
    'Wait for something from the customer: they are told what for, and dates counted from their answer stand still',
  input: z.strictObject({
    about,
    waitingFor: words(500, 'A photo of the label on the boiler.').meta({
      description: 'What we wait for, exactly as the customer is told.',
    }),
    remindAfterBusinessDays: z
      .array(
        z
          .number()
          .int()
          .min(1)
          .max(60)
          .meta({ examples: [1] }),
      )
      .max(10)
      .default([1, 3, 7])
      .meta({ description: 'When the customer is reminded, in business days after now. Empty: never.' }),
    contactId: z.uuid().optional().meta({ description: 'Who is asked. Default: whom the soonest promise was told.' }),
    reason: saidReason,
  }),
  output: z.object({
    wait: waitView,
    paused: z.array(z.uuid()).meta({ description: 'Promises whose clocks stand: their dates count from the answer.' }),
    running: z.array(z.uuid()).meta({ description: 'Promises whose dates stand, whenever the customer answers.' }),
  }),
  async run(ctx, input) {
    const standing = await lockStanding(ctx, input.about)
    if (standing.length === 0) throw nothingPromised()
    if (await lockOpenWait(ctx.db, ctx.orgId, input.about)) throw waitingAlready()
    const told = toldOf(standing)
    if (!told || told.row.customer_id === null) throw waitNeedsCustomer()
    const contactId = await findContactForTelling(ctx, told.row.customer_id, input.contactId ?? told.row.contact_id)
    const contact = await contactToTell(ctx, contactId)
    await sayInNotice(ctx, {
      ...{ about: input.about, customerId: told.row.customer_id, text: input.waitingFor, reason: input.reason },
      readerLanguage: contact?.language ?? (told.row.language as Language),
    })
    const { calendar } = await calendarClock(ctx, told.row.calendar_id)
    const after = [...new Set(input.remindAfterBusinessDays)].sort((a, b) => a - b)
    const customerZone = contact?.timeZone ?? calendar.timeZone
    const reminder = nextReminder({ startedAt: ctx.now, after, calendar, customerZone }, 0, ctx.now)

    const waitId = ctx.newId()
    await insertWait(ctx.db, {
      org_id: ctx.orgId,
      id: waitId,
      about: input.about,
      customer_id: told.row.customer_id,
      contact_id: contactId,
      waiting_for: input.waitingFor,
      language: contact?.language ?? told.row.language,
      asked_by: ctx.actor.memberId,
      started_at: ctx.now,
      remind_after: JSON.stringify(after),
      next_reminder_at: reminder?.at ?? null,
    })
    const [paused, running] = [standing.filter(standsStill), standing.filter((each) => !standsStill(each))]
    for (const { chain, row } of paused) await pause(ctx, chain, row, waitId)
    await holdSteps(ctx.db, ctx.orgId, paused.map(idOf))
    const noticeId = ctx.newId()
    await insertNotice(ctx.db, noticeOf(ctx, told.row, { id: noticeId, kind: 'waiting', waitId, contactId }))
    append(ctx, told.chain, told.row, {
      type: 'promise.noticed',
      data: { noticeId, notice: 'waiting', waitId },
      text: { waitingFor: input.waitingFor },
    })
    for (const chain of new Set(standing.map((each) => each.chain))) await closeChain(ctx, chain)
    ctx.record({
      type: 'wait.started',
      subject: `wait:${waitId}`,
      about: input.about,
      data: { promiseId: told.row.id },
    })
    if (reminder) ctx.later({ name: 'promises.remind_of_wait', data: { waitId, n: reminder.n }, runAt: reminder.at })
    return { wait: await waitById(ctx, waitId), paused: paused.map(idOf), running: running.map(idOf) }
  },
})

const idOf = ({ row }: { row: PromiseRow }): string => row.id

/** Only what the customer was told to count from their answer, and what is in force. */
const standsStill = ({ row }: { row: PromiseRow }): boolean => row.pausable && row.state === 'open'

async function pause(ctx: Context, chain: Chain, row: PromiseRow, waitId: string): Promise<void> {
  const clock = pauseClock(readClock(row.clock), ctx.now)
  row.clock = clock
  row.paused_at = ctx.now
  watchPaused(ctx, row.id)
  const at = ctx.now.toString()
  append(ctx, chain, row, {
    type: 'promise.paused',
    data: { state: row.state, consent: row.consent, at, pausedAt: at, waitId, dueAt: row.due_at.toString() },
  })
  await updatePromise(ctx.db, ctx.orgId, row.id, {
    clock: JSON.stringify(clock),
    paused_at: ctx.now,
    next_check_at: null,
  })
}
