import { IconCalendarTime, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { NewCalendar } from '../../forms/calendar.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { Empty } from '../../ui/empty.tsx'
import { A } from '../../ui/link.tsx'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { timeOnly, useNow } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './list.module.css'

/** The business calendars by which clocks run. */
export function Calendars() {
  const may = useMay()
  const calendars = useRead('calendars.list', {})
  const [open, setOpen] = useState(false)
  const rows = calendars.data?.items ?? []
  return (
    <Section
      title={m.settings.section.calendars()}
      lead={m.calendars.lead()}
      flush
      actions={
        may('calendars.create') && (
          <Action size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setOpen(true)}>
            {m.calendars.create()}
          </Action>
        )
      }
    >
      {calendars.isError && <Trouble error={calendars.error} onRetry={() => void calendars.refetch()} />}
      {calendars.data && rows.length === 0 && (
        <Empty icon={<IconCalendarTime size={22} stroke={1.7} />}>{m.calendars.empty()}</Empty>
      )}
      <ul className={css.list}>
        {rows.map((calendar) => (
          <li key={calendar.id} className={css.row}>
            <div className={css.main}>
              <span className={css.name}>
                <A to={paths.calendar(calendar.id)} className={css.link ?? ''}>
                  {calendar.name}
                </A>
                {calendar.isDefault && <span className={css.tag}>{m.calendars.isDefault()}</span>}
              </span>
              <span className={css.quiet}>
                {[calendar.timeZone.replaceAll('_', ' '), calendar.country, calendar.region]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </div>
            <span className={css.quiet}>
              <ZoneTime zone={calendar.timeZone} />
            </span>
          </li>
        ))}
      </ul>
      {open && <NewCalendar onClose={() => setOpen(false)} />}
    </Section>
  )
}

/** What the clocks show there now. */
function ZoneTime({ zone }: { zone: string }) {
  const now = new Date(useNow()).toISOString()
  return <time dateTime={now}>{m.calendars.thereNow({ time: timeOnly(now, zone) })}</time>
}
