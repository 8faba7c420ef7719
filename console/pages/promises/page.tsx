import { IconCalendarCheck, IconChevronLeft } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { Input, Row } from '../../api/contract.ts'
import { useMemberNames } from '../../api/people.ts'
import { useList, useRead } from '../../api/read.ts'
import { Chance } from '../../parts/chance.tsx'
import { DownloadCsv } from '../../parts/download-csv.tsx'
import { PromiseBadge } from '../../parts/promise-badge.tsx'
import { kindKey } from '../../parts/promise-data.ts'
import { lookOf, requestIdOf } from '../../parts/promise-state.ts'
import { paths } from '../../paths.ts'
import { Empty } from '../../ui/empty.tsx'
import { useFilters } from '../../ui/filters.tsx'
import { A } from '../../ui/link.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { type Column, Rows } from '../../ui/rows.tsx'
import { facts, Stacked } from '../../ui/stacked.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { m } from '../../ui/text.ts'
import { useNow } from '../../ui/time.ts'
import { When } from '../../ui/when.tsx'

const shows = ['overdue', 'atRisk', 'dueSoon', 'dueToday', 'notTold', 'waiting', 'ended', 'open'] as const
type Show = (typeof shows)[number]
type Promise = Row<'promises.list'>

const day = 86_400_000

/** The lists behind the figures of Today. */
export function Promises() {
  const [filters, set] = useFilters()
  const show = shows.find((each) => each === filters.show) ?? 'overdue'
  const today = useRead('desk.readToday', {})
  const from = today.data?.day.from
  const to = today.data?.day.to
  // The present moves; the list stays what it was when it was opened.
  const days = Number(filters.days) || 28
  const input = useMemo(
    () => ({
      ...filterOf(show, { from: from ?? '', to: to ?? '' }, days),
      ...(filters.policyId ? { policyId: filters.policyId } : {}),
      // What a policy's figures count may have been delivered before it was due.
      ...(filters.policyId && show === 'ended' ? { dueBefore: undefined } : {}),
    }),
    [show, from, to, days, filters.policyId],
  )
  const known = show !== 'dueToday' || from !== undefined
  return (
    <Page
      title={m.promises.title()}
      lead={m.promises.says[show]()}
      back={
        <A to={paths.today()}>
          <IconChevronLeft size={14} stroke={2} aria-hidden />
          {m.nav.today()}
        </A>
      }
      actions={show !== 'notTold' && known && <DownloadCsv sheet="promises.export" input={input} />}
      wide
    >
      <Section title={m.promises.show[show]()} flush quiet id="promises">
        <Tabs
          label={m.promises.title()}
          value={show}
          choices={shows.map((each) => ({ value: each, label: m.promises.show[each]() }))}
          onChange={(next) => set({ show: next })}
        />
        {show === 'notTold' ? <NotTold /> : <ByFilter input={input} enabled={known} />}
      </Section>
    </Page>
  )
}

function filterOf(show: Show, today: { from: string; to: string }, days: number): Input<'promises.list'> {
  const now = Date.now()
  const at = (difference: number) => new Date(now + difference).toISOString()
  switch (show) {
    case 'overdue':
      return { overdue: 'true', followed: 'true' }
    case 'atRisk':
      return { atRisk: 'true' }
    case 'dueSoon':
      return { state: 'open', followed: 'true', dueFrom: at(0), dueBefore: at(day) }
    case 'dueToday':
      return { state: 'open,proposed,kept,broken', followed: 'true', dueFrom: today.from, dueBefore: today.to }
    case 'waiting':
      return { state: 'proposed', followed: 'true' }
    case 'ended':
      return { state: 'kept,broken', followed: 'true', dueFrom: at(-days * day), dueBefore: at(0), order: 'latest' }
    default:
      return { state: 'open', followed: 'true' }
  }
}

function ByFilter({ input, enabled }: { input: Input<'promises.list'>; enabled: boolean }) {
  const list = useList('promises.list', input, { enabled })
  return (
    <PromiseRows
      rows={list.items}
      loading={list.isPending}
      error={list.error}
      onRetry={() => void list.refetch()}
      hasMore={list.hasNextPage}
      loadingMore={list.isFetchingNextPage}
      onMore={() => void list.fetchNextPage()}
    />
  )
}

function NotTold() {
  const notices = useRead('promises.listUntold', { limit: 200 })
  const untold = useRead('desk.readToday', {})
  const rows = (untold.data?.actNow ?? [])
    .filter((row) => row.why === 'not_told')
    .map(({ promise, customer, ownerTeam }) => ({
      ...promise,
      customerName: customer?.name ?? null,
      ownerTeamName: ownerTeam?.name ?? null,
      policyName: null,
    }))
  return <PromiseRows rows={rows} loading={notices.isPending || untold.isPending} error={notices.error} />
}

interface RowsProps {
  readonly rows: readonly Promise[]
  readonly loading: boolean
  readonly error?: unknown
  readonly onRetry?: () => void
  readonly hasMore?: boolean
  readonly loadingMore?: boolean
  readonly onMore?: () => void
}

function PromiseRows(props: RowsProps) {
  const now = useNow()
  const names = useMemberNames()
  const columns: Column<Promise>[] = [
    {
      name: 'promise',
      title: m.promises.promise(),
      width: 'minmax(0, 1fr)',
      cell: (promise) => (
        <Stacked title={promise.wording} below={facts(promise.customerName, m.promise.kind[kindKey(promise.kind)]())} />
      ),
    },
    {
      name: 'state',
      title: m.promises.state(),
      width: '132px',
      cell: (promise) => <PromiseBadge look={lookOf(promise, now)} />,
    },
    {
      name: 'chance',
      title: m.promises.chance(),
      width: '150px',
      show: 'wide',
      cell: ({ risk }) => (risk?.chance == null ? '' : <Chance chance={risk.chance} atRisk={risk.atRisk} brief />),
    },
    {
      name: 'due',
      title: m.promises.due(),
      width: '180px',
      show: 'wide',
      cell: (promise) => <When at={promise.dueAt} stacked />,
    },
    {
      name: 'owner',
      title: m.promises.owner(),
      width: '150px',
      show: 'widest',
      cell: (promise) => (promise.ownerId ? names.get(promise.ownerId) : promise.ownerTeamName) ?? '',
    },
  ]
  return (
    <Rows
      {...props}
      label={m.promises.title()}
      columns={columns}
      keyOf={(promise) => promise.id}
      to={(promise) => {
        const requestId = requestIdOf(promise.about)
        return requestId ? paths.request(requestId, promise.id) : paths.today()
      }}
      empty={<Empty icon={<IconCalendarCheck size={22} stroke={1.7} />}>{m.promises.empty()}</Empty>}
    />
  )
}
