import type { RefObject } from 'react'
import { type Checked, type Place, useChecked } from './checked-text.ts'
import { WritingGuards } from './writing-guards.tsx'
import { WithWritingWords } from './writing-words.tsx'

interface Props {
  readonly place: Place
  readonly text: string
  /** Who reads it. */
  readonly name: string
  /** Holds what was found, with the reason, for what the form sends. */
  readonly at: RefObject<Checked | null>
}

/** What of a form's text contradicts the record, and the field for why it is told all the same. */
export const SaidGuards = (props: Props) => (
  <WithWritingWords>
    <Guards {...props} />
  </WithWritingWords>
)

function Guards({ place, text, name, at }: Props) {
  const checked = useChecked(place, text, true)
  at.current = checked
  return <WritingGuards checked={checked} name={name} onlyFlags />
}
