import { IconFolder } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { paths } from '../paths.ts'
import { A } from '../ui/link.tsx'
import { m } from '../ui/text.ts'
import { dayHeading, relative, timeOnly, useNow } from '../ui/time.ts'
import { type Entry, entryLook } from './entry-look.ts'
import { MessageEntry } from './message-entry.tsx'
import { SaidEntry } from './said-entry.tsx'
import css from './timeline.module.css'
import { w } from './timeline-words.tsx'

interface Props {
  readonly entries: readonly Entry[]
  /** Says of each entry which request it belongs to, with the way there. */
  readonly withRequest?: boolean
}

/** Entries of a timeline in the order given, under the days on which they happened. */
export const TimelineEntries = ({ entries, withRequest = false }: Props) =>
  [...Map.groupBy(entries, (entry) => dayHeading(entry.at))].map(([day, ofDay]) => (
    <div key={day}>
      <h3 className={css.day}>{day}</h3>
      <ol className={css.entries}>
        {ofDay.map((entry) => {
          const below = withRequest && <RequestOf key="request" request={entry.request} />
          return entry.kind === 'message' ? (
            <MessageEntry key={entry.id} entry={entry} below={below} />
          ) : entry.kind === 'said' ? (
            <SaidEntry key={entry.id} entry={entry} below={below} />
          ) : (
            <EventEntry key={entry.id} entry={entry} below={below} />
          )
        })}
      </ol>
    </div>
  ))

const RequestOf = ({ request }: { request: Entry['request'] }) =>
  request && (
    <A to={paths.request(request.id)} className={css.of ?? ''}>
      <IconFolder size={13} stroke={1.8} aria-hidden />
      <span className="figures">#{request.number}</span> <span className="own-words">{request.subject}</span>
    </A>
  )

/** Who did something, in words. */
function nameOf({ kind, name }: Entry['actor']): string {
  if (name === null) return m.actor[kind]()
  return kind === 'apiKey' ? w.byApiKey({ name }) : name
}

interface EventProps {
  readonly entry: Exclude<Entry, { kind: 'message' | 'said' }>
  readonly below: ReactNode
}

function EventEntry({ entry, below }: EventProps) {
  const now = useNow()
  const { title, detail, said, icon: Icon, colour } = entryLook(entry)
  return (
    <li className={css.entry}>
      <span className={css.icon} style={colour ? { color: colour } : undefined} aria-hidden>
        <Icon size={15} stroke={1.9} />
      </span>
      <div className={css.text}>
        <div className={css.head}>
          <span className={css.said}>
            <span className={css.title}>{title}</span> <span className={css.by}>{nameOf(entry.actor)}</span>
          </span>
          <time dateTime={entry.at} className={css.at} title={relative(entry.at, now)}>
            {timeOnly(entry.at)}
          </time>
        </div>
        {said && <p className={`${css.detail} own-words`}>{`“${said}”`}</p>}
        {detail.map((line) => (
          <p key={line} className={css.detail}>
            {line}
          </p>
        ))}
        {below}
      </div>
    </li>
  )
}
