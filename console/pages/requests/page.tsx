import { IconInbox, IconPlus } from '@tabler/icons-react'
import type { Input, Row } from '../../api/contract.ts'
import { useMemberNames } from '../../api/people.ts'
import { useRead } from '../../api/read.ts'
import { useMay, useSession } from '../../api/session.tsx'
import { useSteadyList } from '../../api/steady-list.ts'
import { DownloadCsv } from '../../parts/download-csv.tsx'
import { filterTexts } from '../../parts/list/bulk-data.ts'
import { ChooseBar } from '../../parts/list/choose-bar.tsx'
import { ColumnMenu } from '../../parts/list/column-menu.tsx'
import { shownColumns } from '../../parts/list/columns.ts'
import { FreshRows } from '../../parts/list/fresh-rows.tsx'
import css from '../../parts/list/list.module.css'
import { lookIn } from '../../parts/list/look.ts'
import { SavedViews } from '../../parts/list/saved-views.tsx'
import { useChoosing } from '../../parts/list/use-choosing.ts'
import { WithListWords, w } from '../../parts/list-words.tsx'
import { requestKinds } from '../../parts/request-kind.ts'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { Empty } from '../../ui/empty.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { Filter, FilterBar, SearchBox } from '../../ui/filters.tsx'
import { A, useGo } from '../../ui/link.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { m } from '../../ui/text.ts'
import { useFilters } from '../../ui/use-filters.ts'
import { requestColumns } from './columns.tsx'

/** Fetched with the page. */
export const texts = [WithListWords]

const NewRequest = fetched(() => import('../../forms/new-request.tsx'), 'NewRequest')

type Request = Row<'requests.list'>

const views = ['open', 'closed', 'history', 'all'] as const

/** What a view shows: the daily work first, imported history by itself. */
const viewFilters = {
  open: { status: 'open', followed: 'true' },
  closed: { status: 'closed', followed: 'true' },
  history: { followed: 'false' },
  all: {},
} as const

const noFilters = { exceptional: '', q: '', kind: '', source: '', service: '', owner: '', import: '' }

export const Requests = () => (
  <WithListWords>
    <RequestList />
  </WithListWords>
)

