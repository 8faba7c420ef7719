import { z } from 'zod'
import { calendarClock } from '#modules/calendars'
import { operation } from '#platform/operation'
import { addContacts } from './add-contacts.ts'
import { insertCustomer } from './queries.ts'
import { calendarId, customerFields, customerView, newContact, segment } from './schemas.ts'
import { viewById } from './view.ts'

export const createCustomer = operation({
  name: 'customers.create',
  effect: 'writes',
  permission: 'customers.create',
  summary: 'Add a customer, with contacts',
  input: z.strictObject({
    name: customerFields.name,
    kind: customerFields.kind.default('person'),
    note: customerFields.note.default(''),
    segment: segment.default(''),
    calendarId: calendarId.default(null),
    contacts: z.array(newContact).max(50, 'At most 50 at once').default([]).meta({
      description: 'The first becomes the primary one unless another is marked.',
    }),
    source: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .default('api')
      .meta({ description: 'Where the record comes from.', examples: ['helpdesk'] }),
    externalId: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'Its id there; unique within the source.', examples: ['C-1042'] }),
  }),
  output: customerView,
  async run(ctx, { contacts, ...input }) {
    if (input.calendarId !== null) await calendarClock(ctx, input.calendarId)
    const id = ctx.newId()
    await insertCustomer(ctx.db, {
      org_id: ctx.orgId,
      id,
      name: input.name,
      kind: input.kind,
      note: input.note,
      segment: input.segment,
      calendar_id: input.calendarId,
      source: input.source,
      external_id: input.externalId ?? null,
      version: 1,
      created_at: ctx.now,
    })
    const added = await addContacts(ctx, id, contacts, { first: true })
    ctx.record({
      type: 'customer.created',
      subject: `customer:${id}`,
      data: { kind: input.kind, contactIds: added.map((contact) => contact.id) },
    })
    return viewById(ctx, id)
  },
})
