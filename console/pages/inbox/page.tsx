import { IconInbox } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { useRef } from 'react'
import type { Input, Row } from '../../api/contract.ts'
import { useList, useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { DownloadCsv } from '../../parts/download-csv.tsx'
import { WithInboxWords, w } from '../../parts/inbox-words.tsx'
import { filterTexts } from '../../parts/list/bulk-data.ts'
import { SavedViews } from '../../parts/list/saved-views.tsx'
import { useChoosing } from '../../parts/list/use-choosing.ts'
import { WithListWords } from '../../parts/list-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { Empty } from '../../ui/empty.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { Filter, FilterBar, SearchBox } from '../../ui/filters.tsx'
import { useShortcuts } from '../../ui/keyboard.tsx'
import { A, useGo } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { m } from '../../ui/text.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { type FilterValues, useFilters } from '../../ui/use-filters.ts'
import { withWhom } from './conversation-row.tsx'
import { ConversationRows } from './conversation-rows.tsx'
import css from './page.module.css'

/** Fetched with the page. */
export const texts = [WithInboxWords, WithListWords]

// The list is there first; what a conversation and a choice need comes with them.
const Conversation = fetched(() => import('./conversation.tsx'), 'Conversation')
const ChooseBar = fetched(() => import('../../parts/list/choose-bar.tsx'), 'ChooseBar')

const shows = ['waiting', 'open', 'snoozed', 'mentions', 'closed', 'automatic', 'all'] as const
type Show = (typeof shows)[number]
const owners = ['mine', 'team', 'nobody'] as const
const channels = ['email', 'portal', 'phone', 'counter'] as const
const narrowing = ['q', 'whose', 'channel', 'sender', 'customer'] as const
const actions = [
  'assignConversations',
  'closeConversations',
  'restConversations',
  'restConversationsForPromise',
  'tieConversations',
] as const

/** Who waits for an answer, and what was said; side by side where there is room. */
export const Inbox = () => (
  <WithInboxWords>
    <WithListWords>
      <Loaded />
    </WithListWords>
  </WithInboxWords>
)

function Loaded() {
  const { conversationId } = useParams({ strict: false }) as { conversationId?: string }
  const [filters, set] = useFilters()
  const may = useMay()
  const count = useRead('conversations.count', {})
  // What is searched for is looked for everywhere, until somebody says where.
  const usual: Show = filters.q ? 'all' : 'waiting'
  const show = shows.find((each) => each === filters.show) ?? usual
  const input = inputOf(show, filters)
  const list = useList('conversations.list', input)
  const choosing = useChoosing(list.items, (row) => `${withWhom(row)}: ${row.subject || w.noSubject()}`, input)
  // Once something was chosen the bar stays: it tells what became of it.
  const chose = useRef(false)
  chose.current ||= choosing.selection.all || choosing.selection.keys.size > 0
  const mayChoose = may('bulkChanges.start') && may('conversations.update')
  const narrowed = narrowing.some((name) => filters[name])
  useListKeys(list.items, conversationId, filters, mayChoose ? choosing : undefined)
  return (
    <Page
      title={w.title()}
      lead={count.data && count.data.waiting > 0 ? w.count({ n: count.data.waiting }) : w.lead()}
      wide
      actions={<DownloadCsv sheet="conversations.export" input={input} />}
    >
      <div className={css.split} data-open={conversationId !== undefined}>
        <section className={css.list} aria-label={w.title()}>
          <div className={css.tools}>
            <Tabs
              label={w.title()}
              value={show}
              choices={shows.map((value) => ({ value, label: w.show[value]() }))}
              onChange={(next) => set({ show: next === usual ? '' : next })}
            />
            <div className={css.views}>
              <SavedViews list="conversations" values={filters} set={set} />
            </div>
            <Finding filters={filters} set={set} narrowed={narrowed} />
          </div>
          {chose.current && mayChoose && (
            <ChooseBar choosing={choosing} actions={actions} filter={filterTexts(input)} />
          )}
          {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
          {list.isSuccess && list.items.length === 0 && <Nothing show={show} narrowed={narrowed} />}
          <ConversationRows
            items={list.items}
            open={conversationId}
            filters={filters}
            choosing={mayChoose ? choosing : undefined}
          />
          {list.hasNextPage && (
            <div className={css.more}>
              <Action variant="subtle" size="sm" onClick={() => void list.fetchNextPage()}>
                {m.common.more()}
              </Action>
            </div>
          )}
        </section>
        <div className={css.pane}>
          {conversationId ? (
            <Conversation key={conversationId} id={conversationId} back={paths.inbox(filters)} />
          ) : (
            <p className={css.choose}>{w.choose()}</p>
          )}
        </div>
      </div>
    </Page>
  )
}

function inputOf(show: Show, { q, whose, channel, sender, customer }: FilterValues): Input<'conversations.list'> {
  return {
    ...(show === 'mentions' ? { mentioned: 'true' } : { show }),
    ...(q ? { q } : {}),
    ...(whose === 'nobody' ? { unowned: 'true' } : whose === 'mine' || whose === 'team' ? { whose } : {}),
    ...(channels.some((each) => each === channel) ? { channel: channel as (typeof channels)[number] } : {}),
    ...(sender === 'verified' || sender === 'unverified' ? { verified: sender === 'verified' ? 'true' : 'false' } : {}),
    ...(customer ? { customerId: customer } : {}),
  }
}

type Listed = Row<'conversations.list'>
type Keys = Pick<ReturnType<typeof useChoosing<Listed>>, 'selection' | 'says' | 'toggle' | 'extend'>

/** j and k open the next and the one before; x chooses what is open, X all up to it. */
function useListKeys(
  items: readonly Listed[],
  open: string | undefined,
  filters: FilterValues,
  choosing: Keys | undefined,
): void {
  const go = useGo()
  const at = items.findIndex(({ id }) => id === open)
  const step = (by: 1 | -1) => {
    const next = items[at < 0 ? 0 : at + by]
    if (next) go(paths.conversation(next.id, filters))
    return next
  }
  const chosen = () => document.activeElement?.closest<HTMLElement>('[data-conversation]')?.dataset.conversation ?? open
  const choose = (how: 'toggle' | 'extend') => {
    const id = chosen() ?? items[0]?.id
    if (id !== undefined) choosing?.[how](id)
  }
  useShortcuts([
    { keys: 'j', says: w.keys.next(), run: () => void step(1) },
    { keys: 'k', says: w.keys.previous(), run: () => void step(-1) },
  ])
  useShortcuts(
    choosing
      ? [
          { keys: 'x', says: choosing.says.key, run: () => choose('toggle') },
          { keys: 'X', says: choosing.says.range, run: () => choose('extend') },
        ]
      : [],
  )
}

interface FindingProps {
  readonly filters: FilterValues
  readonly set: (changed: Record<string, string>) => void
  readonly narrowed: boolean
}

/** The search, and what narrows the list. */
function Finding({ filters, set, narrowed }: FindingProps) {
  return (
    <FilterBar
      narrow
      search={<SearchBox label={w.search()} value={filters.q ?? ''} onChange={(q) => set({ q })} />}
      onClear={narrowed ? () => set(Object.fromEntries(narrowing.map((name) => [name, '']))) : undefined}
    >
      <Filter
        label={w.whose.label()}
        value={filters.whose ?? ''}
        choices={owners.map((value) => ({ value, label: w.whose[value]() }))}
        onChange={(whose) => set({ whose })}
      />
      <Filter
        label={w.channels()}
        value={filters.channel ?? ''}
        choices={channels.map((value) => ({ value, label: w.channel[value]() }))}
        onChange={(channel) => set({ channel })}
      />
      <Filter
        label={w.senders.label()}
        value={filters.sender ?? ''}
        choices={(['verified', 'unverified'] as const).map((value) => ({ value, label: w.senders[value]() }))}
        onChange={(sender) => set({ sender })}
      />
    </FilterBar>
  )
}

function Nothing({ show, narrowed }: { show: Show; narrowed: boolean }) {
  const may = useMay()
  const boxes = useRead('mailboxes.list', {}, { enabled: may('mailboxes.read') })
  const none = boxes.data?.items.length === 0
  return (
    <Empty
      icon={<IconInbox size={26} stroke={1.6} />}
      action={none && !narrowed && may('mailboxes.write') && <A to={paths.settings('mailboxes')}>{w.addMailbox()}</A>}
    >
      {narrowed ? w.noneFound() : none ? w.noMailbox() : w.empty[show]()}
    </Empty>
  )
}
