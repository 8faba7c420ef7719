import { useState } from 'react'
import type { Output, Row } from '../../api/contract.ts'
import { actorName, useMemberNames } from '../../api/people.ts'
import { useList } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { eventLook } from '../../parts/event-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Section } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { m } from '../../ui/text.ts'
import { dayHeading, relative, timeOnly, useNow } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { MessageEntry } from './message-entry.tsx'
import css from './timeline.module.css'

type Event = Row<'requests.readTimeline'>
type Message = Row<'conversations.listMessages'>
type Entry = { readonly at: string; readonly id: string } & ({ readonly event: Event } | { readonly message: Message })

const kinds = ['all', 'messages', 'promises', 'changes'] as const
type Kind = (typeof kinds)[number]

/** Under which choice something is shown, beside *all*. */
function kindOf(entry: Entry): Exclude<Kind, 'all'> {
  if (!('event' in entry)) return 'messages'
  const { type } = entry.event
  if (/^(message|conversation|link|wait)\./.test(type) || type === 'promise.noticed') return 'messages'
  return type.startsWith('promise.') ? 'promises' : 'changes'
}

/** Everything that happened to a request and to the promises about it, newest first. */
export function RequestTimeline({ request }: { request: Output<'requests.get'> }) {
  const may = useMay()
  const [kind, setKind] = useState<Kind>('all')
  const members = useMemberNames()
  const events = useList('requests.readTimeline', { id: request.id, limit: 200 })
  const messages = useList(
    'conversations.listMessages',
    { about: `request:${request.id}`, limit: 100 },
    { enabled: may('conversations.readMessages') },
  )
  const waits = useList('promises.listWaits', { about: `request:${request.id}`, limit: 50 })
  // A message stands for the events of its sending, the customer's reply for the end of the wait that it answered.
  const isShown = ({ type, data }: Event) =>
    !(may('conversations.readMessages') && type.startsWith('message.')) &&
    type !== 'wait.started' &&
    !(type === 'wait.ended' && data.by === 'customer' && data.channel === 'link')
  /** What the customer answered lies with the wait. */
  const saidIn = ({ type, subject, data }: Event): string | null => {
    const id = type === 'wait.ended' ? subject.slice('wait:'.length) : data.waitId
    if (type !== 'wait.ended' && type !== 'conversation.replied') return null
    return waits.items.find((wait) => wait.id === id)?.reply ?? null
  }
  const entries: Entry[] = [
    ...events.items.filter(isShown).map((event) => ({ at: event.at, id: event.id, event })),
    ...messages.items.map((message) => ({ at: message.createdAt, id: message.id, message })),
  ].sort((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id))
  const shown = kind === 'all' ? entries : entries.filter((entry) => kindOf(entry) === kind)
  const days = [...Map.groupBy(shown, (entry) => dayHeading(entry.at))]
  return (
    <Section title={m.request.timeline()} id="timeline">
      {request.description && (
        <div className={css.description}>
          <span className={css.label}>{m.requests.description()}</span>
          <p className="own-words">{request.description}</p>
        </div>
      )}
      <div className={css.kinds}>
        <Tabs
          label={m.request.showInTimeline()}
          value={kind}
          choices={kinds.map((value) => ({ value, label: m.request.shown[value]() }))}
          onChange={setKind}
        />
      </div>
      {events.isSuccess && shown.length === 0 && <p className={css.detail}>{m.request.nothingOfKind()}</p>}
      {events.isError && <Trouble error={events.error} onRetry={() => void events.refetch()} />}
      {events.hasNextPage && (
        <Action
          size="xs"
          variant="subtle"
          loading={events.isFetchingNextPage}
          onClick={() => void events.fetchNextPage()}
        >
          {m.request.laterEvents()}
        </Action>
      )}
      {days.map(([day, ofDay]) => (
        <div key={day}>
          <h3 className={css.day}>{day}</h3>
          <ol className={css.entries}>
            {ofDay.map((entry) =>
              'event' in entry ? (
                <EventEntry
                  key={entry.id}
                  event={entry.event}
                  said={saidIn(entry.event)}
                  actor={actorName(entry.event.actor, members)}
                />
              ) : (
                <MessageEntry key={entry.id} message={entry.message} />
              ),
            )}
          </ol>
        </div>
      ))}
    </Section>
  )
}

function EventEntry({ event, said, actor }: { event: Event; said: string | null; actor: string }) {
  const now = useNow()
  const { title, detail, icon: Icon, colour } = eventLook(event)
  return (
    <li className={css.entry}>
      <span className={css.icon} style={colour ? { color: colour } : undefined} aria-hidden>
        <Icon size={15} stroke={1.9} />
      </span>
      <div className={css.text}>
        <div className={css.head}>
          <span className={css.said}>
            <span className={css.title}>{title}</span> <span className={css.by}>{actor}</span>
          </span>
          <time dateTime={event.at} className={css.at} title={relative(event.at, now)}>
            {timeOnly(event.at)}
          </time>
        </div>
        {said && <p className={`${css.detail} own-words`}>{`“${said}”`}</p>}
        {detail.map((line) => (
          <p key={line} className={css.detail}>
            {line}
          </p>
        ))}
      </div>
    </li>
  )
}
