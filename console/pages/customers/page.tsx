import { IconPlus, IconUsers } from '@tabler/icons-react'
import type { Row } from '../../api/contract.ts'
import { useMay } from '../../api/session.tsx'
import { useSteadyList } from '../../api/steady-list.ts'
import { DownloadCsv } from '../../parts/download-csv.tsx'
import { ChooseBar } from '../../parts/list/choose-bar.tsx'
import { ColumnMenu } from '../../parts/list/column-menu.tsx'
import { type ListColumn, shownColumns } from '../../parts/list/columns.ts'
import { FreshRows } from '../../parts/list/fresh-rows.tsx'
import listCss from '../../parts/list/list.module.css'
import { lookIn } from '../../parts/list/look.ts'
import { SavedViews } from '../../parts/list/saved-views.tsx'
import { useChoosing } from '../../parts/list/use-choosing.ts'
import { WithListWords, w } from '../../parts/list-words.tsx'
import { DuplicatesAction } from '../../parts/record-actions.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { Address } from '../../ui/address.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { Empty } from '../../ui/empty.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { FilterBar, SearchBox } from '../../ui/filters.tsx'
import { A, useGo } from '../../ui/link.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Stacked } from '../../ui/stacked.tsx'
import { languageNames, m } from '../../ui/text.ts'
import { useFilters } from '../../ui/use-filters.ts'
import css from './page.module.css'

/** Fetched with the page. */
export const texts = [WithListWords]

const NewCustomer = fetched(() => import('../../forms/customer.tsx'), 'NewCustomer')

type Customer = Row<'customers.list'>

export const Customers = () => (
  <WithListWords>
    <CustomerList />
  </WithListWords>
)

function CustomerList() {
  const [filters, set] = useFilters()
  const go = useGo()
  const may = useMay()
  const input = filters.q ? { q: filters.q } : {}
  const list = useSteadyList('customers.list', 'customer', input)
  const choosing = useChoosing(list.items, ({ name }) => name, input)
  const mayChoose = may('bulkChanges.start') && may('customers.update')
  const look = lookIn(filters)
  const all = columns()
  const shown = shownColumns(all, look.columns)
  return (
    <Page
      title={m.customers.title()}
      wide
      actions={
        <>
          <DownloadCsv
            sheet="customers.export"
            input={{ ...input, columns: shown.flatMap(({ csv }) => csv).join(',') }}
          />
          {may('customers.merge') && <DuplicatesAction />}
          {may('customers.create') && (
            <Action
              leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
              onClick={() => set({ new: 'customer' })}
            >
              {m.customers.create()}
            </Action>
          )}
        </>
      }
    >
      <Section title={m.customers.byName()} id="customers" flush quiet>
        <div className={listCss.tools}>
          <SavedViews list="customers" values={filters} set={set} />
          <ColumnMenu all={all} shown={shown} density={look.density} set={set} />
        </div>
        <FilterBar
          search={<SearchBox label={m.customers.search()} value={filters.q ?? ''} onChange={(q) => set({ q })} />}
        />
        {mayChoose && <ChooseBar choosing={choosing} actions={['setSegment']} filter={input} />}
        <FreshRows count={list.fresh} onShow={() => void list.showNew()} />
        <Rows
          label={m.customers.title()}
          rows={list.items}
          columns={shown}
          choosing={mayChoose ? choosing : undefined}
          density={look.density ?? undefined}
          keyOf={(customer) => customer.id}
          to={(customer) => paths.customer(customer.id)}
          loading={list.isPending}
          error={list.error}
          onRetry={() => void list.refetch()}
          hasMore={list.hasNextPage}
          loadingMore={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
          empty={
            <Empty
              icon={<IconUsers size={22} stroke={1.7} />}
              action={
                filters.q ? (
                  <Action variant="default" onClick={() => set({ q: '' })}>
                    {m.common.clearSearch()}
                  </Action>
                ) : (
                  may('customers.create') && (
                    <>
                      <Action onClick={() => set({ new: 'customer' })}>{m.customers.create()}</Action>
                      {may('imports.create') && <A to={paths.imports()}>{m.requests.importInstead()}</A>}
                    </>
                  )
                )
              }
            >
              {filters.q ? m.customers.noneFound() : m.customers.empty()}
            </Empty>
          }
        />
      </Section>
      {filters.new === 'customer' && (
        <NewCustomer
          onCreated={(id) => go(paths.customer(id))}
          onClose={() => location.pathname === paths.customers() && set({ new: '' })}
        />
      )}
    </Page>
  )
}

function columns(): ListColumn<Customer>[] {
  const primary = (customer: Customer) => customer.contacts[0]
  return [
    {
      name: 'name',
      csv: ['name', 'kind'],
      title: m.customers.name(),
      width: 'minmax(0, 1.4fr)',
      cell: (customer) => (
        <span className={css.name}>
          <Avatar name={customer.name} />
          <Stacked title={customer.name} below={customer.note.split('\n')[0]} />
        </span>
      ),
    },
    {
      name: 'email',
      csv: ['email', 'contactName'],
      title: m.contact.email(),
      width: 'minmax(0, 1fr)',
      show: 'wide',
      cell: (customer) => {
        const email = primary(customer)?.email
        return email && <Address address={email} cut className={css.text} />
      },
    },
    {
      name: 'phone',
      csv: ['phone'],
      title: m.contact.phone(),
      width: '184px',
      show: 'widest',
      cell: (customer) => <span className={`figures ${css.text}`}>{primary(customer)?.phone}</span>,
    },
    {
      name: 'language',
      csv: ['language'],
      title: m.contact.language(),
      width: '110px',
      show: 'widest',
      cell: (customer) => {
        const contact = primary(customer)
        return contact ? languageNames[contact.language] : ''
      },
    },
    {
      name: 'segment',
      csv: ['segment'],
      title: m.customers.segment(),
      width: '140px',
      show: 'wide',
      rare: true,
      cell: (customer) => <span className={css.text}>{customer.segment}</span>,
    },
    {
      name: 'note',
      csv: ['note'],
      title: w.columns.note(),
      width: 'minmax(0, 1fr)',
      show: 'wide',
      rare: true,
      cell: (customer) => <span className={css.text}>{customer.note}</span>,
    },
  ]
}
