import { createContext, type ReactNode, use, useState } from 'react'
import { fetched } from '../ui/fetched.tsx'
import { type Place, placeIn } from './note-place.ts'

const NoteCall = fetched(() => import('../forms/note-call.tsx'), 'NoteCall')
const WriteMail = fetched(() => import('../forms/write-mail.tsx'), 'WriteMail')

type What = 'call' | 'mail'

const Opener = createContext<(what: What) => void>(() => {})

/** Opens the note of a call or a visit, about what the page shows: a customer, a request, a conversation, or nothing yet. */
export function useNoteCall(): () => void {
  const open = use(Opener)
  return () => open('call')
}

/** Opens a first mail to somebody, about what the page shows. */
export function useWriteMail(): () => void {
  const open = use(Opener)
  return () => open('mail')
}

/** Holds the note or the mail over whichever page it was opened on. */
export function NoteCallProvider({ children }: { children: ReactNode }) {
  const [opened, setOpened] = useState<{ what: What; place: Place } | null>(null)
  const close = () => setOpened(null)
  return (
    <Opener value={(what) => setOpened({ what, place: placeIn(location.pathname) })}>
      {children}
      {opened?.what === 'call' && <NoteCall place={opened.place} onClose={close} />}
      {opened?.what === 'mail' && (
        <WriteMail
          place={opened.place}
          onClose={close}
          onCall={() => setOpened({ what: 'call', place: opened.place })}
        />
      )}
    </Opener>
  )
}
