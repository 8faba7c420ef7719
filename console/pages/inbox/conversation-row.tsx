import { IconAlertTriangle, IconBuildingStore, IconMail, IconPhone, IconWorld } from '@tabler/icons-react'
import type { Row } from '../../api/contract.ts'
import { ExceptionalMark } from '../../parts/exceptional-mark.tsx'
import { w } from '../../parts/inbox-words.tsx'
import { relative } from '../../ui/time.ts'
import { Countdown } from './countdown.tsx'
import { HitText } from './hit.tsx'
import marks from './marks.module.css'
import css from './rows.module.css'

export const channelIcons = {
  email: IconMail,
  portal: IconWorld,
  phone: IconPhone,
  counter: IconBuildingStore,
} as const

/** Whom a conversation is with: the customer, else the name or address that the sender gave. */
export const withWhom = ({ customer, from }: Pick<Row<'conversations.list'>, 'customer' | 'from'>): string =>
  customer?.name ?? (from.name || from.address)

interface Props {
  readonly row: Row<'conversations.list'>
  readonly now: number
  /** The request that it is about gets attention whatever the rules say. */
  readonly exceptional?: boolean
}

/** One conversation of the inbox: who, about what, what was said last, and how long there is to answer. */
export function ConversationRow({ row, now, exceptional = false }: Props) {
  const Icon = channelIcons[row.channel]
  return (
    <>
      <span className={css.rowHead}>
        <span className={`${css.who} own-words`}>{withWhom(row)}</span>
        <time className={marks.at} dateTime={row.lastAt}>
          {relative(row.lastAt, now)}
        </time>
      </span>
      <span className={css.subject}>
        <Icon size={14} stroke={1.8} aria-label={w.channel[row.channel]()} />
        <span className="own-words">{row.subject || w.noSubject()}</span>
      </span>
      {row.hit ? (
        <span className={`${css.last} own-words`} data-hit>
          <HitText hit={row.hit} />
        </span>
      ) : (
        row.last && <span className={`${css.last} own-words`}>{row.last.text}</span>
      )}
      <span className={css.marks}>
        {exceptional && <ExceptionalMark />}
        <Countdown conversation={row} now={now} />
        {row.channel === 'email' && !row.from.verified && (
          <span className={marks.unverified}>
            <IconAlertTriangle size={13} stroke={2} aria-hidden />
            {w.unverified()}
          </span>
        )}
        {row.owner && <span className={css.owner}>{row.owner.name}</span>}
      </span>
    </>
  )
}
