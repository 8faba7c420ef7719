import { IconLifebuoy, IconPlus } from '@tabler/icons-react'
import { useRef } from 'react'
import { useList } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { DownloadCsv } from '../../parts/download-csv.tsx'
import { Cause, type Recovery, Shares } from '../../parts/recovery-data.tsx'
import { v, WithRecoveryWords } from '../../parts/recovery-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { Empty } from '../../ui/empty.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { useGo } from '../../ui/link.tsx'
import { NotAllowed } from '../../ui/lost.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { type Column, Rows } from '../../ui/rows.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { absolute } from '../../ui/time.ts'
import { useFilters } from '../../ui/use-filters.ts'
import { When } from '../../ui/when.tsx'
import css from './page.module.css'

/** Fetched with the page. */
export const texts = [WithRecoveryWords]

const OpenRecovery = fetched(() => import('../../forms/open-recovery.tsx'), 'OpenRecovery')

const shows = ['unfinished', 'finished'] as const

/** Dates in danger, what has to be acted on first: first. */
export const Recoveries = () => (
  <WithRecoveryWords>
    <Board />
  </WithRecoveryWords>
)

function Board() {
  const [filters, set] = useFilters()
  const may = useMay()
  const go = useGo()
  const opened = useRef<string | null>(null)
  const state = shows.find((each) => each === filters.show) ?? 'unfinished'
  const list = useList('recoveries.list', { state, limit: 100 }, { enabled: may('recoveries.read') })
  if (!may('recoveries.read')) return <NotAllowed />
  const begin = may('recoveries.open') && (
    <Action leftSection={<IconPlus size={16} stroke={2} aria-hidden />} onClick={() => set({ new: 'event' })}>
      {v.begin()}
    </Action>
  )
  return (
    <Page
      title={v.title()}
      lead={v.lead()}
      actions={
        <>
          {begin}
          <DownloadCsv sheet="recoveries.exportAll" input={{ state }} />
        </>
      }
      wide
    >
      <Section title={v.show[state]()} id="recoveries" flush quiet>
        <Tabs
          label={v.show.label()}
          value={state}
          choices={shows.map((value) => ({ value, label: v.show[value]() }))}
          onChange={(show) => set({ show: show === 'unfinished' ? '' : show })}
        />
        <Rows
          label={v.title()}
          rows={list.items}
          columns={
            state === 'unfinished'
              ? [named, moment, shares, owner, stateColumn]
              : [named, ended, shares, owner, stateColumn]
          }
          keyOf={({ id }) => id}
          to={({ id }) => paths.recovery(id)}
          loading={list.isPending}
          error={list.error}
          onRetry={() => void list.refetch()}
          hasMore={list.hasNextPage}
          loadingMore={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
          empty={
            <Empty icon={<IconLifebuoy size={22} stroke={1.7} />} action={state === 'unfinished' && begin}>
              {state === 'unfinished' ? v.none() : v.noneFinished()}
            </Empty>
          }
        />
      </Section>
      {filters.new === 'event' && (
        <OpenRecovery
          onDone={({ id }) => {
            opened.current = id
          }}
          // The sheet is gone first: it would take its own address out of the next one.
          onClose={() => (opened.current ? go(paths.recovery(opened.current)) : set({ new: '' }))}
        />
      )}
    </Page>
  )
}

const named: Column<Recovery> = {
  name: 'recovery',
  get title() {
    return v.column.recovery()
  },
  width: 'minmax(0, 1.3fr)',
  cell: (one) => (
    <span className={css.named}>
      <span className={`${css.title} own-words`}>{one.title}</span>
      <span className={css.below}>
        <Cause cause={one.cause} />
        {/* On a phone the other columns stand here. */}
        <span className={css.narrow}>
          {one.actBy ? <When at={one.actBy} /> : v.state[one.state]()}
          <Shares counts={one.counts} />
        </span>
      </span>
    </span>
  ),
}

const moment: Column<Recovery> = {
  name: 'moment',
  get title() {
    return v.column.lastMoment()
  },
  width: '170px',
  show: 'wide',
  cell: (one) =>
    one.actBy ? (
      <span className={css.moment}>
        <When at={one.actBy} stacked />
        {one.calledAt && <span className={css.called}>{v.called({ at: absolute(one.calledAt) })}</span>}
      </span>
    ) : (
      <span className={css.quiet}>{v.nothingWaits()}</span>
    ),
}

const ended: Column<Recovery> = {
  name: 'finished',
  get title() {
    return v.column.finished()
  },
  width: '170px',
  show: 'wide',
  cell: (one) => one.finishedAt && <When at={one.finishedAt} stacked />,
}

const shares: Column<Recovery> = {
  name: 'shares',
  get title() {
    return v.column.progress()
  },
  width: 'minmax(0, 1.4fr)',
  show: 'wide',
  cell: (one) => <Shares counts={one.counts} />,
}

const owner: Column<Recovery> = {
  name: 'owner',
  get title() {
    return v.column.owner()
  },
  width: '130px',
  show: 'widest',
  cell: (one) => one.ownerName ?? <span className={css.quiet}>{v.nobody()}</span>,
}

const stateColumn: Column<Recovery> = {
  name: 'state',
  get title() {
    return v.column.state()
  },
  width: '110px',
  show: 'widest',
  cell: (one) => v.state[one.state](),
}
