import { IconEye, IconPencil } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useMemberNames } from '../../api/people.ts'
import { usePresence, usePresent } from '../../api/presence.ts'
import { useSession } from '../../api/session.tsx'
import { w } from '../../parts/inbox-words.tsx'
import { language } from '../../ui/text.ts'
import css from './conversation.module.css'
import marks from './marks.module.css'

const list = (names: readonly string[]): string => new Intl.ListFormat(language, { type: 'conjunction' }).format(names)

/** Who else looks at the conversation, and who writes in it; a warning where two write at once. */
export function PresenceLine({ id, writing }: { id: string; writing: boolean }) {
  const { member } = useSession()
  const others = usePresence(id, writing, member.id)
  const names = useMemberNames()
  const doing = (what: 'viewing' | 'writing') =>
    others.filter((other) => other.doing === what).flatMap(({ memberId }) => names.get(memberId) ?? [])
  const [writers, viewers] = [doing('writing'), doing('viewing')]
  return (
    <div className={css.present} role="status" data-both={writing && writers.length > 0}>
      {writers.length > 0 && (
        <span>
          <IconPencil size={14} stroke={1.8} aria-hidden />
          {(writing ? w.presence.both : w.presence.writing)({ n: writers.length, names: list(writers) })}
        </span>
      )}
      {viewers.length > 0 && (
        <span>
          <IconEye size={14} stroke={1.8} aria-hidden />
          {w.presence.viewing({ n: viewers.length, names: list(viewers) })}
        </span>
      )}
    </div>
  )
}

/** The same of a conversation in the list: an icon and the names. */
export function PresenceMark({ id }: { id: string }) {
  const { member } = useSession()
  const others = usePresent(id, member.id)
  return others.length === 0 ? null : <Marks others={others} />
}

function Marks({ others }: { others: ReturnType<typeof usePresent> }) {
  const names = useMemberNames()
  return (['writing', 'viewing'] as const).map((what) => {
    const here = others.filter(({ doing }) => doing === what).flatMap(({ memberId }) => names.get(memberId) ?? [])
    if (here.length === 0) return null
    const Icon = what === 'writing' ? IconPencil : IconEye
    return (
      <span key={what} className={marks.present} title={w.presence[what]({ n: here.length, names: list(here) })}>
        <Icon size={13} stroke={2} role="img" aria-label={w.presence[what]({ n: here.length, names: list(here) })} />
        <span aria-hidden className="own-words">
          {list(here)}
        </span>
      </span>
    )
  })
}

// Whoever rests this long writes no more.
const restMilliseconds = 10_000

/** Whether somebody writes here just now, and what to call with every letter. */
export function useWriting(): [boolean, () => void] {
  const [writing, setWriting] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const write = useCallback(() => {
    setWriting(true)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setWriting(false), restMilliseconds)
  }, [])
  return [writing, write]
}
