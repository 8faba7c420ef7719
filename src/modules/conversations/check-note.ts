import { z } from 'zod'
import { loadMessages } from '#messages/calls'
import { checkContact } from '#modules/customers'
import { organizationOf } from '#modules/directory'
import { saidFlag, viewOfFlag } from '#modules/promises'
import { type Language, language } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { checkText, noticed, viewsOfNoticed } from './check-text.ts'

const text = (max: number, example: string) =>
  z
    .string()
    .max(max)
    .default('')
    .meta({ examples: [example] })

const offered = noticed.omit({ start: true, end: true }).extend({
  wording: z.string().meta({ description: 'As the customer may be told it.', examples: ['We will call you back.'] }),
  wordingLanguage: language,
})

export const checkNote = operation({
  name: 'conversations.checkNote',
  effect: 'reads',
  permission: 'conversations.write',
  summary: 'What the note of a call promises, before it is kept: to be recorded with one press; nothing is recorded',
  input: z.strictObject({
    text: text(20_000, 'She wants a price. I will call her back tomorrow at three.'),
    nextStep: text(500, 'Call back tomorrow at three.').meta({
      description: 'What we do next: ours, however it is put.',
    }),
    contactId: z.uuid().optional().meta({ description: 'With whom: in whose language it may be told.' }),
    about: z
      .string()
      .max(100)
      .optional()
      .meta({
        description: 'What it is about, where that is known.',
        examples: ['request:01938c1e-7a00-7000-8000-000000000002'],
      }),
    language: language.optional().meta({ description: "In which it is written. Default: the organization's." }),
  }),
  output: z.object({
    promises: z.array(offered),
    flags: z.array(saidFlag).meta({ description: 'Where what was said contradicts the record.' }),
  }),
  async run(ctx, { text: written, nextStep, contactId, about = '', language: asked }) {
    const organization = await organizationOf(ctx)
    const spoken = asked ?? organization.language
    const contact = contactId === undefined ? null : await checkContact(ctx, contactId)
    const told = contact?.language ?? spoken
    const { callback } = await loadMessages(told)
    const read = await checkText(ctx, { about, language: spoken }, written, { language: spoken, way: 'spoken' })
    const found = [...viewsOfNoticed(read), ...(await inNextStep(ctx, nextStep.trim(), { about, spoken }))]
    const seen = new Set<string>()
    return {
      flags: read.flags.map(viewOfFlag),
      promises: found.flatMap(({ start, end, ...each }) => {
        // The next step often says again what the note says.
        const key = `${each.kind} ${each.dueAt}`
        if (seen.has(key)) return []
        seen.add(key)
        const isCall = each.kind === 'callback'
        const wording = isCall ? callback() : `${each.text.charAt(0).toUpperCase()}${each.text.slice(1)}`
        return [{ ...each, wording, wordingLanguage: isCall ? told : spoken }]
      }),
    }
  },
})

/** "Call back tomorrow" asks nobody: it is what we do. In English it reads like a request unless somebody does it. */
async function inNextStep(ctx: Context, step: string, { about, spoken }: { about: string; spoken: Language }) {
  if (step === '') return []
  const check = async (said: string) =>
    viewsOfNoticed(await checkText(ctx, { about, language: spoken }, said, { language: spoken, way: 'spoken' }))
  const found = await check(step)
  if (found.length > 0 || spoken !== 'en') return found
  const ours = await check(`We will ${step.charAt(0).toLowerCase()}${step.slice(1)}`)
  return ours.map((each) => ({ ...each, text: step }))
}
