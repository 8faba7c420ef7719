import { IconLifebuoy } from '@tabler/icons-react'
import { useState } from 'react'
import { DownloadCsv } from '../../parts/download-csv.tsx'
import { useChoosing } from '../../parts/list/use-choosing.ts'
import { WithListWords } from '../../parts/list-words.tsx'
import { requestIdOf } from '../../parts/promise-state.ts'
import { type Item, isOpenItem, type Recovery } from '../../parts/recovery-data.tsx'
import { v } from '../../parts/recovery-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { Empty } from '../../ui/empty.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { useShortcuts } from '../../ui/keyboard.tsx'
import { Section } from '../../ui/page.tsx'
import { Rows, rowInFocus } from '../../ui/rows.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useFilters } from '../../ui/use-filters.ts'
import { ChosenBar } from './chosen-bar.tsx'
import { itemColumns } from './item-columns.tsx'
import css from './page.module.css'
import { type ItemFilter, useItems } from './use-items.ts'

const ItemSheet = fetched(() => import('../../forms/recovery-item.tsx'), 'RecoveryItem')

const shows = {
  all: {},
  waiting: { state: 'waiting' },
  undated: { state: 'waiting', undated: 'true' },
  sent: { state: 'sent' },
  failed: { state: 'failed' },
  left: { state: 'left' },
  settled: { state: 'settled' },
} as const satisfies Record<string, ItemFilter>
type Show = keyof typeof shows

interface Props {
  readonly recovery: Recovery
  readonly mayChange: boolean
}

/** The promises of a recovery: read, chosen, adjusted. */
export function Items(props: Props) {
  const { recovery } = props
  // Dates and their order are only now being found: there is nothing yet that stays where it is.
  if (recovery.state === 'planning' && recovery.counts.total === 0)
    return (
      <Section title={v.items.title()} id="items" flush quiet>
        <Empty icon={<IconLifebuoy size={22} stroke={1.7} />}>{v.items.planning()}</Empty>
      </Section>
    )
  return (
    <WithListWords>
      <List key={String(recovery.state === 'planning')} {...props} />
    </WithListWords>
  )
}

function List({ recovery, mayChange }: Props) {
  const [filters, set] = useFilters()
  const show: Show = filters.show !== undefined && filters.show in shows ? (filters.show as Show) : 'all'
  const filter = shows[show]
  const list = useItems(recovery.id, filter)
  const choosing = useChoosing(list.items, nameOf, { show, id: recovery.id })
  const [opened, setOpened] = useState<string | null>(null)
  useShortcuts([{ keys: 'v', says: v.item.look(), run: () => setOpened(focusedItem(list.items)) }])
  const at = list.items.findIndex(({ id }) => id === opened)
  const item = list.items[at]
  return (
    <Section title={v.items.title()} id="items" flush quiet>
      <Tabs
        label={v.filter.label()}
        value={show}
        choices={(Object.keys(shows) as Show[]).map((value) => ({ value, label: v.filter[value]() }))}
        onChange={(next) => set({ show: next === 'all' ? '' : next })}
      />
      <div className={css.tools}>
        <DownloadCsv sheet="recoveries.export" input={{ id: recovery.id, ...filter }} />
      </div>
      {mayChange && (
        <ChosenBar recovery={recovery} choosing={choosing} items={list.items} onDone={() => list.refresh()} />
      )}
      <Rows
        label={v.items.title()}
        rows={list.items}
        columns={itemColumns()}
        keyOf={({ id }) => id}
        to={({ about, promiseId }) => {
          const requestId = requestIdOf(about)
          return requestId ? paths.request(requestId, promiseId) : paths.recovery(recovery.id)
        }}
        action={(one) => (
          <Action
            size="compact-sm"
            variant="default"
            onClick={() => setOpened(one.promiseId)}
            aria-label={`${labelOf(one)}: ${nameOf(one)}`}
          >
            {labelOf(one)}
          </Action>
        )}
        actionWidth="112px"
        choosing={mayChange ? choosing : undefined}
        loading={list.isPending}
        error={list.error}
        onRetry={() => void list.refetch()}
        hasMore={list.hasNextPage}
        loadingMore={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
        onDrawn={list.onDrawn}
        empty={<Empty icon={<IconLifebuoy size={22} stroke={1.7} />}>{v.items.empty()}</Empty>}
      />
      {item && (
        <ItemSheet
          key={item.id}
          recovery={recovery}
          item={item}
          mayChange={mayChange && recovery.state === 'open'}
          place={{ n: at + 1, total: list.items.length }}
          onStep={(step) => setOpened(list.items[at + step]?.id ?? item.id)}
          onDone={() => list.refresh()}
          onClose={() => setOpened(null)}
        />
      )}
    </Section>
  )
}

const nameOf = (item: Item): string => [item.customerName, item.wording].filter(Boolean).join(', ')

const labelOf = (item: Item): string =>
  !isOpenItem(item) ? v.item.look() : item.newDueAt === null ? v.item.setDate() : v.item.adjust()

/** The row that has the focus, else the first. */
const focusedItem = (items: readonly { id: string }[]): string | null => items[rowInFocus() ?? 0]?.id ?? null
