import { useRead } from '../api/read.ts'
import { m } from '../ui/text.ts'
import type { Field } from './form.ts'
import { ChoiceField, type Common } from './plain-fields.tsx'

/** One of the organization's calendars; empty for the default one. */
export function CalendarChoice(props: Field<string> & Common) {
  const calendars = useRead('calendars.list', { limit: 200 })
  return (
    <ChoiceField
      {...props}
      choices={[
        { value: '', label: m.teams.defaultCalendar() },
        ...(calendars.data?.items.map((calendar) => ({ value: calendar.id, label: calendar.name })) ?? []),
      ]}
    />
  )
}
