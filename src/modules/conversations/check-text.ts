import { z } from 'zod'
import { checkContact } from '#modules/customers'
import { organizationOf } from '#modules/directory'
import { type CheckedSaid, checkSaid, RECORDED, saidFlag, viewOfFlag } from '#modules/promises'
import { instant, instantText, type Language, language, textOrNull } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { aboutsOf } from './abouts-of.ts'
import { type ConversationRow, findConversation } from './conversation-queries.ts'
import { CHANNELS, conversationId } from './conversation-schemas.ts'
import { conversationNotFound } from './errors.ts'
import type { Promised } from './promised-in.ts'

const offset = z.number().int().min(0)

export const noticed = z.object({
  start: offset.meta({ description: 'Where it stands in the text: UTF-16 offsets.' }),
  end: offset,
  text: z.string().meta({ examples: ['I will call you back tomorrow by three'] }),
  kind: z.enum(RECORDED).meta({ description: 'As which kind of promise it is recorded.', examples: ['callback'] }),
  dueAt: instantText.nullable().meta({ description: 'null: it names no date.' }),
  windowFrom: instantText.nullable(),
  certainty: z
    .number()
    .min(0)
    .max(1)
    .meta({ examples: [0.9] }),
  already: z.uuid().nullable().meta({ description: 'The running promise that says the same.' }),
})

const text = z
  .string()
  .max(50_000)
  .meta({ examples: ['I will call you back tomorrow by three.'] })
const written = language.optional().meta({
  description: 'In which it is written. Default: that which the text shows reliably, else that of who reads it.',
})
const checked = z.object({
  language: language.meta({ description: 'In which the text was read.', examples: ['en'] }),
  readerLanguage: language.meta({
    description: 'Of whoever reads it: the contact, else the organization.',
    examples: ['en'],
  }),
  promises: z.array(noticed),
  flags: z.array(saidFlag),
})

type Said = Pick<ConversationRow, 'about' | 'language'> & { id?: string }
type How = {
  language?: Language | undefined
  way?: 'written' | 'spoken'
  at?: Temporal.Instant | undefined
  recorded?: readonly Promised[]
  moving?: { promiseId: string; dueAt: Temporal.Instant } | undefined
}

export type Checked = CheckedSaid & { readerLanguage: Language }

/** What a text to the customer promises, and what of it contradicts the record or lies below the floor. */
export async function checkText(
  ctx: Context,
  row: Said,
  said: string,
  { language: given, way, at, recorded = [], moving }: How = {},
): Promise<Checked> {
  const organization = await organizationOf(ctx)
  const readerLanguage = (row.language as Language | null) ?? organization.language
  // What was merged into it is read here, too.
  const beside = row.id === undefined ? [] : await aboutsOf(ctx, { id: row.id, about: row.about })
  const result = await checkSaid(ctx, {
    about: row.about,
    beside,
    text: said,
    language: given,
    readerLanguage,
    way,
    at,
    recorded,
    moving,
  })
  return { ...result, readerLanguage }
}

const viewOfChecked = ({ language: spoken, readerLanguage, ...read }: Checked): z.input<typeof checked> => ({
  ...{ language: spoken, readerLanguage, promises: viewsOfNoticed(read) },
  flags: read.flags.map(viewOfFlag),
})

export const readText = operation({
  name: 'conversations.checkText',
  effect: 'reads',
  permission: 'conversations.write',
  summary: 'What a text promises before it is sent, and where it contradicts what was promised; nothing is recorded',
  input: z.strictObject({ id: conversationId, text, language: written }),
  output: checked,
  async run(ctx, { id, text: said, language: given }) {
    const row = await findConversation(ctx.db, ctx.orgId, id)
    if (!row) throw conversationNotFound()
    return viewOfChecked(await checkText(ctx, row, said, { language: given }))
  },
})

/** Before there is a conversation: a first mail, a note of a call or a visit, an update. */
export const readNewText = operation({
  name: 'conversations.checkNewText',
  effect: 'reads',
  permission: 'conversations.write',
  summary: 'The same of a text that belongs to no conversation yet: a first mail, a note of a call, an update',
  input: z.strictObject({
    text,
    language: written,
    contactId: z.uuid().optional().meta({ description: 'Whom it is for, or with whom one spoke.' }),
    about: z
      .string()
      .max(100)
      .optional()
      .meta({ description: 'The matter.', examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }),
    moving: z
      .strictObject({ promiseId: z.uuid(), dueAt: instant.meta({ examples: ['2027-03-04T15:00:00Z'] }) })
      .optional()
      .meta({ description: 'A promise that is moved with it, and until when: what the text is held against.' }),
    channel: z
      .enum(CHANNELS)
      .default('email')
      .meta({ description: 'Notes of what was spoken are in the firm’s language.', examples: ['email'] }),
  }),
  output: checked,
  async run(ctx, { text: said, language: given, contactId, about, channel, moving }) {
    const contact = contactId === undefined ? null : await checkContact(ctx, contactId)
    const spoken = channel === 'phone' || channel === 'counter'
    const row = { about: about ?? 'conversation:none', language: spoken ? null : (contact?.language ?? null) }
    return viewOfChecked(
      await checkText(ctx, row, said, { language: given, way: spoken ? 'spoken' : 'written', moving }),
    )
  },
})

/** What was noticed in a text, as it is offered. */
export const viewsOfNoticed = ({ found, already }: Pick<Checked, 'found' | 'already'>): z.input<typeof noticed>[] =>
  found.map((each, index) => ({
    start: each.start,
    end: each.end,
    text: each.text.trim(),
    kind: RECORDED[each.kind],
    dueAt: textOrNull(each.due),
    windowFrom: textOrNull(each.window?.start ?? null),
    certainty: each.certainty,
    already: already.get(index)?.id ?? null,
  }))
