import { useRef } from 'react'
import type { Problem } from '../../api/problem.ts'
import { useRead } from '../../api/read.ts'
import { w } from '../../parts/inbox-words.tsx'
import { Action } from '../../ui/action.tsx'
import { absolute } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './composer.module.css'

/** The newest message when the writer began: what others say after it was not before them. */
export function useSeen(id: string, text: string) {
  const list = useRead('conversations.listSaid', { id, limit: 100 })
  const newest = list.data?.items[0]?.id
  const seen = useRef<string | undefined>(undefined)
  if (text.trim() === '') seen.current = undefined
  else seen.current ??= newest
  return seen
}

interface Meant {
  readonly id: string
  readonly by: string
  readonly text: string
  readonly at: string
}

const meant = (problem: Problem): readonly Meant[] =>
  problem.code === 'conversations/said_meanwhile' && Array.isArray(problem.details.messages)
    ? (problem.details.messages as Meant[])
    : []

interface Props {
  readonly problem: Problem
  /** Sends it all the same, the message with this id being the newest that was read. */
  readonly onRead: (id: string) => void
}

/** Why an answer was not sent; where somebody has written meanwhile, what they wrote. */
export function NotSent({ problem, onRead }: Props) {
  const messages = meant(problem)
  const [newest] = messages
  if (!newest) return <Trouble error={problem} />
  return (
    <div className={css.meanwhile} role="alert">
      <strong>{w.meanwhile.title()}</strong>
      <ul>
        {messages.map(({ id, by, text, at }) => (
          <li key={id}>
            <span className="own-words">{by}</span> · {absolute(at)}
            <p className="own-words">{text}</p>
          </li>
        ))}
      </ul>
      <Action size="compact-sm" variant="light" onClick={() => onRead(newest.id)}>
        {w.meanwhile.send()}
      </Action>
    </div>
  )
}
