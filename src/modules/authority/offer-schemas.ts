import { z } from 'zod'
import { amount, remedyId } from '#modules/playbooks'
import { about } from '#modules/promises'
import { instant, instantText, LANGUAGES, words } from '#platform/fields'
import { situation } from './schemas.ts'

/** One line of the library, as it is offered. */
const optionInput = z.strictObject({
  remedyId,
  amount: amount.optional().meta({ description: 'Needed where the library names no cost.', examples: [1500] }),
  dueAt: instant.optional().meta({
    description: 'Until when it is done once it is chosen. Needed for what takes time.',
    examples: ['2026-12-04T16:00:00Z'],
  }),
})
export type OptionInput = z.output<typeof optionInput>

export const MOST_OPTIONS = 6

const chooseBy = instant.optional().meta({
  description: 'Until when they choose. Default: seven days, or until the first option would be due.',
  examples: ['2026-12-03T16:00:00Z'],
})

export const offerInput = {
  about: about.meta({
    description: 'The matter, as of promises.',
    examples: ['request:01938c1e-7a00-7000-8000-000000000002'],
  }),
  customerId: z.uuid(),
  contactId: z.uuid().optional().meta({ description: 'Who is told. Default: the primary contact.' }),
  promiseId: z
    .uuid()
    .optional()
    .meta({ description: 'The promise with which it is told. Default: the one that stands, else the newest.' }),
  chooseBy,
}

export const options = z
  .array(optionInput)
  .max(MOST_OPTIONS)
  .meta({ examples: [[{ remedyId: '01938c1e-7a00-7000-8000-000000000001', amount: 1500 }]] })
/** A choice beside something else that is said. */
export const choice = {
  options: options.min(1).optional().meta({ description: 'What they may choose from, told in the same message.' }),
  chooseBy,
}
export const offerReason = words(1000, 'We cannot come before Thursday.').meta({
  description: 'For colleagues and budgets; not told.',
})

/** What we can do, and why not what was asked. */
export const decision = {
  possible: words(2000, 'We repair it, and lend you a heater until it is done.').meta({
    description: 'What is possible. The customer reads it.',
  }),
  whyNot: words(2000, 'The part comes from the maker, who needs three days.').meta({
    description: 'Why not the rest. The customer reads it.',
  }),
  restsOn: words(500, 'Our conditions, section 4.').optional().meta({ description: 'The policy it rests on.' }),
}

export const offerView = z.object({
  id: z.uuid(),
  kind: z.enum(['choice', 'decision']).meta({ description: 'decision: it says what is possible, too.' }),
  state: z.enum(['open', 'over', 'chosen', 'told']).meta({
    description: 'over: the time to choose has passed. told: there is nothing to choose.',
    examples: ['open'],
  }),
  about: z.string().meta({ examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }),
  customerId: z.uuid(),
  promiseId: z.uuid(),
  possible: z
    .string()
    .nullable()
    .meta({ examples: [null] }),
  whyNot: z
    .string()
    .nullable()
    .meta({ examples: [null] }),
  restsOn: z
    .string()
    .nullable()
    .meta({ examples: [null] }),
  situation,
  reason: z.string().meta({ examples: ['We cannot come before Thursday.'] }),
  options: z.array(
    z.object({
      id: z.uuid(),
      remedyId,
      remedyName: z.string().meta({ examples: ['Loan heater'] }),
      text: z.string().meta({ description: 'As the customer reads it.', examples: ['We lend you a heater.'] }),
      language: z.enum(LANGUAGES),
      amount,
      dueAt: instantText.nullable(),
    }),
  ),
  chooseBy: instantText.nullable(),
  offeredBy: z.uuid().nullable().meta({ description: 'null: a program.' }),
  chosenOptionId: z.uuid().nullable(),
  chosenBy: z.enum(['customer', 'member']).nullable(),
  saidBy: z
    .string()
    .nullable()
    .meta({ description: 'Who said it, where a member passed it on.', examples: [null] }),
  channel: z
    .string()
    .nullable()
    .meta({ examples: ['link'] }),
  chosenAt: instantText.nullable(),
  grantId: z.uuid().nullable(),
  notGranted: z
    .enum(['beyond_limits', 'offerer_left'])
    .nullable()
    .meta({
      description:
        'Chosen, and nothing was granted: the limits were used up meanwhile, or whoever offered it has left.',
      examples: [null],
    }),
  createdAt: instantText,
})
export type OfferView = z.input<typeof offerView>
/** What a message says of it. */
export type OfferTold = Pick<OfferView, 'possible' | 'whyNot' | 'restsOn' | 'chooseBy' | 'state'> & {
  readonly options: readonly { readonly text: string }[]
}
