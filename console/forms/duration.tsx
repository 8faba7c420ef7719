import { Input, NativeSelect, TextInput } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
import type { PolicyDuration } from '../parts/policy-data.ts'
import { m } from '../ui/text.ts'
import css from './duration.module.css'
import type { Field } from './form.ts'

interface NumberProps {
  readonly label: string
  readonly value: number
  readonly onChange: (value: number) => void
  readonly invalid?: boolean
}

const shown = (value: number): string => (Number.isFinite(value) ? String(value) : '')

/** A whole number as it is typed; NaN while there is none. */
export function NumberBox({ label, value, onChange, invalid = false }: NumberProps) {
  const [text, setText] = useState(shown(value))
  const sent = useRef(value)
  if (!Object.is(value, sent.current)) {
    // It was changed elsewhere.
    sent.current = value
    setText(shown(value))
  }
  return (
    <TextInput
      className={css.number ?? ''}
      aria-label={label}
      inputMode="numeric"
      value={text}
      error={invalid}
      onChange={(event) => {
        const typed = event.currentTarget.value
        const number = /^\d+$/.test(typed.trim()) ? Number(typed) : Number.NaN
        sent.current = number
        setText(typed)
        onChange(number)
      }}
    />
  )
}

interface TimeProps {
  /** What the time is, for screen readers: "Duration". */
  readonly label: string
  /** Business seconds. */
  readonly value: number
  readonly onChange: (seconds: number) => void
  readonly invalid?: boolean
}

/** A length of business time in hours and minutes. */
export function HoursBox({ label, value, onChange, invalid = false }: TimeProps) {
  const [parts, setParts] = useState(partsOf(value))
  const sent = useRef(value)
  if (!Object.is(value, sent.current)) {
    sent.current = value
    setParts(partsOf(value))
  }
  const change = (next: { hours: number; minutes: number }) => {
    sent.current = next.hours * 3600 + next.minutes * 60
    setParts(next)
    onChange(sent.current)
  }
  return (
    <>
      <span className={css.with}>
        <NumberBox
          label={`${label}: ${m.duration.hours()}`}
          value={parts.hours}
          invalid={invalid}
          onChange={(hours) => change({ ...parts, hours })}
        />
        <span aria-hidden>{m.duration.h()}</span>
      </span>
      <span className={css.with}>
        <NumberBox
          label={`${label}: ${m.duration.minutes()}`}
          value={parts.minutes}
          invalid={invalid}
          onChange={(minutes) => change({ ...parts, minutes })}
        />
        <span aria-hidden>{m.duration.min()}</span>
      </span>
    </>
  )
}

const partsOf = (seconds: number): { hours: number; minutes: number } => ({
  hours: Math.floor(seconds / 3600),
  minutes: Math.round((seconds % 3600) / 60),
})

type Unit = PolicyDuration['unit']

/** The same amount in another unit where that can be said, else a usual one. */
function inUnit(duration: PolicyDuration, unit: Unit): PolicyDuration {
  const counted = duration.unit !== 'business_seconds'
  if (unit === 'business_seconds') return { unit, n: 4 * 3600 }
  const n = counted ? Math.max(1, duration.n || 1) : 1
  const clock = counted && duration.at !== 'close' ? duration.at : null
  if (unit === 'business_days') return { unit, n, at: counted ? (clock ?? 'close') : 'close' }
  return { unit, n, at: clock ?? 'same_time' }
}

interface Props extends Field<PolicyDuration> {
  readonly label: string
  readonly description?: ReactNode
  /** The label stands beside it already and is for screen readers alone. */
  readonly quietLabel?: boolean
}

/** Business time, business days of a calendar, or days, weeks and months of the wall calendar. */
export function DurationField({ value, error, onChange, label, description, quietLabel = false }: Props) {
  const units: readonly Unit[] = ['business_seconds', 'business_days', 'days', 'weeks', 'months']
  const invalid = error !== undefined
  return (
    <Input.Wrapper
      component="fieldset"
      {...(quietLabel ? { 'aria-label': label } : { label, labelElement: 'div', labelProps: { component: 'legend' } })}
      description={description}
      error={error}
      className={css.field ?? ''}
      inputWrapperOrder={['label', 'description', 'input', 'error']}
    >
      <div className={css.parts}>
        {value.unit === 'business_seconds' ? (
          <HoursBox label={label} value={value.n} invalid={invalid} onChange={(n) => onChange({ ...value, n })} />
        ) : (
          <NumberBox
            label={`${label}: ${m.duration.amount()}`}
            value={value.n}
            invalid={invalid}
            onChange={(n) => onChange({ ...value, n })}
          />
        )}
        <NativeSelect
          className={css.unit ?? ''}
          aria-label={`${label}: ${m.duration.unit()}`}
          value={value.unit}
          data={units.map((unit) => ({ value: unit, label: m.duration.units[unitKeys[unit]]() }))}
          onChange={(event) => onChange(inUnit(value, event.currentTarget.value as Unit))}
        />
        {value.unit !== 'business_seconds' && <At label={label} value={value} onChange={onChange} />}
      </div>
    </Input.Wrapper>
  )
}

const unitKeys = {
  business_seconds: 'businessTime',
  business_days: 'businessDays',
  days: 'days',
  weeks: 'weeks',
  months: 'months',
} as const

type Counted = Exclude<PolicyDuration, { unit: 'business_seconds' }>

/** At which time of the last day it is due. */
function At({ label, value, onChange }: { label: string; value: Counted; onChange: (value: Counted) => void }) {
  const fixed = value.at !== 'close' && value.at !== 'same_time'
  const set = (at: string) => onChange({ ...value, at } as Counted)
  return (
    <>
      <NativeSelect
        className={css.unit ?? ''}
        aria-label={`${label}: ${m.duration.at()}`}
        value={fixed ? 'time' : value.at}
        data={[
          ...(value.unit === 'business_days' ? [{ value: 'close', label: m.duration.atClose() }] : []),
          { value: 'same_time', label: m.duration.atSameTime() },
          { value: 'time', label: m.duration.atTime() },
        ]}
        onChange={(event) => set(event.currentTarget.value === 'time' ? '17:00' : event.currentTarget.value)}
      />
      {fixed && (
        <TextInput
          type="time"
          className={css.clock ?? ''}
          aria-label={`${label}: ${m.common.time()}`}
          value={value.at}
          onChange={(event) => set(event.currentTarget.value.slice(0, 5))}
        />
      )}
    </>
  )
}
