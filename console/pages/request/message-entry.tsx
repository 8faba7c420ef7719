import { IconMail } from '@tabler/icons-react'
import { useState } from 'react'
import type { Row } from '../../api/contract.ts'
import { useRead } from '../../api/read.ts'
import { MessageState } from '../../parts/message-state.tsx'
import { Action } from '../../ui/action.tsx'
import { m } from '../../ui/text.ts'
import { timeOnly } from '../../ui/time.ts'
import css from './timeline.module.css'

/** A message to the customer: to whom, what became of it, and its text on demand. */
export function MessageEntry({ message }: { message: Row<'conversations.listMessages'> }) {
  const [open, setOpen] = useState(false)
  const whole = useRead('conversations.getMessage', { id: message.id }, { enabled: open })
  return (
    <li className={css.entry}>
      <span className={css.icon} aria-hidden>
        <IconMail size={15} stroke={1.9} />
      </span>
      <div className={css.text}>
        <div className={css.head}>
          <span className={`${css.said} ${css.title}`}>{message.subject}</span>
          <time dateTime={message.createdAt} className={css.at}>
            {timeOnly(message.createdAt)}
          </time>
        </div>
        <p className={css.detail}>
          <span>{m.mail.to({ to: message.to })}</span> <MessageState message={message} />
        </p>
        <Action
          size="compact-xs"
          variant="subtle"
          className={css.show ?? ''}
          onClick={() => setOpen(!open)}
          aria-expanded={open}
        >
          {open ? m.mail.hide() : m.mail.show()}
        </Action>
        {open && whole.data && <pre className={css.body}>{whole.data.text.replaceAll('{link}', m.mail.link())}</pre>}
      </div>
    </li>
  )
}
