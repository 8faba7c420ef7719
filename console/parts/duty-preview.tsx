import { IconAlertTriangle } from '@tabler/icons-react'
import { shortDay, timeOnly } from '../ui/time.ts'
import { type DutyDay, type DutyPart, dutyDays } from './duty-days.ts'
import css from './duty-preview.module.css'
import { s } from './settings-words.tsx'

interface Props {
  readonly spans: Parameters<typeof dutyDays>[0]
  readonly from: string
  readonly days: number
  readonly zone: string
}

/** Who is on duty, day by day: a bar of the day, and the same in words. */
export function DutyPreview({ spans, from, days, zone }: Props) {
  return (
    <ol className={css.days}>
      {dutyDays(spans, from, days, zone).map((day) => (
        <Day key={day.date} day={day} zone={zone} />
      ))}
    </ol>
  )
}

function Day({ day, zone }: { day: DutyDay; zone: string }) {
  return (
    <li className={css.day}>
      <time dateTime={day.date} className={css.date}>
        {shortDay(day.startAt, zone)}
      </time>
      <div className={css.track} aria-hidden>
        {day.parts.map(({ fromAt, gap, start, length }) => (
          <span
            key={fromAt}
            className={gap ? css.gap : css.bar}
            style={{ insetInlineStart: `${start * 100}%`, width: `${length * 100}%` }}
          />
        ))}
      </div>
      <ul className={css.parts}>
        {day.parts.length === 0 && <li className={css.closed}>{s.teams.closed()}</li>}
        {day.parts.map((part) => (
          <Part key={part.fromAt} part={part} zone={zone} />
        ))}
      </ul>
    </li>
  )
}

function Part({ part, zone }: { part: DutyPart; zone: string }) {
  // Midnight at the end of a day reads 24:00 there: 00:00 would seem to be its beginning.
  const end = part.start + part.length > 0.9999 ? '24:00' : timeOnly(part.toAt, zone)
  return (
    <li className={part.gap ? css.missing : css.part}>
      <span className={css.times}>
        {timeOnly(part.fromAt, zone)}–{end}
      </span>
      {part.gap ? (
        <>
          <IconAlertTriangle size={13} stroke={1.8} aria-hidden /> {s.teams.nobody()}
        </>
      ) : (
        part.names.join(', ')
      )}
    </li>
  )
}
