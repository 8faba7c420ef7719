import { createContext, lazy, type ReactNode, Suspense, use, useState } from 'react'
import { type Place, placeIn } from './note-place.ts'

const NoteCall = lazy(() => import('../forms/note-call.tsx').then((file) => ({ default: file.NoteCall })))
const WriteMail = lazy(() => import('../forms/write-mail.tsx').then((file) => ({ default: file.WriteMail })))

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
      <Suspense>
        {opened?.what === 'call' && <NoteCall place={opened.place} onClose={close} />}
        {opened?.what === 'mail' && (
          <WriteMail
            place={opened.place}
            onClose={close}
            onCall={() => setOpened({ what: 'call', place: opened.place })}
          />
        )}
      </Suspense>
    </Opener>
  )
}
