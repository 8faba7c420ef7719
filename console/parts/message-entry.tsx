import { IconMail } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useRead } from '../api/read.ts'
import { Action } from '../ui/action.tsx'
import { Address } from '../ui/address.tsx'
import { m } from '../ui/text.ts'
import { timeOnly } from '../ui/time.ts'
import type { Entry } from './entry-look.ts'
import { MessageState } from './message-state.tsx'
import css from './timeline.module.css'
import { w } from './timeline-words.tsx'

interface Props {
  readonly entry: Extract<Entry, { kind: 'message' }>
  readonly below: ReactNode
}

/** A message to the customer and what became of it; for who may read it, to whom, and its text on demand. */
export function MessageEntry({ entry, below }: Props) {
  const { message, what, at } = entry
  const [open, setOpen] = useState(false)
  const whole = useRead('conversations.getMessage', { id: message.id }, { enabled: open })
  const subject = message.subject ?? w.mail()
  return (
    <li className={css.entry}>
      <span className={css.icon} aria-hidden>
        <IconMail size={15} stroke={1.9} />
      </span>
      <div className={css.text}>
        <div className={css.head}>
          <span className={`${css.said} ${css.title}`}>{what === 'written' ? subject : w.sentAgain({ subject })}</span>
          <time dateTime={at} className={css.at}>
            {timeOnly(at)}
          </time>
        </div>
        <p className={css.detail}>
          {message.to !== null && <Address address={message.to} says={(to) => m.mail.to({ to })} />}{' '}
          <MessageState message={message} />
        </p>
        {message.subject !== null && (
          <Action
            size="compact-xs"
            variant="subtle"
            className={css.show ?? ''}
            onClick={() => setOpen(!open)}
            aria-expanded={open}
          >
            {open ? m.mail.hide() : m.mail.show()}
          </Action>
        )}
        {open && whole.data && <pre className={css.body}>{whole.data.text.replaceAll('{link}', m.mail.link())}</pre>}
        {below}
      </div>
    </li>
  )
}
