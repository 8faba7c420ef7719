import { IconHeartHandshake } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { api } from '../api/call.ts'
import type { Output } from '../api/contract.ts'
import { w } from '../parts/note-words.tsx'
import { Flags } from '../parts/writing-guards.tsx'
import { WithWritingWords } from '../parts/writing-words.tsx'
import { Action } from '../ui/action.tsx'
import { language } from '../ui/text.ts'
import { absolute } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import css from './note-promises.module.css'

type Checked = Output<'conversations.checkNote'>
type Found = Checked['promises'][number]
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
  const [reason, setReason] = useState('')
  const isChosen = (found: Found) => chosen.some((each) => keyOf(each) === keyOf(found))
  return {
    known,
    isChosen,
    reason,
    setReason,
    toggle: (found: Found) =>
      setChosen(isChosen(found) ? chosen.filter((each) => keyOf(each) !== keyOf(found)) : [...chosen, found]),
    /** What goes with the note: promised at the call, and told by it. */
    beside: {
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
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

const nothing: Checked = { promises: [], flags: [] }

// Short enough to feel immediate, long enough not to ask for every letter.
const restMilliseconds = 350

/** What a note promises and contradicts, found when the writer rests; an answer to an older text is thrown away. */
function useFound(text: string, nextStep: string, { about, contactId }: Known): Checked {
  const [{ promises, flags }, setFound] = useState<Checked>(nothing)
  useEffect(() => {
    if (`${text}${nextStep}`.trim() === '') return setFound(nothing)
    const asking = new AbortController()
    const timer = setTimeout(() => {
      const note = { text, nextStep, language, ...(about ? { about } : {}), ...(contactId ? { contactId } : {}) }
      api('conversations.checkNote', note, { signal: asking.signal }).then(setFound, () => {})
    }, restMilliseconds)
    return () => {
      clearTimeout(timer)
      asking.abort()
    }
  }, [text, nextStep, about, contactId])
  return { flags, promises: promises.filter(({ already, dueAt }) => already === null && dueAt !== null) }
}

interface Props {
  readonly text: string
  readonly nextStep: string
  readonly promised: Promised
}

/** What was noticed: promises to be made with one press, and what contradicts the record. Nothing is promised by itself. */
export function Offers({ text, nextStep, promised }: Props) {
  const { promises, flags } = useFound(text, nextStep, promised.known)
  return (
    <>
      <Promises found={promises} promised={promised} />
      {flags.length > 0 && (
        <WithWritingWords>
          <Flags flags={flags} reason={promised.reason} onReason={promised.setReason} spoken />
        </WithWritingWords>
      )}
    </>
  )
}

function Promises({ found, promised }: Pick<Props, 'promised'> & { found: readonly Found[] }) {
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
