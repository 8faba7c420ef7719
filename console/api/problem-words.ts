import { loadMessages } from '#messages/problems'
import { language } from '../ui/text.ts'

/** The sentence of a code, `promises/past_due`; null where there is none, or the details lack what it names. */
export type Says = (code: string, details: Readonly<Record<string, unknown>>) => string | null

type Texts = Readonly<Record<string, Readonly<Record<string, (details: unknown) => string>>>>

const silent: Says = () => null

/** What refusals say in the reader's language: fetched with the first of them, not before. */
export async function problemWords(): Promise<Says> {
  try {
    return saysOf((await loadMessages(language)) as unknown as Texts)
  } catch {
    // Without a connection the API's own sentence is better than none.
    return silent
  }
}

/** A text of the group `any` serves the codes of all modules that end alike. */
export function saysOf(texts: Texts): Says {
  return (code, details) => {
    const [area = '', name = ''] = code.split('/').map(keyOf)
    const text = own(own(texts, area), name) ?? own(own(texts, 'any'), name)
    try {
      return text?.(strict(details)) ?? null
    } catch {
      return null
    }
  }
}

/** `past_due` is kept under `pastDue`. */
const keyOf = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

const own = <T>(group: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  group && Object.hasOwn(group, name) ? group[name] : undefined

/** Details that throw for what they lack: half a sentence is not shown. */
const strict = (details: Readonly<Record<string, unknown>>): unknown =>
  new Proxy(details, {
    get: (all, name) => {
      const value = all[String(name)]
      if (typeof value !== 'string' && typeof value !== 'number') throw new Error(`Lacks ${String(name)}`)
      return value
    },
  })
