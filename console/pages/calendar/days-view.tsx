import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { w } from '../../parts/calendar-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Section } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { locale, m } from '../../ui/text.ts'
import { dayHeading, useNow } from '../../ui/time.ts'
import { wallTime } from '../../ui/zoned-time.ts'
import { type DayLook, dayLooks, firstWeekday, weeksOf } from './days.ts'
import type { Draft } from './draft.ts'
import css from './page.module.css'
import { YearStep } from './year-step.tsx'

interface Props {
  readonly draft: Draft
  /** Makes an exception of a date, closed at first; null for those who may not. */
  readonly onExcept: ((date: string) => void) | null
}

/** The calendar as days, as it is edited: which are open, which are holidays, which are exceptions. */
export function DaysView({ draft, onExcept }: Props) {
  const today = wallTime(useNow(), draft.timeZone).date
  const [shown, setShown] = useState<'month' | 'year'>('month')
  const [month, setMonth] = useState(() => Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1)
  const [chosen, setChosen] = useState(today)
  const look = dayLooks(draft)
  const year = Math.floor(month / 12)
  return (
    <Section
      title={w.days.title()}
      lead={w.days.lead()}
      id="days"
      actions={
        <>
          {shown === 'year' ? (
            <YearStep year={year} onChange={(next) => setMonth(next * 12 + (month % 12))} />
          ) : (
            <MonthStep month={month} onChange={setMonth} />
          )}
          <Tabs
            label={w.days.show()}
            value={shown}
            choices={[
              { value: 'month', label: w.days.month() },
              { value: 'year', label: w.days.year() },
            ]}
            onChange={setShown}
          />
        </>
      }
    >
      {shown === 'month' ? (
        <div className={css.monthAndDay}>
          <Month year={year} month={month % 12} look={look} today={today} chosen={chosen} onChoose={setChosen} />
          <Day look={look(chosen)} onExcept={onExcept} />
        </div>
      ) : (
        <div className={css.year}>
          {Array.from({ length: 12 }, (_, each) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: months have no identity but their place
            <Month key={each} year={year} month={each} look={look} today={today} />
          ))}
        </div>
      )}
      <ul className={css.key} aria-label={w.days.key()}>
        {(['open', 'closed', 'holiday', 'exceptionOpen', 'exceptionClosed'] as const).map((each) => (
          <li key={each}>
            <span className={css.cell} data-look={each} aria-hidden />
            {w.days.look[each]()}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function MonthStep({ month, onChange }: { month: number; onChange: (month: number) => void }) {
  const name = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return (
    <div className={css.step}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={w.days.previousMonth()}
        disabled={month <= 1970 * 12}
        onClick={() => onChange(month - 1)}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <span className={css.stepText} aria-live="polite">
        {name.format(Date.UTC(Math.floor(month / 12), month % 12))}
      </span>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={w.days.nextMonth()}
        disabled={month >= 2199 * 12 + 11}
        onClick={() => onChange(month + 1)}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
    </div>
  )
}

type Look = 'open' | 'closed' | 'holiday' | 'exceptionOpen' | 'exceptionClosed'
const lookOf = ({ kind, open }: DayLook): Look =>
  kind === 'exception'
    ? open
      ? 'exceptionOpen'
      : 'exceptionClosed'
    : kind === 'holiday'
      ? 'holiday'
      : open
        ? 'open'
        : 'closed'

/** A day in words, for those who do not see its colour. */
const saying = (day: DayLook): string =>
  [dayHeading(`${day.date}T12:00:00Z`, 'UTC'), w.days.look[lookOf(day)](), day.holiday].filter(Boolean).join(', ')

interface MonthProps {
  readonly year: number
  readonly month: number
  readonly look: (date: string) => DayLook
  readonly today: string
  readonly chosen?: string
  readonly onChoose?: (date: string) => void
}

/** A month as a table; large, each day can be chosen, small, it is only looked at. */
function Month({ year, month, look, today, chosen, onChoose }: MonthProps) {
  const first = firstWeekday(locale)
  const names = new Intl.DateTimeFormat(locale, { weekday: onChoose ? 'short' : 'narrow', timeZone: 'UTC' })
  const full = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  const heads = Array.from({ length: 7 }, (_, day) => Date.UTC(1970, 0, 5 + ((day + first) % 7)))
  const title = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(year, month))
  return (
    <table className={onChoose ? css.month : css.monthSmall}>
      <caption className={onChoose ? css.unseen : css.monthName}>{title}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col" abbr={full.format(head)}>
              {names.format(head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(year, month, first).map((week) => (
          <tr key={week.find((date) => date !== null)}>
            {week.map((date, at) => {
              if (date === null) return <td key={heads[at]} />
              const day = look(date)
              const number = Number(date.slice(8))
              return (
                <td key={heads[at]}>
                  {onChoose ? (
                    <button
                      type="button"
                      className={css.cell}
                      data-look={lookOf(day)}
                      data-today={date === today || undefined}
                      aria-pressed={date === chosen}
                      aria-label={saying(day)}
                      onClick={() => onChoose(date)}
                    >
                      {number}
                    </button>
                  ) : (
                    <span
                      className={css.cell}
                      data-look={lookOf(day)}
                      data-today={date === today || undefined}
                      title={saying(day)}
                    >
                      {number}
                      {day.kind !== 'usual' && <span className={css.unseen}>{`, ${w.days.look[lookOf(day)]()}`}</span>}
                    </span>
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What the chosen day is, and why. */
function Day({ look, onExcept }: { look: DayLook; onExcept: Props['onExcept'] }) {
  const why = {
    usual: w.days.whyUsual(),
    holiday: w.days.whyHoliday({ name: look.holiday ?? '' }),
    exception: look.holiday ? w.days.whyOverHoliday({ name: look.holiday }) : w.days.whyException(),
  }[look.kind]
  return (
    <div className={css.chosenDay} aria-live="polite">
      <h3>{dayHeading(`${look.date}T12:00:00Z`, 'UTC')}</h3>
      <p className={css.figures}>
        {look.open ? look.ranges.map(([from, to]) => `${from}–${to}`).join(', ') : m.hours.closed()}
      </p>
      <p className={css.quiet}>{why}</p>
      {onExcept && look.kind !== 'exception' && (
        <Action size="xs" variant="default" onClick={() => onExcept(look.date)}>
          {w.days.makeException()}
        </Action>
      )}
      {look.kind === 'exception' && (
        <Action
          size="xs"
          variant="subtle"
          onClick={() => {
            const list = document.getElementById('exceptions')
            list?.scrollIntoView({ block: 'start' })
            list?.querySelector<HTMLElement>('input, button')?.focus({ preventScroll: true })
          }}
        >
          {w.days.toExceptions()}
        </Action>
      )}
    </div>
  )
}
