import { Loader } from '@mantine/core'
import { useState } from 'react'
import type { Input, Output } from '../../api/contract.ts'
import { useList } from '../../api/read.ts'
import { w } from '../../parts/timeline-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Section } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { m } from '../../ui/text.ts'
import { dayHeading, relative, timeOnly, useNow } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { type Entry, entryLook } from './entry-look.ts'
import { MessageEntry } from './message-entry.tsx'
import { SaidEntry } from './said-entry.tsx'
import { Scroller } from './scroller.tsx'
import css from './timeline.module.css'

const shows = ['all', 'messages', 'promises', 'changes'] as const satisfies Input<'desk.readTimeline'>['show'][]

/** Everything that happened in a request, newest last; what lies further back comes when it is asked for. */
export function RequestTimeline({ request }: { request: Output<'requests.get'> }) {
  const [show, setShow] = useState<(typeof shows)[number]>('all')
  // Of one kind a page holds fewer than it looks through.
  const list = useList('desk.readTimeline', { id: request.id, show, limit: show === 'all' ? 50 : 200 })
  const days = [...Map.groupBy(list.items.toReversed(), (entry) => dayHeading(entry.at))]
  /** The button keeps the focus; when it goes, what it stood in takes it. */
  async function showEarlier(button: HTMLElement): Promise<void> {
    const place = button.closest<HTMLElement>('[tabindex]')
    const { hasNextPage } = await list.fetchNextPage()
    if (!hasNextPage) place?.focus({ preventScroll: true })
  }
  return (
    <Section title={m.request.timeline()} id="timeline">
      <div className={css.kinds}>
        <Tabs
          label={w.showInTimeline()}
          value={show}
          choices={shows.map((value) => ({ value, label: w.shown[value]() }))}
          onChange={setShow}
        />
      </div>
      {list.isSuccess && list.items.length === 0 && !list.hasNextPage && (
        <p className={css.detail}>{w.nothingOfKind()}</p>
      )}
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      <Scroller key={show} label={m.request.timeline()} newest={list.items[0]?.id}>
        {list.hasNextPage && (
          <Action
            size="xs"
            variant="subtle"
            className={css.earlier ?? ''}
            leftSection={list.isFetchingNextPage && <Loader size={12} aria-label={m.common.loading()} />}
            onClick={(event) => void showEarlier(event.currentTarget)}
          >
            {w.earlier()}
          </Action>
        )}
        {days.map(([day, ofDay]) => (
          <div key={day}>
            <h3 className={css.day}>{day}</h3>
            <ol className={css.entries}>
              {ofDay.map((entry) =>
                entry.kind === 'message' ? (
                  <MessageEntry key={entry.id} entry={entry} />
                ) : entry.kind === 'said' ? (
                  <SaidEntry key={entry.id} entry={entry} />
                ) : (
                  <EventEntry key={entry.id} entry={entry} />
                ),
              )}
            </ol>
          </div>
        ))}
      </Scroller>
      <span id="newest" />
    </Section>
  )
}

/** Who did something, in words. */
function nameOf({ kind, name }: Entry['actor']): string {
  if (name === null) return m.actor[kind]()
  return kind === 'apiKey' ? w.byApiKey({ name }) : name
}

function EventEntry({ entry }: { entry: Exclude<Entry, { kind: 'message' | 'said' }> }) {
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
      </div>
    </li>
  )
}
