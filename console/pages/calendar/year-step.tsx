import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { w } from '../../parts/calendar-words.tsx'
import css from './page.module.css'

/** One year at a time, within what calendars know. */
export function YearStep({ year, onChange }: { year: number; onChange: (year: number) => void }) {
  return (
    <div className={css.step}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={w.days.previousYear()}
        disabled={year <= 1970}
        onClick={() => onChange(year - 1)}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <span className={css.stepText} aria-live="polite">
        {year}
      </span>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={w.days.nextYear()}
        disabled={year >= 2199}
        onClick={() => onChange(year + 1)}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
    </div>
  )
}
