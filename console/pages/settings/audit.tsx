import { IconHistory } from '@tabler/icons-react'
import type { Input, Row } from '../../api/contract.ts'
import { actorName, useMemberNames } from '../../api/people.ts'
import { useList } from '../../api/read.ts'
import { type AuditKind, auditKinds, auditTitle } from '../../parts/audit-words.ts'
import { DownloadCsv } from '../../parts/download-csv.tsx'
import { WithPeopleWords, w } from '../../parts/people-words.tsx'
import { WithTimelineWords } from '../../parts/timeline-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Filter } from '../../ui/filters.tsx'
import { A } from '../../ui/link.tsx'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { readerZone } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { useFilters } from '../../ui/use-filters.ts'
import { When } from '../../ui/when.tsx'
import { instantAt } from '../../ui/zoned-time.ts'
import css from './audit.module.css'

/** Fetched with the section. */
export const texts = [WithPeopleWords, WithTimelineWords]

type Event = Row<'events.list'>

/** The audit log: who did what, and when. */
export const Audit = () => (
  <WithPeopleWords>
    <WithTimelineWords>
      <Log />
    </WithTimelineWords>
  </WithPeopleWords>
)

function Log() {
  const [filters, set] = useFilters()
  const members = useMemberNames()
  const input = inputOf(filters)
  const events = useList('events.list', input)
  const any = Object.keys(input).length > 0
  return (
    <Section
      title={m.settings.section.audit()}
      lead={w.audit.lead()}
      flush
      actions={<DownloadCsv sheet="events.export" input={input} />}
    >
      <search className={css.filters}>
        <Filter
          label={w.audit.about()}
          value={filters.kind ?? ''}
          choices={(Object.keys(auditKinds) as AuditKind[]).map((kind) => ({
            value: kind,
            label: w.audit.kind[kind](),
          }))}
          onChange={(kind) => set({ kind })}
        />
        <Filter
          label={w.audit.by()}
          value={filters.by ?? ''}
          choices={[...members].map(([value, label]) => ({ value, label }))}
          onChange={(by) => set({ by })}
        />
        <DayFilter label={w.audit.from()} value={filters.from ?? ''} onChange={(from) => set({ from })} />
        <DayFilter label={w.audit.until()} value={filters.until ?? ''} onChange={(until) => set({ until })} />
        {any && (
          <Action
            variant="subtle"
            size="sm"
            color="gray"
            onClick={() => set({ kind: '', by: '', from: '', until: '' })}
          >
            {m.common.clearFilters()}
          </Action>
        )}
      </search>
      {events.isError && <Trouble error={events.error} onRetry={() => void events.refetch()} />}
      {events.isSuccess && events.items.length === 0 && (
        <Empty icon={<IconHistory size={22} stroke={1.7} />}>{w.audit.empty()}</Empty>
      )}
      <ol className={css.list}>
        {events.items.map((event) => (
          <Entry key={event.id} event={event} by={actorName(event.actor, members)} members={members} />
        ))}
      </ol>
      {events.hasNextPage && (
        <div className={css.more}>
          <Action variant="default" loading={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
            {m.common.more()}
          </Action>
        </div>
      )}
    </Section>
  )
}

function DayFilter({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <label className={css.day}>
      <span>{label}</span>
      <input type="date" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
    </label>
  )
}

interface EntryProps {
  readonly event: Event
  readonly by: string
  readonly members: ReadonlyMap<string, string>
}

function Entry({ event, by, members }: EntryProps) {
  const place = placeOf(event)
  const whom = event.subject.startsWith('member:') ? members.get(event.subject.slice('member:'.length)) : undefined
  return (
    <li className={css.entry}>
      <div className={css.main}>
        <span className={css.title}>{place ? <A to={place}>{auditTitle(event)}</A> : auditTitle(event)}</span>
        <span className={css.quiet}>{whom && whom !== by ? `${by} · ${whom}` : by}</span>
      </div>
      <When at={event.at} stacked />
      <details className={css.details}>
        <summary>{w.audit.details()}</summary>
        <dl>
          <dt>{w.audit.what()}</dt>
          <dd>{event.type}</dd>
          <dt>{w.audit.subject()}</dt>
          <dd>{event.subject}</dd>
          {Object.entries(event.data).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  )
}

/** Where what it happened to can be seen. */
function placeOf({ subject, about }: Event): string | null {
  const [kind, id] = (about.startsWith('request:') ? about : subject).split(':')
  if (!id) return null
  if (kind === 'request') return paths.request(id)
  if (kind === 'customer') return paths.customer(id)
  if (kind === 'policy') return paths.policy(id)
  if (kind === 'calendar') return paths.calendar(id)
  return kind === 'import' ? paths.import(id) : null
}

/** The filters of the address, as the API takes them; whole days of the reader. */
function inputOf(filters: Readonly<Record<string, string>>): Input<'events.list'> {
  const kind = auditKinds[filters.kind as AuditKind]
  const from = midnight(filters.from, 0)
  const before = midnight(filters.until, 1)
  return {
    ...(kind ? { kind } : {}),
    ...(filters.by ? { actorId: filters.by } : {}),
    ...(from ? { from } : {}),
    ...(before ? { before } : {}),
  }
}

/** The reader's midnight so many days after the one that begins a day; null for no day. */
function midnight(day: string | undefined, days: number): string | null {
  const start = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(start)) return null
  const date = new Date(start + days * 86_400_000).toISOString().slice(0, 10)
  return instantAt({ date, time: '00:00' }, readerZone)
}
