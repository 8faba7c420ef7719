import type { Language } from '#platform/fields'
import { ca } from './ca.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { pl } from './pl.ts'
import { pt } from './pt.ts'
import { ru } from './ru.ts'
import type { SampleWords } from './words.ts'

const all: Readonly<Record<Language, SampleWords>> = { en, pt, es, ca, pl, ru }

export const wordsIn = (language: Language): SampleWords => all[language]
