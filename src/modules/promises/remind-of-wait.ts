import { z } from 'zod'
import { calendarClock } from '#modules/calendars'
import { operation } from '#platform/operation'
import { append, closeChain } from './chain.ts'
import { contactToTell } from './contact-to-tell.ts'
import { noticeOf } from './notice-of.ts'
import { insertNotice } from './queries.ts'
import { lockStanding, toldOf } from './standing-about.ts'
import { findWait, lockOpenWait, updateWait } from './wait-queries.ts'
import { nextReminder, writableFrom } from './wait-reminders.ts'
import { waitId } from './wait-schemas.ts'

export const remindOfWait = operation({
  name: 'promises.remindOfWait',
  effect: 'writes',
  permission: 'promises.remindOfWait',
  summary: 'Remind the customer of what we wait for, and plan the next reminder',
  input: z.strictObject({ waitId, n: z.number().int().min(1).meta({ description: 'Which of those planned.' }) }),
  output: z.object({
    reminded: z.boolean().meta({ description: 'false: it was answered, or this one was sent.', examples: [true] }),
  }),
  async run(ctx, { waitId: id, n }) {
    const asked = await findWait(ctx.db, ctx.orgId, id)
    if (!asked || asked.ended_at !== null) return { reminded: false }
    const standing = await lockStanding(ctx, asked.about)
    const wait = await lockOpenWait(ctx.db, ctx.orgId, asked.about)
    if (wait?.id !== id || wait.reminders >= n) return { reminded: false }
    const told = toldOf(standing)
    // Nothing is promised any more that an answer could help.
    if (!told) {
      await updateWait(ctx.db, ctx.orgId, id, { next_reminder_at: null })
      return { reminded: false }
    }
    const contact = await contactToTell(ctx, wait.contact_id)
    const { calendar } = await calendarClock(ctx, told.row.calendar_id)
    const customerZone = contact?.timeZone ?? calendar.timeZone
    // The machine stood still and it is night by now: later, at an hour in which a letter may come.
    const at = writableFrom(ctx.now, calendar, customerZone)
    if (Temporal.Instant.compare(at, ctx.now) > 0) {
      await updateWait(ctx.db, ctx.orgId, id, { next_reminder_at: at })
      ctx.later({ name: 'promises.remind_of_wait', data: { waitId: id, n }, runAt: at })
      return { reminded: false }
    }
    const noticeId = ctx.newId()
    const parts = { id: noticeId, kind: 'reminder', waitId: id, contactId: wait.contact_id }
    await insertNotice(ctx.db, noticeOf(ctx, told.row, parts))
    append(ctx, told.chain, told.row, { type: 'promise.noticed', data: { noticeId, notice: 'reminder', waitId: id } })
    await closeChain(ctx, told.chain)
    const plan = { startedAt: wait.started_at, after: wait.remind_after as number[], calendar, customerZone }
    const next = nextReminder(plan, n, ctx.now)
    await updateWait(ctx.db, ctx.orgId, id, { reminders: n, next_reminder_at: next?.at ?? null })
    if (next) ctx.later({ name: 'promises.remind_of_wait', data: { waitId: id, n: next.n }, runAt: next.at })
    return { reminded: true }
  },
})
