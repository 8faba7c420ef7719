import { loadMessages, type Messages } from '#messages/console'

export type Language = Parameters<typeof loadMessages>[0]

/** Each language under its own name, in the order in which they are offered. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  pt: 'Português',
  es: 'Español',
  ca: 'Català',
  pl: 'Polski',
  ru: 'Русский',
}
export const languages = Object.keys(languageNames) as Language[]

const storageKey = 'kept-language'

/** The active language's messages; set by `speak` before anything is drawn, and only that language is loaded. */
export let m: Messages
export let language: Language = 'en'
/** The BCP 47 tag for dates and numbers: the browser's own variant of the language ("en-US") where it has one. */
export let locale = 'en-GB'

const isLanguage = (tag: string | null | undefined): tag is Language => tag != null && tag in languageNames

/** What this browser's reader chose last, else the first of the browser's languages that Kept speaks. */
export function preferredLanguage(): Language {
  const stored = localStorage.getItem(storageKey)
  if (isLanguage(stored)) return stored
  return navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en'
}

/** Loads a language and makes it the active one; the caller draws again. */
export async function speak(next: Language): Promise<void> {
  m = await loadMessages(next)
  language = next
  const variant = navigator.languages.find((tag) => tag.toLowerCase().startsWith(`${next}-`))
  locale = variant ?? (next === 'en' ? 'en-GB' : next === 'pt' ? 'pt-PT' : next)
  document.documentElement.lang = next
  localStorage.setItem(storageKey, next)
}
