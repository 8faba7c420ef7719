import { Checkbox, Input, Textarea, TextInput } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import { m } from '../ui/text.ts'
import { readerZone } from '../ui/time.ts'
import type { WallTime } from '../ui/zoned-time.ts'
import css from './fields.module.css'
import type { Field } from './form.ts'
import { type Common, look } from './plain-fields.tsx'

export function LongTextField({
  value,
  error,
  onChange,
  rows = 3,
  placeholder,
  onKeyDown,
  ...common
}: Field<string> & Common & { rows?: number; placeholder?: string; onKeyDown?: (event: KeyboardEvent) => void }) {
  return (
    <Textarea
      {...look(common)}
      rows={rows}
      placeholder={placeholder}
      {...(onKeyDown ? { onKeyDown } : {})}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

export function CheckField({ value, error, onChange, label, description }: Field<boolean> & Common) {
  return (
    <Checkbox
      label={label}
      description={description}
      checked={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}

/** A date and a time on the wall clock of `zone`, which is named below. */
export function MomentField({
  value,
  error,
  onChange,
  label,
  description,
  required,
  zone = readerZone,
}: Field<WallTime> & Common & { zone?: string }) {
  return (
    <Input.Wrapper
      component="fieldset"
      label={label}
      labelElement="div"
      labelProps={{ component: 'legend' }}
      description={description}
      error={error}
      withAsterisk={required ?? false}
      className={css.moment ?? ''}
      inputWrapperOrder={['label', 'description', 'input', 'error']}
    >
      <div className={css.parts}>
        <TextInput
          type="date"
          aria-label={`${label}: ${m.common.date()}`}
          value={value.date}
          error={error !== undefined}
          onChange={(event) => onChange({ ...value, date: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          aria-label={`${label}: ${m.common.time()}`}
          value={value.time}
          error={error !== undefined}
          onChange={(event) => onChange({ ...value, time: event.currentTarget.value.slice(0, 5) })}
        />
      </div>
      <div className={css.zone}>{zone.replaceAll('_', ' ')}</div>
    </Input.Wrapper>
  )
}
