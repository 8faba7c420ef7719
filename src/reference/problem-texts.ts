import { loadMessages } from '#messages/problems'
import type { ProblemText } from './pages.ts'

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Stands for whatever a sentence names: a number comes out as NaN, and is shown like a word. */
const anything = new Proxy({}, { get: () => '…' })

type Texts = { readonly [name: string]: Texts | ((parameters: object) => string) }

/** Every code of a refusal with its sentence, in the order of the alphabet. */
export async function problemTexts(): Promise<ProblemText[]> {
  const texts = (await loadMessages('en')) as unknown as Texts
  return Object.entries(texts)
    .flatMap(([module, own]) =>
      Object.entries(own).map(([name, say]) => ({
        code: `${module === 'any' ? '…' : module}/${snake(name)}`,
        says: typeof say === 'function' ? say(anything).replaceAll('NaN', '…') : '',
      })),
    )
    .filter(({ says }) => says !== '')
    .sort((a, b) => (a.code < b.code ? -1 : 1))
}
