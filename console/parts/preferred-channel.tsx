import { IconArrowsExchange } from '@tabler/icons-react'
import type { Output } from '../api/contract.ts'
import { Action } from '../ui/action.tsx'
import { Note } from '../ui/note.tsx'
import { m } from '../ui/text.ts'
import { w } from './writing-words.tsx'

type Preferred = Output<'customers.get'>['contacts'][number]['preferredChannel']

/** How a contact wants to be reached, in words; null: they have not said. Only below `WithWritingWords`. */
export const prefers = (preferred: Preferred): string | null =>
  preferred === null ? null : preferred === 'phone' ? w.to.prefersPhone() : w.to.prefersEmail()

interface Props {
  readonly name: string
  readonly preferred: Preferred
  /** On which channel is written. */
  readonly here: 'email' | 'portal'
  readonly onCall: () => void
}

/** That a contact wants to be reached otherwise than they are written to. Nothing where they do not. */
export function OtherChannel({ name, preferred, here, onCall }: Props) {
  if (preferred === null || preferred === here) return null
  return (
    <Note icon={<IconArrowsExchange size={16} stroke={1.8} />}>
      {preferred === 'phone' ? w.to.ratherCalled({ name }) : w.to.ratherMailed({ name })}{' '}
      {preferred === 'phone' && (
        <Action size="compact-xs" variant="subtle" onClick={onCall}>
          {m.noteCall.title()}
        </Action>
      )}
    </Note>
  )
}
