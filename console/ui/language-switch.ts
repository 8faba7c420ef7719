import { createContext } from 'react'
import type { Language } from './text.ts'

/** Changes the console's language and draws it again. */
export const LanguageSwitch = createContext<(next: Language) => void>(() => {})
