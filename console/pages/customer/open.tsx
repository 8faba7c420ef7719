import { IconHeartHandshake, IconInbox } from '@tabler/icons-react'
import { useState } from 'react'
import { useList } from '../../api/read.ts'
import { PromiseBadge } from '../../parts/promise-badge.tsx'
import { lookOf, requestIdOf } from '../../parts/promise-state.ts'
import { RequestStatus } from '../../parts/request-status.tsx'
import { WithStandingWords, w } from '../../parts/standing-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Section } from '../../ui/page.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Stacked } from '../../ui/stacked.tsx'
import { m } from '../../ui/text.ts'
import { useNow } from '../../ui/time.ts'
import { When } from '../../ui/when.tsx'

type Props = { readonly customerId: string }

/** What a customer is promised: what runs, with what is overdue before it; all on demand. */
export const OpenPromises = (props: Props) => (
  <WithStandingWords>
    <Promises {...props} />
  </WithStandingWords>
)

/** The customer's requests that are open; all on demand. */
export const OpenMatters = (props: Props) => (
  <WithStandingWords>
    <Requests {...props} />
  </WithStandingWords>
)

interface MoreProps {
  readonly all: boolean
  readonly says: string
  readonly onChange: (all: boolean) => void
}

const All = ({ all, says, onChange }: MoreProps) => (
  <Action size="xs" variant="subtle" aria-pressed={all} onClick={() => onChange(!all)}>
    {says}
  </Action>
)

function Promises({ customerId }: Props) {
  const now = useNow()
  const [all, setAll] = useState(false)
  const list = useList(
    'promises.list',
    all ? { customerId, order: 'latest' } : { customerId, state: 'proposed,open', followed: 'true' },
  )
  const overdue = useList('promises.list', { customerId, overdue: 'true', followed: 'true' }, { enabled: !all })
  const title = all ? m.request.promises() : w.page.openPromises()
  return (
    <Section
      title={title}
      id="promises"
      flush
      actions={<All all={all} says={w.page.allPromises()} onChange={setAll} />}
    >
      <Rows
        label={title}
        rows={all ? list.items : [...overdue.items, ...list.items]}
        keyOf={(promise) => promise.id}
        to={(promise) => {
          const requestId = requestIdOf(promise.about)
          return requestId ? paths.request(requestId, promise.id) : paths.customer(customerId)
        }}
        columns={[
          {
            name: 'wording',
            title: m.promises.promise(),
            width: 'minmax(0, 1fr)',
            cell: (promise) => <Stacked title={promise.wording} />,
          },
          {
            name: 'state',
            title: m.promises.state(),
            width: '132px',
            cell: (promise) => <PromiseBadge look={lookOf(promise, now)} />,
          },
          {
            name: 'due',
            title: m.promises.due(),
            width: '170px',
            show: 'wide',
            cell: (promise) => <When at={promise.dueAt} stacked />,
          },
        ]}
        loading={list.isPending || (!all && overdue.isPending)}
        error={list.error ?? overdue.error}
        hasMore={list.hasNextPage}
        loadingMore={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
        empty={
          <Empty icon={<IconHeartHandshake size={22} stroke={1.7} />}>
            {all ? m.customers.noPromises() : w.page.noOpenPromises()}
          </Empty>
        }
      />
    </Section>
  )
}

function Requests({ customerId }: Props) {
  const [all, setAll] = useState(false)
  const list = useList('requests.list', all ? { customerId } : { customerId, status: 'open', followed: 'true' })
  const title = all ? m.nav.requests() : w.page.openMatters()
  return (
    <Section
      title={title}
      id="requests"
      flush
      actions={<All all={all} says={w.page.allRequests()} onChange={setAll} />}
    >
      <Rows
        label={title}
        rows={list.items}
        keyOf={(request) => request.id}
        to={(request) => paths.request(request.id)}
        columns={[
          {
            name: 'subject',
            title: m.requests.request(),
            width: 'minmax(0, 1fr)',
            cell: (request) => <Stacked title={request.subject} below={`#${request.number}`} />,
          },
          {
            name: 'status',
            title: m.requests.status(),
            width: '132px',
            cell: (request) => <RequestStatus request={request} />,
          },
          {
            name: 'opened',
            title: m.requests.opened(),
            width: '170px',
            show: 'wide',
            cell: (request) => <When at={request.openedAt} stacked />,
          },
        ]}
        loading={list.isPending}
        error={list.error}
        hasMore={list.hasNextPage}
        loadingMore={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
        empty={
          <Empty icon={<IconInbox size={22} stroke={1.7} />}>
            {all ? m.customers.noRequests() : w.page.noOpenMatters()}
          </Empty>
        }
      />
    </Section>
  )
}
