import { z } from 'zod'
import { findPromises } from '#library/language'
import { calendarClock } from '#modules/calendars'
import { organizationOf } from '#modules/directory'
import { promisesAbout } from '#modules/promises'
import { instantText, type LANGUAGES, language, textOf, textOrNull } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { type Compared, compare, RECORDED } from './contradictions.ts'
import { type ConversationRow, findConversation } from './conversation-queries.ts'
import { conversationId } from './conversation-schemas.ts'
import { conversationNotFound } from './errors.ts'

const offset = z.number().int().min(0)

export const noticed = z.object({
  start: offset.meta({ description: 'Where it stands in the text: UTF-16 offsets.' }),
  end: offset,
  text: z.string().meta({ examples: ['I will call you back tomorrow by three'] }),
  kind: z.string().meta({ description: 'As which kind of promise it is recorded.', examples: ['callback'] }),
  dueAt: instantText.nullable().meta({ description: 'null: it names no date.' }),
  windowFrom: instantText.nullable(),
  certainty: z
    .number()
    .min(0)
    .max(1)
    .meta({ examples: [0.9] }),
  already: z.uuid().nullable().meta({ description: 'The running promise that says the same.' }),
})

const flag = z.object({
  code: z.enum(['date_differs', 'declined']).meta({
    description: 'date_differs: another date than the open promise. declined: the customer declined it.',
    examples: ['date_differs'],
  }),
  index: z.number().int().meta({ description: 'Which of the promises in the text.' }),
  promiseId: z.uuid().meta({ description: 'The promise that it is compared with.' }),
  wording: z.string().meta({ examples: ['Your boiler will be repaired.'] }),
  dueAt: instantText,
})

export type Checked = {
  language: (typeof LANGUAGES)[number]
  found: ReturnType<typeof findPromises>
} & Compared

/** What a text to the customer promises, in the firm's zone and hours, and what of it contradicts the record. */
export async function checkText(
  ctx: Context,
  row: Pick<ConversationRow, 'about' | 'language'>,
  text: string,
  written?: (typeof LANGUAGES)[number],
): Promise<Checked> {
  const [organization, { calendar }, promises] = await Promise.all([
    organizationOf(ctx),
    calendarClock(ctx, null),
    promisesAbout(ctx, row.about),
  ])
  const spoken = written ?? (row.language as Checked['language'] | null) ?? organization.language
  const zone = organization.timeZone
  const found = findPromises(text, { language: spoken, now: ctx.now, timeZone: zone, calendar })
  return { language: spoken, found, ...compare(found, promises, zone) }
}

export const readText = operation({
  name: 'conversations.checkText',
  effect: 'reads',
  permission: 'conversations.write',
  summary: 'What a text promises before it is sent, and where it contradicts what was promised; nothing is recorded',
  input: z.strictObject({
    id: conversationId,
    text: z
      .string()
      .max(50_000)
      .meta({ examples: ['I will call you back tomorrow by three.'] }),
    language: language.optional().meta({ description: 'In which it is written. Default: that of the conversation.' }),
  }),
  output: z.object({ language, promises: z.array(noticed), flags: z.array(flag) }),
  async run(ctx, { id, text, language: written }) {
    const row = await findConversation(ctx.db, ctx.orgId, id)
    if (!row) throw conversationNotFound()
    const { language: spoken, found, flags, already } = await checkText(ctx, row, text, written)
    return {
      language: spoken,
      promises: viewsOfNoticed({ found, already }),
      flags: flags.map(({ code, index, promise }) => ({
        ...{ code, index, promiseId: promise.id, wording: promise.wording },
        dueAt: textOf(Temporal.Instant.from(promise.dueAt)),
      })),
    }
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
