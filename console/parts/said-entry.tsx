import { IconArrowBackUp, IconMail, IconMailForward, IconNote, IconPhone, IconPhoneX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { paths } from '../paths.ts'
import { A } from '../ui/link.tsx'
import { relative, timeOnly, useNow } from '../ui/time.ts'
import type { Entry } from './entry-look.ts'
import { MessageState } from './message-state.tsx'
import css from './timeline.module.css'
import { w } from './timeline-words.tsx'

const looks = {
  came_in: { icon: IconMail, says: () => w.talk.cameIn },
  answered: { icon: IconMailForward, says: () => w.talk.answered },
  spoken: { icon: IconPhone, says: () => w.talk.spoken },
  noted: { icon: IconNote, says: () => w.talk.noted },
  missed: { icon: IconPhoneX, says: () => w.talk.missed },
  taken_back: { icon: IconArrowBackUp, says: () => w.talk.takenBack },
} as const

interface Props {
  readonly entry: Extract<Entry, { kind: 'said' }>
  readonly below: ReactNode
}

/** What was said in a conversation about the request, with the way to it. */
export function SaidEntry({ entry, below }: Props) {
  const now = useNow()
  const { said, what, at, conversationId } = entry
  const { icon: Icon, says } = looks[said.outcome === 'missed' ? 'missed' : what]
  const name = said.from.name || (said.from.address ?? '')
  return (
    <li className={css.entry}>
      <span className={css.icon} aria-hidden>
        <Icon size={15} stroke={1.9} />
      </span>
      <div className={css.text}>
        <div className={css.head}>
          <span className={`${css.said} ${css.title}`}>{says()({ name })}</span>
          <time dateTime={at} className={css.at} title={relative(at, now)}>
            {timeOnly(at)}
          </time>
        </div>
        {said.from.verified === false && <p className={css.detail}>{w.talk.unverified()}</p>}
        <p className={`${css.body} own-words`}>{said.text}</p>
        <p className={css.detail}>
          {what === 'answered' && <MessageState message={said} />}{' '}
          <A to={paths.conversation(conversationId)}>{w.talk.open()}</A>
        </p>
        {below}
      </div>
    </li>
  )
}
