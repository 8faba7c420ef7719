import { type ComponentType, useEffect, useState } from 'react'
import { fetchedWithTexts } from './area-texts.tsx'

type PropsOf<Component> = Component extends (props: infer Props) => unknown ? Props : never

/**
 * A component in a file of its own, fetched with its texts when it is drawn first; until then nothing is in its place.
 * It is there as soon as it has come: what React suspends it shows a third of a second later at the earliest.
 */
export function fetched<File extends object, Name extends keyof File>(
  load: () => Promise<File>,
  name: Name,
): ComponentType<PropsOf<File[Name]>> {
  type Known = ComponentType<PropsOf<File[Name]>>
  let known: Known | undefined
  return function Fetched(props: PropsOf<File[Name]>) {
    const [Drawn, setDrawn] = useState(() => known)
    const [problem, setProblem] = useState<Error>()
    useEffect(() => {
      if (known) return
      let gone = false
      fetchedWithTexts(load).then(
        (file) => {
          known = file[name] as Known
          if (!gone) setDrawn(() => known)
        },
        (error: Error) => !gone && setProblem(error),
      )
      return () => {
        gone = true
      }
    }, [])
    if (problem) throw problem
    return Drawn ? <Drawn {...(props as PropsOf<File[Name]> & object)} /> : null
  }
}
