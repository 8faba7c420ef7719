import { useParams } from '@tanstack/react-router'
import { useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { WithCalendarWords } from '../../parts/calendar-words.tsx'
import { NotAllowed, Unread } from '../../ui/lost.tsx'
import { m } from '../../ui/text.ts'
import { Editor } from './editor.tsx'
import css from './page.module.css'

/** Fetched with the page. */
export const texts = [WithCalendarWords]

/** One calendar: its week, its holidays and exceptions, where they come from, and what they do to clocks. */
export function CalendarPage() {
  const { calendarId = '' } = useParams({ strict: false }) as { calendarId?: string }
  const may = useMay()
  if (!may('calendars.read')) return <NotAllowed />
  return (
    <WithCalendarWords fallback={<div className={css.waiting} />}>
      <Known key={calendarId} id={calendarId} />
    </WithCalendarWords>
  )
}

function Known({ id }: { id: string }) {
  const calendar = useRead('calendars.get', { id })
  if (calendar.isError)
    return (
      <Unread title={m.settings.section.calendars()} error={calendar.error} onRetry={() => void calendar.refetch()} />
    )
  if (!calendar.data) return <div className={css.waiting} aria-busy="true" />
  return <Editor calendar={calendar.data} />
}
