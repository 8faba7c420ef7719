import { IconCalendarCheck, IconChevronLeft } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { Input, Row } from '../../api/contract.ts'
import { useMemberNames } from '../../api/people.ts'
import { useRead } from '../../api/read.ts'
import { useMay, useSession } from '../../api/session.tsx'
import { useSteadyList } from '../../api/steady-list.ts'
import { DownloadCsv } from '../../parts/download-csv.tsx'
import { filterTexts } from '../../parts/list/bulk-data.ts'
import { ChooseBar } from '../../parts/list/choose-bar.tsx'
import { ColumnMenu } from '../../parts/list/column-menu.tsx'
import { type ListColumn, shownColumns } from '../../parts/list/columns.ts'
import { FreshRows } from '../../parts/list/fresh-rows.tsx'
import css from '../../parts/list/list.module.css'
import { type Look, lookIn } from '../../parts/list/look.ts'
import { SavedViews } from '../../parts/list/saved-views.tsx'
import { useChoosing } from '../../parts/list/use-choosing.ts'
import { WithListWords, w } from '../../parts/list-words.tsx'
import { requestIdOf } from '../../parts/promise-state.ts'
import { paths } from '../../paths.ts'
import { Empty } from '../../ui/empty.tsx'
import { Filter } from '../../ui/filters.tsx'
import { A } from '../../ui/link.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { type Choosing, Rows, type Sorting } from '../../ui/rows.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { m } from '../../ui/text.ts'
import { useNow } from '../../ui/time.ts'
import { useFilters } from '../../ui/use-filters.ts'
import { promiseColumns } from './columns.tsx'

/** Fetched with the page. */
export const texts = [WithListWords]

const shows = ['overdue', 'atRisk', 'dueSoon', 'dueToday', 'unanswered', 'notTold', 'waiting', 'ended', 'open'] as const
type Show = (typeof shows)[number]
type Promise = Row<'promises.list'>

const day = 86_400_000
const JUDGED = 'kept,kept_as_moved,kept_as_told,broken'

const orders = ['soonest', 'latest', 'newest'] as const
const isOrder = (order: string | undefined): order is (typeof orders)[number] => orders.some((known) => known === order)

/** The lists behind the figures of Today. */
export const Promises = () => (
  <WithListWords>
    <PromiseLists />
  </WithListWords>
)

function PromiseLists() {
  const [filters, set] = useFilters()
  const now = useNow()
  const names = useMemberNames()
  const look = lookIn(filters)
  const all = promiseColumns(names, now)
  const columns = shownColumns(all, look.columns)
  const show = shows.find((each) => each === filters.show) ?? 'overdue'
  const today = useRead('desk.readToday', {})
  const { member } = useSession()
  const from = today.data?.day.from
  const to = today.data?.day.to
  const judgedFrom = today.data?.figures.kept.from
  // The present moves; the list stays what it was when it was opened.
  const { policyId } = filters
  const days = Number(filters.days) || 28
  const input = useMemo(
    () => ({
      ...(policyId && show === 'ended'
        ? endedOf(policyId, days)
        : filterOf(show, { from: from ?? '', to: to ?? '', judgedFrom: judgedFrom ?? '' })),
      ...ownersIn(filters.owner, member.id),
      ...(isOrder(filters.order) ? { order: filters.order } : {}),
    }),
    [show, from, to, judgedFrom, days, policyId, filters.owner, filters.order, member.id],
  )
  const known = (show !== 'dueToday' && show !== 'ended') || today.data !== undefined
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
      actions={
        show !== 'notTold' &&
        known && (
          <DownloadCsv
            sheet="promises.export"
            input={{ ...input, columns: columns.flatMap(({ csv }) => csv).join(',') }}
          />
        )
      }
      wide
    >
      <Section title={m.promises.show[show]()} flush quiet id="promises">
        <Tabs
          label={m.promises.title()}
          value={show}
          choices={shows.map((each) => ({ value: each, label: m.promises.show[each]() }))}
          onChange={(next) => set({ show: next })}
        />
        <div className={css.tools}>
          <SavedViews list="promises" values={filters} set={set} />
          <ColumnMenu all={all} shown={columns} density={look.density} set={set} />
          {show !== 'notTold' && (
            <>
              <Filter
                label={m.promises.owner()}
                value={filters.owner ?? ''}
                choices={[
                  { value: 'me', label: m.requests.mine() },
                  { value: 'team', label: m.today.whose.team() },
                  ...[...names].filter(([id]) => id !== member.id).map(([value, label]) => ({ value, label })),
                ]}
                onChange={(owner) => set({ owner })}
              />
              <Filter
                label={w.sort.by({ column: m.promises.due() })}
                value={filters.order ?? ''}
                choices={orders.map((order) => ({ value: order, label: w.sort[order]() }))}
                onChange={(order) => set({ order })}
              />
            </>
          )}
        </div>
        {show === 'notTold' ? (
          <NotTold columns={columns} />
        ) : (
          <ByFilter input={input} enabled={known} columns={columns} look={look} onSort={(order) => set({ order })} />
        )}
      </Section>
    </Page>
  )
}