function RequestList() {
  const [filters, set] = useFilters()
  const go = useGo()
  const may = useMay()
  const { member } = useSession()
  const services = useRead('services.list', { limit: 200 })
  const members = useMemberNames()
  const view = views.find((each) => each === filters.view) ?? 'open'
  const input: Input<'requests.list'> = {
    ...viewFilters[view],
    ...(filters.q ? { q: filters.q } : {}),
    ...(filters.kind ? { kind: filters.kind as Request['kind'] } : {}),
    ...(filters.source ? { source: filters.source } : {}),
    ...(filters.service ? { serviceId: filters.service } : {}),
    ...(filters.owner ? { ownerId: filters.owner === 'me' ? member.id : filters.owner } : {}),
    ...(filters.import ? { importId: filters.import } : {}),
    ...(filters.exceptional ? { exceptional: 'true' as const } : {}),
    ...(filters.order === 'oldest' || filters.order === 'lastClosed' ? { order: filters.order } : {}),
  }
  const list = useSteadyList('requests.list', 'request', input)
  const look = lookIn(filters)
  const all = requestColumns(members)
  const columns = shownColumns(all, look.columns)
  const { order: _, ...filter } = input
  const choosing = useChoosing(list.items, ({ number, subject }) => `#${number} ${subject}`, filter)
  const mayChoose = may('bulkChanges.start')
  const narrowed = ['exceptional', 'q', 'kind', 'source', 'service', 'owner', 'import'].some((name) => filters[name])
  return (
    <Page
      title={m.requests.title()}
      wide
      actions={
        <>
          <DownloadCsv
            sheet="requests.export"
            input={{ ...input, columns: columns.flatMap(({ csv }) => csv).join(',') }}
          />
          {may('requests.create') && (
            // On a wide screen the side bar has this button.
            <Action
              className="on-phone"
              leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
              onClick={() => set({ new: 'request' })}
            >
              {m.requests.create()}
            </Action>
          )}
        </>
      }
    >
      <Section title={m.requests.view[view]()} id="requests" flush quiet>
        <Tabs
          label={m.requests.views()}
          value={view}
          choices={views.map((each) => ({ value: each, label: m.requests.view[each]() }))}
          onChange={(next) => set({ view: next === 'open' ? '' : next })}
        />
        <div className={css.tools}>
          <SavedViews list="requests" values={filters} set={set} />
          <ColumnMenu all={all} shown={columns} density={look.density} set={set} />
        </div>
        <FilterBar
          search={<SearchBox label={m.requests.search()} value={filters.q ?? ''} onChange={(q) => set({ q })} />}
          onClear={narrowed ? () => set(noFilters) : undefined}
        >
          <Filter
            label={m.requests.kind()}
            value={filters.kind ?? ''}
            choices={requestKinds.map((kind) => ({ value: kind, label: m.request.kind[kind]() }))}
            onChange={(kind) => set({ kind })}
          />
          {(services.data?.items.length ?? 0) > 0 && (
            <Filter
              label={m.requests.service()}
              value={filters.service ?? ''}
              choices={services.data?.items.map((service) => ({ value: service.id, label: service.name })) ?? []}
              onChange={(service) => set({ service })}
            />
          )}
          <Filter
            label={m.requests.owner()}
            value={filters.owner ?? ''}
            choices={[
              { value: 'me', label: m.requests.mine() },
              ...[...members].filter(([id]) => id !== member.id).map(([value, label]) => ({ value, label })),
            ]}
            onChange={(owner) => set({ owner })}
          />
          <Filter
            label={m.exceptional()}
            value={filters.exceptional ?? ''}
            choices={[{ value: 'only', label: m.exceptional() }]}
            onChange={(exceptional) => set({ exceptional })}
          />
          <Filter
            label={m.requests.newest()}
            value={filters.order ?? ''}
            choices={[
              { value: 'oldest', label: m.requests.oldest() },
              { value: 'lastClosed', label: w.sort.lastClosed() },
            ]}
            onChange={(order) => set({ order })}
          />
        </FilterBar>
        {mayChoose && (
          <ChooseBar
            choosing={choosing}
            actions={['assign', 'setTeam', 'setPriority', 'setService', 'close']}
            filter={filterTexts(filter)}
          />
        )}
        <FreshRows count={list.fresh} onShow={() => void list.showNew()} />
        <Rows
          label={m.requests.title()}
          rows={list.items}
          columns={columns}
          choosing={mayChoose ? choosing : undefined}
          sorting={{
            order: filters.order || 'newest',
            says: w.sort.by,
            onSort: (order) => set({ order: order === 'newest' ? '' : order }),
          }}
          density={look.density ?? undefined}
          keyOf={(request) => request.id}
          to={(request) => paths.request(request.id)}
          loading={list.isPending}
          error={list.error}
          onRetry={() => void list.refetch()}
          hasMore={list.hasNextPage}
          loadingMore={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
          empty={
            narrowed || view !== 'open' ? (
              <Empty
                icon={<IconInbox size={22} stroke={1.7} />}
                action={
                  <>
                    {narrowed && (
                      <Action variant="default" onClick={() => set(noFilters)}>
                        {m.common.clearFilters()}
                      </Action>
                    )}
                    {narrowed && view !== 'all' && (
                      <Action variant="subtle" onClick={() => set({ view: 'all' })}>
                        {m.requests.searchAll()}
                      </Action>
                    )}
                  </>
                }
              >
                {m.requests.noneFound()}
              </Empty>
            ) : (
              <Empty
                icon={<IconInbox size={22} stroke={1.7} />}
                action={
                  may('requests.create') && (
                    <>
                      <Action onClick={() => set({ new: 'request' })}>{m.requests.create()}</Action>
                      {may('imports.create') && <A to={paths.imports()}>{m.requests.importInstead()}</A>}
                    </>
                  )
                }
              >
                {m.requests.empty()}
              </Empty>
            )
          }
        />
      </Section>
      {filters.new === 'request' && (
        <NewRequest
          onCreated={(id) => go(paths.request(id))}
          onClose={() => location.pathname === paths.requests() && set({ new: '' })}
        />
      )}
    </Page>
  )
}
