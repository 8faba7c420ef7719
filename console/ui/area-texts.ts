import type { Language } from './text.ts'

/** Fetches the texts of an area once a language; whoever tries again after a failure asks again. */
export function areaTexts<Texts>(load: (wanted: Language) => Promise<Texts>): (wanted: Language) => Promise<Texts> {
  const loading = new Map<Language, Promise<Texts>>()
  return (wanted) => {
    const known = loading.get(wanted)
    if (known) return known
    const texts = load(wanted)
    loading.set(wanted, texts)
    texts.catch(() => loading.delete(wanted))
    return texts
  }
}
