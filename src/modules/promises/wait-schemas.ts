import { z } from 'zod'
import { instantText, LANGUAGES, textOf, textOrNull } from '#platform/fields'
import { about } from './schemas.ts'
import type { WaitRow } from './wait-queries.ts'

export const waitId = z.uuid().meta({ description: 'The wait.' })

export const WAIT_ENDS = ['customer', 'member', 'system'] as const
export const REPLY_CHANNELS = ['phone', 'in_person', 'email', 'letter', 'link', 'other'] as const

export const waitView = z.object({
  id: z.uuid(),
  about,
  customerId: z.uuid().nullable(),
  contactId: z.uuid().nullable().meta({ description: 'Who was asked.' }),
  waitingFor: z.string().meta({
    description: 'What the customer is told that we wait for.',
    examples: ['A photo of the label on the boiler.'],
  }),
  language: z.enum(LANGUAGES),
  askedById: z.uuid().nullable().meta({ description: 'The member who asked.' }),
  startedAt: instantText,
  remindAfterBusinessDays: z.array(
    z
      .number()
      .int()
      .meta({ examples: [1] }),
  ),
  reminders: z
    .number()
    .int()
    .meta({ description: 'How many of the planned reminders are over.', examples: [1] }),
  nextReminderAt: instantText.nullable(),
  endedAt: instantText.nullable().meta({ description: 'When the customer answered.' }),
  endedBy: z.enum(WAIT_ENDS).nullable().meta({ description: 'system: the matter was closed.' }),
  reply: z
    .string()
    .nullable()
    .meta({ description: 'What the customer answered.', examples: ['It says BX 200.'] }),
  replyChannel: z.enum(REPLY_CHANNELS).nullable(),
  ifAnsweredNow: z
    .array(z.object({ promiseId: z.uuid(), dueAt: instantText }))
    .meta({ description: 'When the promises that stand still would be due.' }),
})
export type WaitView = z.input<typeof waitView>

export const viewOfWait = (row: WaitRow, ifAnsweredNow: WaitView['ifAnsweredNow']): WaitView => ({
  id: row.id,
  about: row.about,
  customerId: row.customer_id,
  contactId: row.contact_id,
  waitingFor: row.waiting_for,
  language: row.language as WaitView['language'],
  askedById: row.asked_by,
  startedAt: textOf(row.started_at),
  remindAfterBusinessDays: row.remind_after as number[],
  reminders: row.reminders,
  nextReminderAt: textOrNull(row.next_reminder_at),
  endedAt: textOrNull(row.ended_at),
  endedBy: row.ended_by as WaitView['endedBy'],
  reply: row.reply,
  replyChannel: row.reply_channel as WaitView['replyChannel'],
  ifAnsweredNow,
})
