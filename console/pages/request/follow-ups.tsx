import { IconAlertTriangle, IconCheck, IconHelpCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useList } from '../../api/read.ts'
import { type FollowUp, givenBy, stateOf, WithFollowUpWords, w } from '../../parts/followup-words.tsx'
import { Action } from '../../ui/action.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { Section } from '../../ui/page.tsx'
import css from './follow-ups.module.css'

/** Fetched with the file. */
export const texts = [WithFollowUpWords]

const NoteOutcome = fetched(() => import('../../forms/note-outcome.tsx'), 'NoteOutcome')

/** Whether it went as promised: that the customer is asked, and what they said. */
export function FollowUps({ requestId }: { requestId: string }) {
  const { items } = useList('followUps.list', { about: `request:${requestId}`, limit: 20 })
  if (items.length === 0) return null
  return (
    <WithFollowUpWords>
      <Panel followUps={items} />
    </WithFollowUpWords>
  )
}

const icons = { yes: IconCheck, no: IconAlertTriangle } as const

function Panel({ followUps }: { followUps: readonly FollowUp[] }) {
  const [noting, setNoting] = useState<FollowUp | null>(null)
  return (
    <Section title={w.title()} flush id="follow-ups">
      <ul className={css.list}>
        {followUps.map((followUp, n) => {
          const Icon = followUp.state === 'yes' || followUp.state === 'no' ? icons[followUp.state] : IconHelpCircle
          const [last, ...before] = followUp.answers.toReversed()
          return (
            <li key={followUp.id} className={css.row} data-state={followUp.state}>
              <p className={css.state}>
                <Icon size={17} stroke={1.9} aria-hidden />
                {stateOf(followUp)}
              </p>
              {last?.words && <p className={`${css.words} own-words`}>{last.words}</p>}
              {last && <p className={css.quiet}>{givenBy(last)}</p>}
              {before.map((answer) => (
                <p key={answer.at} className={css.quiet}>
                  {w.before({ answer: w[answer.answer]() })}
                  {answer.words && <span className="own-words"> “{answer.words}”</span>} · {givenBy(answer)}
                </p>
              ))}
              {n === 0 && followUp.allowed.includes('answer') && (
                <Action size="compact-sm" variant="default" onClick={() => setNoting(followUp)}>
                  {w.noteAnswer()}
                </Action>
              )}
            </li>
          )
        })}
      </ul>
      {noting && <NoteOutcome followUp={noting} onClose={() => setNoting(null)} />}
    </Section>
  )
}
