import { failureWords, type Item, ItemBadge, isOpenItem } from '../../parts/recovery-data.tsx'
import { v } from '../../parts/recovery-words.tsx'
import type { Column } from '../../ui/rows.tsx'
import { languageNames } from '../../ui/text.ts'
import { absolute, percent, relative, useNow } from '../../ui/time.ts'
import css from './page.module.css'

/** Whom, what was promised, which date instead, how they are told, and where it stands. */
export const itemColumns = (): Column<Item>[] => [
  {
    name: 'customer',
    title: v.column.customer(),
    width: 'minmax(0, 1.5fr)',
    cell: (item) => (
      <span className={css.who}>
        <span className={`${css.name} own-words`}>{item.customerName ?? item.requestSubject ?? '–'}</span>
        <span className={`${css.wording} own-words`}>{item.wording}</span>
        <span className={css.narrow}>
          <Dates item={item} />
          <Stands item={item} />
        </span>
      </span>
    ),
  },
  {
    name: 'date',
    title: v.column.newDate(),
    width: 'minmax(0, 1.2fr)',
    show: 'wide',
    cell: (item) => <Dates item={item} />,
  },
  {
    name: 'channel',
    title: v.column.channel(),
    width: '100px',
    show: 'widest',
    cell: (item) => (
      <span className={css.by}>
        <span className={item.channel ? undefined : css.none}>
          {item.channel ? v.item[item.channel]() : v.item.noChannel()}
        </span>
        {item.language && <span>{languageNames[item.language]}</span>}
      </span>
    ),
  },
  {
    name: 'outcome',
    title: v.column.outcome(),
    width: 'minmax(0, 1.1fr)',
    show: 'wide',
    cell: (item) => <Stands item={item} />,
  },
]

function Dates({ item }: { item: Item }) {
  const facts = [
    item.chance === null ? null : v.item.chance({ percent: percent(item.chance) }),
    item.datedBy && v.item.by[item.datedBy](),
  ]
  return (
    <span className={css.dates}>
      {item.newDueAt ? (
        <time className={css.new} dateTime={item.newDueAt}>
          {absolute(item.newDueAt)}
        </time>
      ) : (
        <span className={css.undated}>{v.filter.undated()}</span>
      )}
      <span className={css.quiet}>{v.item.was({ at: absolute(item.dueAt) })}</span>
      {facts.some(Boolean) && <span className={css.quiet}>{facts.filter(Boolean).join(' · ')}</span>}
    </span>
  )
}

function Stands({ item }: { item: Item }) {
  const now = useNow()
  return (
    <span className={css.stands}>
      <ItemBadge item={item} />
      {isOpenItem(item) && (
        <span className={css.quiet}>
          {Date.parse(item.lastMomentAt) > now
            ? `${v.item.lastMoment()} ${absolute(item.lastMomentAt)} (${relative(item.lastMomentAt, now)})`
            : v.item.passed()}
        </span>
      )}
      {item.heldAt && item.state !== 'sent' && <span className={css.quiet}>{v.item.held()}</span>}
      {item.failure && <span className={css.none}>{failureWords(item.failure)}</span>}
    </span>
  )
}
