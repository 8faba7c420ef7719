import { ActionIcon, Menu, TextInput } from '@mantine/core'
import { IconCopy, IconPlus, IconX } from '@tabler/icons-react'
import { type ReactNode, Suspense, useEffect, useId, useState } from 'react'
import { WithCalendarWords, w } from '../parts/calendar-words.tsx'
import { locale, m } from '../ui/text.ts'
import type { Field } from './form.ts'
import css from './week-hours.module.css'
import { endsNextDay, isRange, type Range, timeTyped, type WeekHours, weekdays } from './week-paint.ts'
import { DayBar, HourAxis, usePainting } from './week-painter.tsx'

export { type Range, type WeekHours, weekdays } from './week-paint.ts'

// 5 January 1970 was a Monday.
const nameOf = (day: number): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(1970, 0, 5 + day)))

const Worded = ({ children }: { children: ReactNode }) => (
  <Suspense fallback={<div className={css.waiting} />}>
    <WithCalendarWords>{children}</WithCalendarWords>
  </Suspense>
)

interface RangesProps {
  readonly value: readonly Range[]
  readonly onChange: (value: readonly Range[]) => void
  readonly label: string
}

/** Hours of a day, to the minute; a break is the gap between two of them. An end may be on the next day. */
export const RangesField = (props: RangesProps) => (
  <Worded>
    <Ranges {...props} />
  </Worded>
)

function Ranges({ value, onChange, label }: RangesProps) {
  const error = useId()
  const change = (index: number, range: Range) => onChange(value.map((each, at) => (at === index ? range : each)))
  const add = () => {
    const last = value.at(-1)?.[1]
    onChange([...value, last ? [last < '24:00' ? last : '', last < '17:00' ? '18:00' : '24:00'] : ['09:00', '18:00']])
  }
  const wrong = value.some((range) => !isRange(range))
  return (
    <div className={css.ranges}>
      {value.length === 0 && <span className={css.closed}>{m.hours.closed()}</span>}
      {value.map((range, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: hours have no identity but their place
        <div key={index} className={css.range}>
          <TimeInput
            label={m.hours.from({ day: label })}
            value={range[0]}
            latest={23}
            describedBy={error}
            onChange={(from) => change(index, [from, range[1]])}
          />
          <span aria-hidden>–</span>
          <TimeInput
            label={m.hours.to({ day: label })}
            value={range[1]}
            latest={48}
            describedBy={error}
            onChange={(to) => change(index, [range[0], to])}
          />
          {endsNextDay(range) && <span className={css.next}>{m.hours.nextDay()}</span>}
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={m.hours.remove({ day: label })}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <ActionIcon variant="subtle" size="sm" aria-label={m.hours.add({ day: label })} onClick={add}>
        <IconPlus size={16} />
      </ActionIcon>
      {wrong && (
        <p className={css.error} id={error}>
          {w.week.notATime()}
        </p>
      )}
    </div>
  )
}

interface TimeProps {
  readonly label: string
  readonly value: string
  readonly latest: 23 | 48
  readonly describedBy: string
  readonly onChange: (value: string) => void
}

/** A time as a text: 9, 9:30, 26:00. What is none stays as it was typed, and says so. */
function TimeInput({ label, value, latest, describedBy, onChange }: TimeProps) {
  const [typed, setTyped] = useState(value)
  const [typing, setTyping] = useState(false)
  // What was painted, copied or taken back is shown at once; what is being typed is not touched.
  useEffect(() => {
    if (!typing) setTyped(value)
  }, [value, typing])
  const wrong = timeTyped(value, latest) !== value
  const settle = () => {
    setTyping(false)
    const time = timeTyped(typed, latest)
    if (time !== null) setTyped(time)
    if ((time ?? typed) !== value) onChange(time ?? typed)
  }
  return (
    <TextInput
      size="xs"
      className={css.time ?? ''}
      aria-label={label}
      value={typing ? typed : value}
      error={wrong && !typing}
      {...(wrong && !typing ? { 'aria-describedby': describedBy } : {})}
      maxLength={10}
      autoComplete="off"
      onFocus={(event) => {
        setTyping(true)
        event.currentTarget.select()
      }}
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        // A time that is complete counts while it is typed: whoever saves by the keyboard loses nothing.
        const time = /^\d\d:\d\d$/.test(text) ? timeTyped(text, latest) : null
        if (time !== null && time !== value) onChange(time)
      }}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle()
      }}
    />
  )
}

interface WeekProps extends Field<WeekHours> {
  /** Leaves its title to screen readers, where the place says it already. */
  readonly quiet?: boolean
}

/** The weekly hours of a calendar: painted by dragging, or typed to the minute; both show the same. */
export const WeekHoursField = (props: WeekProps) => (
  <Worded>
    <WeekField {...props} />
  </Worded>
)

function WeekField({ value, error, onChange, quiet = false }: WeekProps) {
  const painting = usePainting(value, onChange, nameOf)
  const shown = painting.preview ?? value
  return (
    <fieldset className={css.week}>
      <legend className={quiet ? css.unseen : css.legend}>{m.hours.title()}</legend>
      <p className={css.hint}>
        <span>{w.week.hint()}</span>
        <output className={css.says} aria-hidden>
          {painting.says}
        </output>
      </p>
      <HourAxis />
      {weekdays.map((day, index) => (
        <div key={day} className={css.day}>
          <span className={css.name}>{nameOf(index)}</span>
          <DayBar week={shown} day={index} name={nameOf(index)} painting={painting} />
          <Ranges
            label={nameOf(index)}
            value={value[day] ?? []}
            onChange={(ranges) => onChange({ ...value, [day]: ranges })}
          />
          <CopyDay day={index} value={value} onChange={onChange} />
        </div>
      ))}
      {error && (
        <p className={css.error} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}

function CopyDay({ day, value, onChange }: { day: number; value: WeekHours; onChange: (value: WeekHours) => void }) {
  const copyTo = (days: readonly number[]) => {
    const own = value[weekdays[day] ?? 'mon'] ?? []
    onChange({ ...value, ...Object.fromEntries(days.map((each) => [weekdays[each] ?? 'mon', own])) })
  }
  return (
    <Menu position="bottom-end" width={220} shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={w.week.copy({ day: nameOf(day) })}>
          <IconCopy size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{w.week.copyTo()}</Menu.Label>
        <Menu.Item onClick={() => copyTo([0, 1, 2, 3, 4])}>{w.week.copyWeekdays()}</Menu.Item>
        <Menu.Item onClick={() => copyTo([0, 1, 2, 3, 4, 5, 6])}>{w.week.copyAll()}</Menu.Item>
        <Menu.Divider />
        {weekdays.map((each, index) =>
          index === day ? null : (
            <Menu.Item key={each} className={css.name ?? ''} onClick={() => copyTo([index])}>
              {nameOf(index)}
            </Menu.Item>
          ),
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
