import { Loader } from '@mantine/core'
import { useState } from 'react'
import type { Input, Output } from '../../api/contract.ts'
import { useList } from '../../api/read.ts'
import css from '../../parts/timeline.module.css'
import { TimelineEntries } from '../../parts/timeline-entries.tsx'
import { w } from '../../parts/timeline-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Section } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { m } from '../../ui/text.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { Scroller } from './scroller.tsx'

const shows = ['all', 'messages', 'promises', 'changes'] as const satisfies Input<'desk.readTimeline'>['show'][]

/** Everything that happened in a request, newest last; what lies further back comes when it is asked for. */
export function RequestTimeline({ request }: { request: Output<'requests.get'> }) {
  const [show, setShow] = useState<(typeof shows)[number]>('all')
  // Of one kind a page holds fewer than it looks through.
  const list = useList('desk.readTimeline', { id: request.id, show, limit: show === 'all' ? 50 : 200 })
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
        <TimelineEntries entries={list.items.toReversed()} />
      </Scroller>
      <span id="newest" />
    </Section>
  )
}
