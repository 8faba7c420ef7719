import { ActionIcon, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { Action } from '../ui/action.tsx'
import { locale, m } from '../ui/text.ts'
import type { Field } from './form.ts'
import css from './week-hours.module.css'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]
export type Range = readonly [from: string, to: string]
export type WeekHours = Readonly<Partial<Record<Weekday, readonly Range[]>>>

// 5 January 1970 was a Monday.
const nameOf = (day: number): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(1970, 0, 5 + day)))

/** Hours of a day; a break is the gap between two of them. */
export function RangesField({
  value,
  onChange,
  label,
}: {
  value: readonly Range[]
  onChange: (value: readonly Range[]) => void
  label: string
}) {
  const change = (index: number, range: Range) => onChange(value.map((each, at) => (at === index ? range : each)))
  const add = () => {
    const last = value.at(-1)?.[1]
    onChange([...value, last ? [last, last < '17:00' ? '18:00' : '23:59'] : ['09:00', '18:00']])
  }
  return (
    <div className={css.ranges}>
      {value.length === 0 && <span className={css.closed}>{m.hours.closed()}</span>}
      {value.map(([from, to], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: hours have no identity but their place
        <div key={index} className={css.range}>
          <TextInput
            type="time"
            size="xs"
            aria-label={m.hours.from({ day: label })}
            value={from}
            onChange={(event) => change(index, [event.currentTarget.value.slice(0, 5), to])}
          />
          <span aria-hidden>–</span>
          <TextInput
            type="time"
            size="xs"
            aria-label={m.hours.to({ day: label })}
            value={clockTime(to)}
            onChange={(event) => change(index, [from, endTime(event.currentTarget.value.slice(0, 5))])}
          />
          {to > '24:00' || to < from ? <span className={css.next}>{m.hours.nextDay()}</span> : null}
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
    </div>
  )
}

// A clock input cannot show 24:00: midnight at the end of a day reads 00:00 there.
const clockTime = (to: string): string => {
  const hours = Number(to.slice(0, 2))
  return hours < 24 ? to : `${String(hours - 24).padStart(2, '0')}${to.slice(2)}`
}
const endTime = (clock: string): string => (clock === '00:00' ? '24:00' : clock)

/** The weekly hours of a calendar, with as many openings a day as there are. */
export function WeekHoursField({ value, error, onChange }: Field<WeekHours>) {
  const monday = value.mon ?? []
  return (
    <fieldset className={css.week}>
      <legend className={css.legend}>{m.hours.title()}</legend>
      {weekdays.map((day, index) => (
        <div key={day} className={css.day}>
          <span className={css.name}>{nameOf(index)}</span>
          <RangesField
            label={nameOf(index)}
            value={value[day] ?? []}
            onChange={(ranges) => onChange({ ...value, [day]: ranges })}
          />
        </div>
      ))}
      <div>
        <Action
          size="xs"
          variant="subtle"
          onClick={() => onChange({ ...value, tue: monday, wed: monday, thu: monday, fri: monday })}
        >
          {m.hours.copyMonday()}
        </Action>
      </div>
      {error && (
        <p className={css.error} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}
