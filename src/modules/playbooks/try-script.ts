import { z } from 'zod'
import { organizationOf } from '#modules/directory'
import { LANGUAGES } from '#platform/fields'
import { operation } from '#platform/operation'
import { findingsIn } from './check-script.ts'
import { exampleFacts } from './example-facts.ts'
import { renderScript, VARIABLES, variablesOf } from './script.ts'
import { finding, texts, use } from './script-schemas.ts'

export const tryScript = operation({
  name: 'scripts.try',
  effect: 'reads',
  permission: 'scripts.read',
  summary: 'What is to be said of a script before it is saved, and how it reads for an example; nothing is recorded',
  input: z.strictObject({ use, texts }),
  output: z.object({
    variables: z
      .array(z.enum(VARIABLES))
      .meta({ description: 'What may stand in it.', examples: [['customer', 'due']] }),
    findings: z.array(finding),
    examples: z.array(
      z.object({
        language: z.enum(LANGUAGES),
        subject: z
          .string()
          .nullable()
          .meta({ examples: ['News about boiler repair'] }),
        text: z.string().meta({ examples: ['Dear Mrs Ruiz, your boiler will be repaired by Thursday 26 November.'] }),
      }),
    ),
  }),
  async run(ctx, script) {
    const [findings, { name, country, timeZone }] = await Promise.all([findingsIn(ctx, script), organizationOf(ctx)])
    const examples = LANGUAGES.filter((language) => script.texts[language] !== undefined).map(async (language) => {
      const facts = await exampleFacts(language, { name, country, timeZone, now: ctx.now })
      const { subject, text } = renderScript(script, language, facts)
      return { language, subject, text }
    })
    return { variables: variablesOf(script.use), findings, examples: await Promise.all(examples) }
  },
})