/** `me`, `team` (mine and those of my teams) or a member. */
function ownersIn(owner: string | undefined, me: string): Pick<Input<'promises.list'>, 'ownerId' | 'whose'> {
  if (!owner) return {}
  return owner === 'team' ? { whose: 'team' } : { ownerId: owner === 'me' ? me : owner }
}

const at = (difference: number) => new Date(Date.now() + difference).toISOString()

/** What a policy's figures count: it may have been delivered before it was due. */
const endedOf = (policyId: string, days: number): Input<'promises.list'> => {
  return { policyId, state: 'kept,broken', followed: 'true', dueFrom: at(-days * day), order: 'latest' }
}

interface Known {
  readonly from: string
  readonly to: string
  readonly judgedFrom: string
}

function filterOf(show: Show, today: Known): Input<'promises.list'> {
  switch (show) {
    case 'overdue':
      return { overdue: 'true', followed: 'true' }
    case 'atRisk':
      return { atRisk: 'true' }
    case 'dueSoon':
      return { state: 'open', followed: 'true', dueFrom: at(0), dueBefore: at(day) }
    case 'dueToday':
      return { state: 'open,proposed', followed: 'true', paused: 'false', dueFrom: today.from, dueBefore: today.to }
    case 'unanswered':
      return { unanswered: 'true' }
    case 'waiting':
      return { state: 'proposed', followed: 'true' }
    case 'ended':
      return { outcome: JUDGED, followed: 'true', dueFrom: today.judgedFrom, dueBefore: at(0), order: 'latest' }
    default:
      return { state: 'open', followed: 'true' }
  }
}

interface ByFilterProps {
  readonly input: Input<'promises.list'>
  readonly enabled: boolean
  readonly columns: readonly ListColumn<Promise>[]
  readonly look: Look
  readonly onSort: (order: string) => void
}

function ByFilter({ input, enabled, columns, look, onSort }: ByFilterProps) {
  const mayChoose = useMay()('bulkChanges.start')
  const list = useSteadyList('promises.list', 'promise', input, { enabled })
  const { order, ...filter } = input
  const choosing = useChoosing(list.items, ({ wording }) => wording, filter)
  return (
    <>
      {mayChoose && <ChooseBar choosing={choosing} actions={['handOver']} filter={filterTexts(filter)} />}
      <FreshRows count={list.fresh} onShow={() => void list.showNew()} />
      <PromiseRows
        rows={list.items}
        columns={columns}
        choosing={mayChoose ? choosing : undefined}
        sorting={{ order: order ?? 'soonest', says: w.sort.by, onSort }}
        density={look.density ?? undefined}
        loading={list.isPending}
        error={list.error}
        onRetry={() => void list.refetch()}
        hasMore={list.hasNextPage}
        loadingMore={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
    </>
  )
}

function NotTold({ columns }: Pick<ByFilterProps, 'columns'>) {
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
  return (
    <PromiseRows rows={rows} columns={columns} loading={notices.isPending || untold.isPending} error={notices.error} />
  )
}

interface RowsProps {
  readonly rows: readonly Promise[]
  readonly columns: readonly ListColumn<Promise>[]
  readonly loading: boolean
  readonly error?: unknown
  readonly onRetry?: () => void
  readonly hasMore?: boolean
  readonly loadingMore?: boolean
  readonly onMore?: () => void
  readonly choosing?: Choosing<Promise> | undefined
  readonly sorting?: Sorting
  readonly density?: 'comfortable' | 'compact' | undefined
}

const PromiseRows = (props: RowsProps) => (
  <Rows
    {...props}
    label={m.promises.title()}
    keyOf={(promise) => promise.id}
    to={(promise) => {
      const requestId = requestIdOf(promise.about)
      return requestId ? paths.request(requestId, promise.id) : paths.today()
    }}
    empty={<Empty icon={<IconCalendarCheck size={22} stroke={1.7} />}>{m.promises.empty()}</Empty>}
  />
)
