import {
  IconAlertTriangle,
  IconCircleCheck,
  IconMoodEmpty,
  IconMoodSad,
  IconMoodSmile,
  IconMoodWrrr,
  IconPhoneIncoming,
  IconPhoneOutgoing,
  IconPoint,
} from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useRead } from '../api/read.ts'
import { paths } from '../paths.ts'
import { A } from '../ui/link.tsx'
import { dayOnly, useNow } from '../ui/time.ts'
import css from './customer-notes.module.css'
import { moodWord, type Notes, noteSentence, ourAttempts, theirAttempts } from './note-words.ts'
import { WithStandingWords, w } from './standing-words.tsx'

// Folded, nothing points at the mood: what places its rule beside it is not fetched.
const Hint = lazy(() => import('../ui/hint.tsx').then((file) => ({ default: file.Hint })))

type Note = Notes['notes'][number]
type Ground = Note['grounds'][number]

interface Props {
  readonly customerId: string
  /** Leaves the reasons for whoever opens them: beside something else that is read. */
  readonly folded?: boolean
}

/** How we stand with a customer: mood with its reasons, what they are to us, who tried to reach whom in vain. */
export function CustomerNotes({ customerId, folded = false }: Props) {
  const notes = useRead('desk.readCustomerNotes', { id: customerId })
  if (!notes.data) return null
  return (
    <WithStandingWords>
      <Drawn notes={notes.data} folded={folded} />
    </WithStandingWords>
  )
}

function Drawn({ notes, folded }: { notes: Notes; folded: boolean }) {
  return (
    <div className={css.standing}>
      <ReachLines reach={notes.reach} />
      {folded ? (
        <details>
          <summary className={css.summary}>
            <Mood word={notes.mood.word} />
          </summary>
          <Reasons notes={notes} />
        </details>
      ) : (
        <>
          <p className={css.mood}>
            <Suspense fallback={<Mood word={notes.mood.word} />}>
              <Hint says={w.mood.rule()}>
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its rule is said on focus. */}
                <span tabIndex={0}>
                  <Mood word={notes.mood.word} />
                </span>
              </Hint>
            </Suspense>
          </p>
          <Reasons notes={notes} />
        </>
      )}
    </div>
  )
}

function Reasons({ notes: { notes, value } }: { notes: Notes }) {
  return (
    <div className={css.reasons}>
      <ul className={css.notes}>
        {notes.map((note) => (
          <li key={note.code} data-weight={note.weight}>
            <WeightIcon weight={note.weight} />
            <span>
              {noteSentence(note)} <Grounds grounds={note.grounds} />
            </span>
          </li>
        ))}
      </ul>
      <p className={css.value}>
        {[
          w.value.since({ date: dayOnly(value.since) }),
          value.requestsLastYear !== null && w.value.requests({ n: value.requestsLastYear }),
          value.openRequests !== null && w.value.open({ n: value.openRequests }),
          value.judged !== null &&
            value.kept !== null &&
            (value.judged === 0 ? w.value.notJudged() : w.value.kept({ kept: value.kept, judged: value.judged })),
        ]
          .filter((part) => part !== false)
          .join(' · ')}
      </p>
    </div>
  )
}

const faces = {
  content: IconMoodSmile,
  neutral: IconMoodEmpty,
  strained: IconMoodSad,
  at_risk_of_leaving: IconMoodWrrr,
} as const

function Mood({ word }: { word: Notes['mood']['word'] }) {
  const Face = faces[word]
  return (
    <span className={css.word} data-mood={word}>
      <Face size={18} stroke={1.8} aria-hidden />
      <span className={css.unseen}>{w.mood.label()}: </span>
      {moodWord(word)}
    </span>
  )
}

function WeightIcon({ weight }: { weight: Note['weight'] }) {
  const Icon = { grave: IconAlertTriangle, bad: IconPoint, good: IconCircleCheck }[weight]
  return <Icon size={15} stroke={1.9} aria-hidden />
}

const groundPath = ({ promiseId, requestId, conversationId }: Ground): string | null =>
  requestId !== null
    ? paths.request(requestId, promiseId ?? undefined)
    : conversationId !== null
      ? paths.conversation(conversationId)
      : null

/** What a note rests on: one by its name, several by their numbers. */
function Grounds({ grounds }: { grounds: readonly Ground[] }) {
  const found = grounds.flatMap((ground) => {
    const path = groundPath(ground)
    return path === null ? [] : [{ ...ground, path }]
  })
  const [only] = found
  if (!only) return null
  if (found.length === 1)
    return (
      <A to={only.path} className={css.ground ?? ''}>
        {only.says}
      </A>
    )
  return (
    <details className={css.grounds}>
      <summary>{w.notes.why({ n: found.length })}</summary>
      <ul>
        {found.map((ground) => (
          <li key={`${ground.promiseId} ${ground.path}`}>
            <A to={ground.path} className={css.ground ?? ''}>
              {ground.says}
            </A>
          </li>
        ))}
      </ul>
    </details>
  )
}

function ReachLines({ reach }: { reach: Notes['reach'] }) {
  const now = useNow()
  if (!reach?.theirs && !reach?.ours) return null
  return (
    <div className={css.reach}>
      {reach.theirs && (
        <p>
          <IconPhoneIncoming size={16} stroke={1.8} aria-hidden />
          <Told says={theirAttempts(reach.theirs, now)} conversationId={reach.theirs.conversationIds[0]} />
        </p>
      )}
      {reach.ours && (
        <p>
          <IconPhoneOutgoing size={16} stroke={1.8} aria-hidden />
          <Told says={ourAttempts(reach.ours, now)} conversationId={reach.ours.conversationIds[0]} />
        </p>
      )}
    </div>
  )
}

const Told = ({ says, conversationId }: { says: string; conversationId: string | undefined }) =>
  conversationId === undefined ? <span>{says}</span> : <A to={paths.conversation(conversationId)}>{says}</A>
