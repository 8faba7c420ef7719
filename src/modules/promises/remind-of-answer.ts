import { z } from 'zod'
import { calendarClocks } from '#modules/calendars'
import { type Context, operation } from '#platform/operation'
import { answerReminderAt } from './answer-reminder.ts'
import { append, closeChain, lockChain } from './chain.ts'
import { contactToTell } from './contact-to-tell.ts'
import { noticeOf } from './notice-of.ts'
import { answersOf, findPromise, insertNotice, noticesOf, type PromiseRow } from './queries.ts'
import { promiseId } from './schemas.ts'

type Asked = Pick<PromiseRow, 'calendar_id' | 'contact_id' | 'answer_by'>

/** When a customer who was told at an instant is reminded; null: not at all. */
async function reminderAt(ctx: Context, row: Asked, toldAt: Temporal.Instant): Promise<Temporal.Instant | null> {
  const contact = await contactToTell(ctx, row.contact_id)
  if (row.answer_by === null || !contact) return null
  const clocks = await calendarClocks(ctx, [row.calendar_id])
  const calendar = (clocks.get(row.calendar_id) ?? clocks.get(null))?.instants ?? null
  return answerReminderAt({ toldAt, answerBy: row.answer_by, calendar, contact })
}

/** The customer has been told what waits for their answer: plans the reminder. */
export async function planAnswerReminder(
  ctx: Context,
  row: Asked & Pick<PromiseRow, 'id'>,
  toldAt: Temporal.Instant,
): Promise<void> {
  const at = await reminderAt(ctx, row, toldAt)
  if (at !== null) ctx.later({ name: 'promises.remind_of_answer', data: { promiseId: row.id }, runAt: at })
}

export const remindOfAnswer = operation({
  name: 'promises.remindOfAnswer',
  effect: 'writes',
  permission: 'promises.remindOfAnswer',
  summary: 'Remind a customer, once, that a promise waits for their answer',
  input: z.strictObject({ promiseId }),
  output: z.object({
    reminded: z
      .boolean()
      .meta({ description: 'false: it was answered or reminded of, or it is too late.', examples: [true] }),
  }),
  async run(ctx, { promiseId: id }) {
    if (!(await findPromise(ctx.db, ctx.orgId, id))) return { reminded: false }
    const { chain, row } = await lockChain(ctx, id)
    // A mail that came back has told nobody: what tells them then plans anew.
    if (row.state !== 'proposed' || row.paused_at !== null || row.told_at === null) return { reminded: false }
    const [notices, answers] = [
      await noticesOf(ctx.db, ctx.orgId, [id]),
      // Who asked to be called has said something: whoever calls asks.
      await answersOf(ctx.db, ctx.orgId, [id]),
    ]
    if (answers.length > 0 || notices.some(({ kind }) => kind === 'answer_reminder')) return { reminded: false }
    const at = await reminderAt(ctx, row, row.told_at)
    if (at === null) return { reminded: false }
    if (Temporal.Instant.compare(at, ctx.now) > 0) {
      ctx.later({ name: 'promises.remind_of_answer', data: { promiseId: id }, runAt: at })
      return { reminded: false }
    }
    // The clock had stood still: a reminder with the last minutes is none.
    if (row.answer_by === null || Temporal.Instant.compare(ctx.now, row.answer_by.subtract({ hours: 1 })) > 0)
      return { reminded: false }
    const noticeId = ctx.newId()
    await insertNotice(ctx.db, noticeOf(ctx, row, { id: noticeId, kind: 'answer_reminder' }))
    append(ctx, chain, row, { type: 'promise.noticed', data: { noticeId, notice: 'answer_reminder' } })
    await closeChain(ctx, chain)
    return { reminded: true }
  },
})
