import { LANGUAGES, type Language } from '#platform/fields'
import type { PolicySpec } from './policy-spec.ts'
import { type Industry, NORMS, type Norm } from './starter/norms.ts'
import type { Said, StarterWords } from './starter/starter-words.ts'
import { ca } from './starter/words-ca.ts'
import { en } from './starter/words-en.ts'
import { es } from './starter/words-es.ts'
import { pl } from './starter/words-pl.ts'
import { pt } from './starter/words-pt.ts'
import { ru } from './starter/words-ru.ts'
import { STARTER_RULES } from './starter-rules.ts'

const WORDS: Readonly<Record<Language, StarterWords>> = { en, pt, es, ca, pl, ru }

export type StarterPolicy = { norm: Norm; name: string; spec: PolicySpec }

const said = (language: Language, industry: Industry, norm: Norm): Said => {
  const words = WORDS[language]
  return (industry === 'general' ? undefined : words.industries[industry][norm]) ?? words.norms[norm]
}

/** The starter set of an industry: names in the organization's language, wordings in all languages. A pure function. */
export function starterSet(industry: Industry, language: Language): StarterPolicy[] {
  return NORMS.map((norm) => {
    const { kinds, channels, ...rules } = STARTER_RULES[norm]
    const names = channels && [...new Set([...WORDS.en.channels[channels], ...WORDS[language].channels[channels]])]
    return {
      norm,
      name: said(language, industry, norm)[0],
      spec: {
        ...rules,
        conditions: { ...(kinds ? { kinds } : {}), ...(names ? { channels: names } : {}) },
        wording: Object.fromEntries(LANGUAGES.map((one) => [one, said(one, industry, norm)[1]])),
        steps: [...rules.steps],
      },
    }
  })
}
