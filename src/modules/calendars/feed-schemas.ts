import { z } from 'zod'
import { FETCH_FAILURES } from '#platform/fetch-public'
import { instantText } from '#platform/fields'
import { READ_FAILURES } from './read-icalendar.ts'
import { holiday } from './schemas.ts'

export const feedState = z.enum(['new', 'current', 'proposed', 'failed']).meta({
  description:
    'new: not fetched yet. current: nothing to decide. proposed: changes wait for a person. failed: see failure.',
})

export const failureCode = z.enum([...FETCH_FAILURES, ...READ_FAILURES])
export type FailureCode = z.infer<typeof failureCode>

const count = (description: string, example: number) =>
  z
    .number()
    .int()
    .min(0)
    .meta({ description, examples: [example] })

export const passedOver = z.object({
  timed: count('Entries with times of day: appointments.', 12),
  cancelled: count('Cancelled entries.', 0),
  unreadable: count('Entries that make no sense.', 0),
  names: z.array(z.string()).meta({ description: 'A few of their names.', examples: [['Team meeting']] }),
})

export const proposal = z.object({
  add: z.array(holiday).meta({ description: 'Days that would become closed.' }),
  remove: z.array(holiday).meta({ description: 'Closed days that were taken from here and are here no longer.' }),
  passedOver,
  cut: z.boolean().meta({ description: 'There were more days than are taken at once.', examples: [false] }),
})
export type FeedProposal = z.infer<typeof proposal>

/** Refuses where the proposal is not the one that the person saw. */
export const proposalVersion = z
  .number()
  .int()
  .min(1)
  .optional()
  .meta({ description: 'The version of the feed that was read: a later proposal is not meant.', examples: [1] })

export const feedView = z.object({
  id: z.uuid(),
  calendarId: z.uuid(),
  url: z
    .string()
    .nullable()
    .meta({ description: 'null: a file that was sent.', examples: ['https://calendar.example/closed-days.ics'] }),
  fileName: z
    .string()
    .nullable()
    .meta({ examples: [null] }),
  state: feedState,
  failure: z
    .object({
      code: failureCode,
      detail: z.string().meta({ examples: ['404'] }),
      message: z.string().meta({ examples: ['The server answered 404. Check the address.'] }),
    })
    .nullable()
    .meta({ description: 'Why the last look failed.' }),
  proposal: proposal.nullable().meta({ description: 'What waits for a decision.' }),
  fetchedAt: instantText.nullable().meta({ description: 'When it was looked at last.' }),
  createdAt: instantText,
  version: z.number().int().min(1),
})
export type FeedView = z.input<typeof feedView>
