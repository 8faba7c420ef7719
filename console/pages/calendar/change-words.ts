import { weekdays } from '../../forms/week-paint.ts'
import { w } from '../../parts/calendar-words.tsx'
import { locale, m } from '../../ui/text.ts'
import type { Changes } from './draft.ts'

/** What changed, each thing in a few words: "Hours of Mon, Tue", "2 holidays added". */
export function changesInWords(changes: Changes): string[] {
  const short = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
  const days = changes.days.map((day) => short.format(new Date(Date.UTC(1970, 0, 5 + weekdays.indexOf(day)))))
  return [
    changes.name && m.calendars.name(),
    changes.timeZone && m.calendars.timeZone(),
    days.length > 0 && w.changed.hours({ days: days.join(', ') }),
    changes.added.length > 0 && w.changed.added({ n: changes.added.length }),
    changes.removed.length > 0 && w.changed.removed({ n: changes.removed.length }),
    changes.place && changes.added.length + changes.removed.length === 0 && w.changed.place(),
    changes.exceptions.length > 0 && w.changed.exceptions({ n: changes.exceptions.length }),
    changes.isDefault && w.changed.isDefault(),
  ].filter((each) => each !== false)
}
