import { IconInbox } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import type { Input, Row } from '../../api/contract.ts'
import { useList, useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { WithInboxWords, w } from '../../parts/inbox-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Filter, type FilterValues, useFilters } from '../../ui/filters.tsx'
import { useShortcuts } from '../../ui/keyboard.tsx'
import { A, useGo } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { m } from '../../ui/text.ts'
import { useNow } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { Conversation } from './conversation.tsx'
import { ConversationRow } from './conversation-row.tsx'
import css from './inbox.module.css'

const shows = ['waiting', 'open', 'snoozed', 'closed', 'automatic'] as const
const owners = ['mine', 'team', 'nobody'] as const

/** Who waits for an answer, and what was said; side by side where there is room. */
export const Inbox = () => (
  <WithInboxWords>
    <Loaded />
  </WithInboxWords>
)

function Loaded() {
  const { conversationId } = useParams({ strict: false }) as { conversationId?: string }
  const [filters, set] = useFilters()
  const count = useRead('conversations.count', {})
  const show = shows.find((each) => each === filters.show) ?? 'waiting'
  const list = useList('conversations.list', inputOf(show, filters))
  const go = useGo()
  const open = (id: string) => go(paths.conversation(id, filters))
  useShortcuts(
    ([1, -1] as const).map((step) => ({
      keys: step === 1 ? 'j' : 'k',
      says: step === 1 ? w.keys.next() : w.keys.previous(),
      run: () => {
        const at = list.items.findIndex(({ id }) => id === conversationId)
        const next = list.items[at < 0 ? 0 : at + step]
        if (next) open(next.id)
      },
    })),
  )
  return (
    <Page
      title={w.title()}
      lead={count.data && count.data.waiting > 0 ? w.count({ n: count.data.waiting }) : w.lead()}
      wide
    >
      <div className={css.split} data-open={conversationId !== undefined}>
        <section className={css.list} aria-label={w.title()}>
          <div className={css.tools}>
            <Tabs
              label={w.title()}
              value={show}
              choices={shows.map((value) => ({ value, label: w.show[value]() }))}
              onChange={(next) => set({ show: next === 'waiting' ? '' : next })}
            />
            <div className={css.whose}>
              <Filter
                label={w.whose.label()}
                value={filters.whose ?? ''}
                choices={owners.map((value) => ({ value, label: w.whose[value]() }))}
                onChange={(whose) => set({ whose })}
              />
            </div>
          </div>
          {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
          {list.isSuccess && list.items.length === 0 && <Nothing show={show} />}
          <Rows items={list.items} open={conversationId} filters={filters} />
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

function inputOf(show: (typeof shows)[number], { whose }: FilterValues): Input<'conversations.list'> {
  if (whose === 'nobody') return { show, unowned: 'true' }
  return whose === 'mine' || whose === 'team' ? { show, whose } : { show }
}

interface RowsProps {
  readonly items: readonly Row<'conversations.list'>[]
  readonly open: string | undefined
  readonly filters: FilterValues
}

function Rows({ items, open, filters }: RowsProps) {
  const now = useNow()
  return (
    <ol className={css.rows}>
      {items.map((row) => (
        <li key={row.id}>
          <A
            to={paths.conversation(row.id, filters)}
            className={css.row ?? ''}
            aria-current={row.id === open || undefined}
          >
            <ConversationRow row={row} now={now} />
          </A>
        </li>
      ))}
    </ol>
  )
}

function Nothing({ show }: { show: (typeof shows)[number] }) {
  const may = useMay()
  const boxes = useRead('mailboxes.list', {}, { enabled: may('mailboxes.read') })
  const none = boxes.data?.items.length === 0
  return (
    <Empty
      icon={<IconInbox size={26} stroke={1.6} />}
      action={none && may('mailboxes.write') && <A to={paths.settings('mailboxes')}>{w.addMailbox()}</A>}
    >
      {none ? w.noMailbox() : w.empty[show]()}
    </Empty>
  )
}
