import { IconHeartHandshake } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { api } from '../api/call.ts'
import type { Output } from '../api/contract.ts'
import { w } from '../parts/note-words.tsx'
import { Action } from '../ui/action.tsx'
import { language } from '../ui/text.ts'
import { absolute } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import css from './note-promises.module.css'

type Found = Output<'conversations.checkNote'>['promises'][number]
type Noted = Pick<Output<'conversations.recordContact'>, 'promises'>

interface Known {
  readonly about: string | null
  readonly contactId: string | null
  readonly customerId: string | null
}

const keyOf = ({ kind, dueAt }: Found): string => `${kind} ${dueAt}`

/** What of a note is to be promised, as somebody has pressed with it. */
export function usePromised(known: Known) {
  const [chosen, setChosen] = useState<readonly Found[]>([])
  const isChosen = (found: Found) => chosen.some((each) => keyOf(each) === keyOf(found))
  return {
    known,
    isChosen,
    toggle: (found: Found) =>
      setChosen(isChosen(found) ? chosen.filter((each) => keyOf(each) !== keyOf(found)) : [...chosen, found]),
    /** What goes with the note: promised at the call, and told by it. */
    beside: {
      promises: chosen.flatMap(({ kind, wording, wordingLanguage: language, dueAt, windowFrom }) =>
        dueAt === null ? [] : [{ kind, wording, language, dueAt, ...(windowFrom ? { windowFrom } : {}) }],
      ),
    },
  }
}
export type Promised = ReturnType<typeof usePromised>

/** Says that a note is kept, and how many promises with it. */
export const toastNoted = ({ promises }: Noted): void =>
  toast(promises.length > 0 ? w.keptPromised({ n: promises.length }) : w.kept())

// Short enough to feel immediate, long enough not to ask for every letter.
const restMilliseconds = 350

/** What a note promises, found when the writer rests; an answer to an older text is thrown away. */
function useFound(text: string, nextStep: string, { about, contactId }: Known): readonly Found[] {
  const [found, setFound] = useState<readonly Found[]>([])
  useEffect(() => {
    if (`${text}${nextStep}`.trim() === '') return setFound([])
    const asking = new AbortController()
    const timer = setTimeout(() => {
      const note = { text, nextStep, language, ...(about ? { about } : {}), ...(contactId ? { contactId } : {}) }
      api('conversations.checkNote', note, { signal: asking.signal }).then(
        ({ promises }) => setFound(promises),
        () => {},
      )
    }, restMilliseconds)
    return () => {
      clearTimeout(timer)
      asking.abort()
    }
  }, [text, nextStep, about, contactId])
  return found.filter(({ already, dueAt }) => already === null && dueAt !== null)
}

interface Props {
  readonly text: string
  readonly nextStep: string
  readonly promised: Promised
}

/** What was noticed, offered: one press makes it a promise when the note is kept. Nothing is promised by itself. */
export function Offers({ text, nextStep, promised }: Props) {
  const found = useFound(text, nextStep, promised.known)
  if (found.length === 0) return null
  return (
    <ul className={css.offers} aria-label={w.noticed()}>
      {found.map((each) => (
        <li key={keyOf(each)} className={css.offer} data-chosen={promised.isChosen(each)}>
          <IconHeartHandshake size={18} stroke={1.8} aria-hidden />
          <span className="own-words">{w.promises({ wording: each.wording, at: absolute(each.dueAt ?? '') })}</span>
          <Action
            size="compact-sm"
            variant={promised.isChosen(each) ? 'filled' : 'light'}
            aria-pressed={promised.isChosen(each)}
            disabledBecause={promised.known.customerId === null ? w.whose() : null}
            onClick={() => promised.toggle(each)}
          >
            {promised.isChosen(each) ? w.promised() : w.promise()}
          </Action>
        </li>
      ))}
    </ul>
  )
}
