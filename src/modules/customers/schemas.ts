import { z } from 'zod'
import { ifVersion, instantText, LANGUAGES, timeZone, words } from '#platform/fields'
import { isAddress } from '#platform/mail'

export const MAX_CONTACTS = 200

export const customerId = z.uuid().meta({ description: 'The customer.' })

export const contactId = z.uuid().meta({ description: 'The contact.' })

const email = z
  .string()
  .trim()
  .max(254, 'Must have at most 254 characters')
  .refine(isAddress, {
    error: 'Must be an e-mail address, for example ana@example.com',
    params: { code: 'input/not_an_email' },
  })
  .meta({ examples: ['ana@example.com'] })

const telephone = /^[+(\d][\d\s()./-]*\d(\s*(x|ext\.?)\s*\d+)?$/i

/** Whether this is a telephone number as contacts have it. */
export const isTelephone = (text: string): boolean => text.length <= 50 && telephone.test(text)

const phone = z
  .string()
  .trim()
  .max(50, 'Must have at most 50 characters')
  .check(z.stringFormat('phone', telephone, 'Must be a telephone number, for example +48 600 100 200'))
  .meta({ examples: ['+48 600 100 200'] })

const wallTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Must be a time, for example 21:00')
  .meta({ examples: ['21:00'] })

const hours = z
  .strictObject({ from: wallTime, to: wallTime.meta({ examples: ['08:00'] }) })
  .refine(({ from, to }) => from !== to, { error: 'Must not begin and end at the same time', path: ['to'] })

/** When nobody is to be written to or called: on the clock of their zone, across midnight too. */
const quietHours = z
  .union([z.literal('none'), hours])
  .nullable()
  .meta({
    description:
      'When they are not to be told, on the clock of their zone; may cross midnight. `none`: at any hour. null: the night of the firm, 21:00 to 08:00.',
    examples: [{ from: '20:00', to: '09:00' }],
  })

const nameToUse = z
  .string()
  .trim()
  .max(300, 'Must have at most 300 characters')
  .meta({ description: 'How they are greeted; empty: by their name.', examples: ['Mrs Ruiz'] })

const standingRequests = z
  .string()
  .trim()
  .max(2000, 'Must have at most 2000 characters')
  .meta({
    description: 'What they always ask for. Staff see it wherever it matters.',
    examples: ['Call before you come.'],
  })

const preferredChannel = z
  .enum(['email', 'phone'])
  .nullable()
  .meta({
    description: 'How they are told. null: by e-mail where there is an address, else by telephone.',
    examples: ['phone'],
  })

export const contactFields = {
  name: words(300, 'Ana Ruiz'),
  email: email.nullable().meta({ description: 'Where notices go.' }),
  phone: phone.nullable(),
  language: z.enum(LANGUAGES).meta({ description: 'In which we write to them.' }),
  timeZone: timeZone.meta({ description: 'In which they read dates.' }),
  nameToUse,
  preferredChannel,
  quietHours,
  standingRequests,
  isPrimary: z.boolean().meta({ description: 'Who is told unless another contact is named.', examples: [true] }),
}

/** A contact in the input: what is left out is taken from the organization. */
export const newContact = z.strictObject({
  name: contactFields.name,
  email: contactFields.email.default(null),
  phone: contactFields.phone.default(null),
  language: contactFields.language.optional(),
  timeZone: contactFields.timeZone.optional(),
  nameToUse: nameToUse.default(''),
  preferredChannel: preferredChannel.default(null),
  quietHours: quietHours.default(null),
  standingRequests: standingRequests.default(''),
  isPrimary: contactFields.isPrimary.optional(),
})
export type NewContact = z.output<typeof newContact>

/** To what people consent. About their own matter they are written to without. */
export const PURPOSES = ['news', 'feedback'] as const

const consentStand = z.enum(['given', 'withdrawn', 'none'])

export const consents = z.strictObject({ news: consentStand, feedback: consentStand }).meta({
  description:
    'Whether they may be sent news and promotions, and asked for feedback. Only `given` is a yes: silence is no consent. About their own matter they are written to without it.',
  examples: [{ news: 'given', feedback: 'none' }],
})

export const customerFields = {
  name: words(300, 'Ana Ruiz'),
  kind: z.enum(['person', 'company']),
  note: z
    .string()
    .trim()
    .max(10_000, 'Must have at most 10000 characters')
    .meta({ examples: ['Call before you come.'] }),
}

export const segment = z
  .string()
  .trim()
  .max(200, 'Must have at most 200 characters')
  .meta({ description: 'Who it belongs with: policies may ask for it.', examples: ['Gold'] })

export const calendarId = z
  .uuid()
  .nullable()
  .meta({ description: 'Its own business hours, where policies count in them.', examples: [null] })

export const contactView = z.object({
  id: z.uuid(),
  customerId,
  name: z.string().meta({ examples: ['Ana Ruiz'] }),
  email: z
    .string()
    .nullable()
    .meta({ examples: ['ana@example.com'] }),
  phone: z
    .string()
    .nullable()
    .meta({ examples: ['+48 600 100 200'] }),
  language: z.enum(LANGUAGES),
  timeZone: z.string().meta({ examples: ['Europe/Warsaw'] }),
  nameToUse,
  preferredChannel,
  quietHours,
  standingRequests,
  consents,
  isPrimary: z.boolean(),
  bouncedAt: instantText
    .nullable()
    .meta({ description: 'Since when mail to this address comes back.', examples: [null] }),
  bounceReason: z
    .string()
    .nullable()
    .meta({ description: 'What its server said.', examples: [null] }),
  createdAt: instantText,
  version: z.number().int().min(1),
})
export type ContactView = z.input<typeof contactView>

export const customerView = z.object({
  id: customerId,
  name: z.string().meta({ examples: ['Ana Ruiz'] }),
  kind: customerFields.kind,
  note: z
    .string()
    .meta({ description: 'Standing wishes: "call before you come".', examples: ['Call before you come.'] }),
  segment,
  calendarId,
  source: z.string().meta({ description: 'Where the record comes from.', examples: ['console'] }),
  externalId: z
    .string()
    .nullable()
    .meta({ description: 'Its id there.', examples: ['C-1042'] }),
  contacts: z
    .array(contactView)
    .meta({ description: 'The primary one first, then its own, then those of customers merged into it.' }),
  merged: z
    .array(
      z.object({
        id: z.uuid(),
        name: z.string().meta({ examples: ['A. Ruiz'] }),
        into: z.uuid().meta({ description: 'Into whom: this customer, or another that was merged later.' }),
        mergedAt: instantText,
      }),
    )
    .meta({
      description: 'Customers that are read as this one. What belongs to them is listed with it.',
      examples: [[]],
    }),
  askedFor: z
    .object({ id: z.uuid(), name: z.string().meta({ examples: ['A. Ruiz'] }) })
    .nullable()
    .meta({ description: 'The customer that was asked for, where it was merged into this one.', examples: [null] }),
  allowed: z.array(z.enum(['update', 'addContact', 'merge'])).meta({ description: 'What the caller may do to it.' }),
  createdAt: instantText,
  version: z.number().int().min(1),
})
export type CustomerView = z.input<typeof customerView>

export const edit = { id: customerId, ifVersion }
