import { z } from 'zod'
import { organizationOf } from '#modules/directory'
import { renderedScript, scriptId } from '#modules/playbooks'
import { LANGUAGES } from '#platform/fields'
import { operation } from '#platform/operation'
import { requestId } from './schemas.ts'
import { factsOf, matterOf } from './script-facts.ts'

export const previewScript = operation({
  name: 'scripts.preview',
  effect: 'reads',
  permission: 'scripts.read',
  summary: 'A script with the facts of a matter put in, in the language of whoever reads it, and what is missing',
  input: z.strictObject({
    id: scriptId,
    requestId: requestId.optional(),
    conversationId: z.uuid().optional().meta({ description: 'The conversation that it is written in.' }),
    promiseId: z.uuid().optional().meta({ description: 'The promise that it is about. Default: what stands.' }),
    contactId: z.uuid().optional().meta({ description: 'Whom it is for. Default: whom the matter is with.' }),
    language: z
      .enum(LANGUAGES)
      .optional()
      .meta({ description: 'Default: that of the contact.', examples: ['pl'] }),
  }),
  output: z.object({
    language: z.enum(LANGUAGES).meta({ description: 'In which it is written.' }),
    readerLanguage: z.enum(LANGUAGES).meta({ description: 'Of whoever reads it.' }),
    subject: z
      .string()
      .nullable()
      .meta({ examples: ['New date for “Boiler repair”'] }),
    text: z.string().meta({ examples: ['Dear Mrs Ruiz, we are working on “Boiler repair”.'] }),
    missing: z
      .array(z.string().meta({ examples: ['new_date'] }))
      .meta({ description: 'Facts that are not known; they stand in the text as {{name}} and must not be sent.' }),
    promiseId: z.uuid().nullable().meta({ description: 'The promise that it is about: where {{link}} leads.' }),
  }),
  async run(ctx, { id, language, ...asked }) {
    const [matter, organization] = [await matterOf(ctx, asked), await organizationOf(ctx)]
    const readerLanguage = language ?? matter.contact?.language ?? organization.language
    const rendered = await renderedScript(ctx, id, {
      language: readerLanguage,
      values: (read) => factsOf(ctx, matter, read),
    })
    return { ...rendered, readerLanguage, promiseId: matter.promise?.id ?? null }
  },
})
