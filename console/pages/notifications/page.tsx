import {
  IconAlarm,
  IconAt,
  IconBell,
  IconBellRinging,
  IconFileImport,
  IconGavel,
  IconHourglass,
  IconInbox,
  IconMailX,
  IconMessage,
  IconMessageQuestion,
  IconThumbUp,
  IconTrendingDown,
  IconUrgent,
  IconUserShare,
  IconWebhookOff,
} from '@tabler/icons-react'
import type { Row } from '../../api/contract.ts'
import { useList } from '../../api/read.ts'
import { useWrite } from '../../api/write.ts'
import { t, WithNotificationWords } from '../../parts/notification-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { Empty } from '../../ui/empty.tsx'
import { A, useGo } from '../../ui/link.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { m } from '../../ui/text.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { useFilters } from '../../ui/use-filters.ts'
import { When } from '../../ui/when.tsx'
import css from './page.module.css'

/** Fetched with the page. */
export const texts = [WithNotificationWords]

type News = Row<'notifications.list'>

const icons: Readonly<Record<News['kind'], typeof IconBell>> = {
  exceptional: IconUrgent,
  asked: IconMessageQuestion,
  step: IconBellRinging,
  mentioned: IconAt,
  unanswered: IconHourglass,
  replied: IconMessage,
  not_told: IconMailX,
  answered: IconThumbUp,
  approval: IconGavel,
  promise_handed_over: IconUserShare,
  request_handed_over: IconInbox,
  at_risk: IconTrendingDown,
  last_moment: IconAlarm,
  import_ended: IconFileImport,
  webhook_off: IconWebhookOff,
}

/** What concerns the reader, newest first. */
export const Notifications = () => (
  <WithNotificationWords>
    <Listed />
  </WithNotificationWords>
)

function Listed() {
  const [filters, set] = useFilters()
  const all = filters.show === 'all'
  const list = useList('notifications.list', all ? {} : { unread: 'true' })
  const read = useWrite('notifications.markRead')
  const newest = list.items[0]?.at
  return (
    <Page
      title={t.title()}
      lead={t.lead()}
      actions={
        <>
          {newest && (
            <Action
              variant="default"
              size="sm"
              loading={read.pending}
              onClick={() => void read.send({ until: newest })}
            >
              {t.readAll()}
            </Action>
          )}
          <A to={paths.settings('notifications')}>{t.settings()}</A>
        </>
      }
    >
      <Section title={t.title()} flush quiet id="news">
        <Tabs
          label={t.title()}
          value={all ? 'all' : 'unread'}
          choices={[
            { value: 'unread', label: t.unread() },
            { value: 'all', label: t.allOf() },
          ]}
          onChange={(show) => set({ show: show === 'all' ? 'all' : '' })}
        />
        {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
        {read.problem && <Trouble error={read.problem} />}
        {list.isSuccess && list.items.length === 0 && (
          <Empty icon={<IconBell size={22} stroke={1.7} />}>{all ? t.none() : t.noneUnread()}</Empty>
        )}
        <ul className={css.list}>
          {list.items.map((news) => (
            <One key={news.id} news={news} onRead={() => void read.send({ ids: [news.id] })} />
          ))}
        </ul>
        {list.hasNextPage && (
          <div className={css.more}>
            <Action variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {m.common.more()}
            </Action>
          </div>
        )}
      </Section>
    </Page>
  )
}

function One({ news, onRead }: { news: News; onRead: () => void }) {
  const go = useGo()
  const Icon = icons[news.kind]
  return (
    <li className={css.row} data-unread={news.readAt === null || undefined}>
      <Icon size={18} stroke={1.7} aria-hidden className={css.icon} />
      <a
        href={news.page}
        className={css.open}
        onClick={(event) => {
          // What is opened is read, in a new tab too.
          if (news.readAt === null) onRead()
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          go(news.page)
        }}
      >
        <span className={css.title}>{news.title}</span>
        {news.detail && <span className={css.detail}>{news.detail}</span>}
      </a>
      <When at={news.at} stacked />
      {news.readAt === null && (
        <Action size="xs" variant="subtle" color="gray" onClick={onRead}>
          {t.markRead()}
        </Action>
      )}
    </li>
  )
}
