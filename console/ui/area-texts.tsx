import { type ReactNode, Suspense, use } from 'react'
import { type Language, language } from './text.ts'

/** A component below which the texts of an area are there. */
export interface WithTexts {
  (props: { readonly children: ReactNode; readonly fallback?: ReactNode }): ReactNode
  /** Fetches them before something is drawn that needs them. */
  fetch(): Promise<unknown>
}

/** Fetches the texts of an area once a language; whoever tries again after a failure asks again. */
export function areaTexts<Texts>(load: (wanted: Language) => Promise<Texts>): (wanted: Language) => Promise<Texts> {
  const loading = new Map<Language, Promise<Texts>>()
  return (wanted) => {
    const known = loading.get(wanted)
    if (known) return known
    const texts = load(wanted)
    loading.set(wanted, texts)
    // React draws at once what says that it is there; else it waits, at least for a moment that is seen.
    texts.then(
      (value) => Object.assign(texts, { status: 'fulfilled', value }),
      () => loading.delete(wanted),
    )
    return texts
  }
}

/**
 * The texts of an area come with what first needs them, not with the console.
 * @param set takes them, in the reader's language, whenever something below is drawn
 */
export function withTexts<Texts>(load: (wanted: Language) => Promise<Texts>, set: (texts: Texts) => void): WithTexts {
  const textsIn = areaTexts(load)
  function Fetched({ children }: { children: ReactNode }) {
    set(use(textsIn(language)))
    return children
  }
  return Object.assign(
    ({ children, fallback }: { children: ReactNode; fallback?: ReactNode }) => (
      <Suspense fallback={fallback}>
        <Fetched>{children}</Fetched>
      </Suspense>
    ),
    { fetch: () => textsIn(language) },
  )
}

/** A file of components, and the texts that they cannot do without. */
export interface FileWithTexts {
  readonly texts?: readonly WithTexts[]
}

/** Such a file, once its texts are there as well: nothing is drawn twice. */
export async function fetchedWithTexts<T extends FileWithTexts>(load: () => Promise<T>): Promise<T> {
  const file = await load()
  await Promise.all((file.texts ?? []).map((each) => each.fetch()))
  return file
}
