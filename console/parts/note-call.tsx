import { createContext, lazy, type ReactNode, Suspense, use, useState } from 'react'
import { type Place, placeIn } from './note-place.ts'

const NoteCall = lazy(() => import('../forms/note-call.tsx').then((file) => ({ default: file.NoteCall })))

const Opener = createContext<() => void>(() => {})

/** Opens the note of a call or a visit, about what the page shows: a customer, a request, a conversation, or nothing yet. */
export const useNoteCall = (): (() => void) => use(Opener)

/** Holds the note over whichever page it was opened on. */
export function NoteCallProvider({ children }: { children: ReactNode }) {
  const [place, setPlace] = useState<Place | null>(null)
  return (
    <Opener value={() => setPlace(placeIn(location.pathname))}>
      {children}
      <Suspense>{place && <NoteCall place={place} onClose={() => setPlace(null)} />}</Suspense>
    </Opener>
  )
}
