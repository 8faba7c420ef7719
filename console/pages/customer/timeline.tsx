import { useState } from 'react'
import type { Input } from '../../api/contract.ts'
import { useList } from '../../api/read.ts'
import { w as inbox, WithInboxWords } from '../../parts/inbox-words.tsx'
import { w as standing, WithStandingWords } from '../../parts/standing-words.tsx'
import { TimelineEntries } from '../../parts/timeline-entries.tsx'
import { WithTimelineWords, w } from '../../parts/timeline-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Filter } from '../../ui/filters.tsx'
import { Section } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { m } from '../../ui/text.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './timeline.module.css'

type Query = Input<'desk.readCustomerTimeline'>
const shows = ['all', 'messages', 'promises', 'changes'] as const satisfies Query['show'][]
const channels = ['email', 'phone', 'counter', 'portal'] as const

/** Everything that happened with a customer, on every channel and in every request, newest first. */
export const CustomerTimeline = ({ customerId }: { customerId: string }) => (
  <WithTimelineWords>
    <WithInboxWords>
      <WithStandingWords>
        <Drawn customerId={customerId} />
      </WithStandingWords>
    </WithInboxWords>
  </WithTimelineWords>
)

function Drawn({ customerId }: { customerId: string }) {
  const [show, setShow] = useState<(typeof shows)[number]>('all')
  const [channel, setChannel] = useState<(typeof channels)[number] | ''>('')
  // Of one kind a page holds fewer than it looks through.
  const limit = show === 'all' && channel === '' ? 30 : 200
  const query: Query = { id: customerId, show, limit, ...(channel === '' ? {} : { channel }) }
  const list = useList('desk.readCustomerTimeline', query)
  return (
    <Section title={standing.page.timeline()} id="timeline">
      <div className={css.filters}>
        <Tabs
          label={w.showInTimeline()}
          value={show}
          choices={shows.map((value) => ({ value, label: w.shown[value]() }))}
          onChange={setShow}
        />
        <div className={css.channel}>
          <Filter
            label={standing.page.anyChannel()}
            value={channel}
            choices={channels.map((value) => ({ value, label: inbox.channel[value]() }))}
            onChange={(value) => setChannel(channels.find((known) => known === value) ?? '')}
          />
        </div>
      </div>
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && list.items.length === 0 && !list.hasNextPage && (
        <p className={css.none}>{show === 'all' && channel === '' ? standing.page.noTimeline() : w.nothingOfKind()}</p>
      )}
      <TimelineEntries entries={list.items} withRequest />
      {list.hasNextPage && (
        <Action
          size="sm"
          variant="default"
          className={css.earlier ?? ''}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {w.earlier()}
        </Action>
      )}
      <span className={css.unseen} role="status">
        {list.isFetchingNextPage ? m.common.loading() : ''}
      </span>
    </Section>
  )
}
