import { Checkbox, Input, NativeSelect, PasswordInput, Textarea, TextInput, type TextInputProps } from '@mantine/core'
import type { KeyboardEvent, ReactNode } from 'react'
import { m } from '../ui/text.ts'
import { readerZone } from '../ui/time.ts'
import type { WallTime } from '../ui/zoned-time.ts'
import css from './fields.module.css'
import type { Field } from './form.ts'

export interface Common {
  readonly label: string
  readonly description?: ReactNode
  readonly required?: boolean
  readonly autoFocus?: boolean
}

/** What every field shows of itself. */
export const look = ({ label, description, required, autoFocus }: Common) => ({
  label,
  ...(description ? { description } : {}),
  ...(required ? { withAsterisk: true, 'aria-required': true } : {}),
  ...(autoFocus ? { 'data-autofocus': true, autoFocus: true } : {}),
})

type TextProps = Field<string> &
  Common &
  Pick<TextInputProps, 'placeholder' | 'type' | 'autoComplete' | 'inputMode' | 'maxLength' | 'spellCheck'>

export function TextField({ value, error, onChange, label, description, required, autoFocus, ...rest }: TextProps) {
  return (
    <TextInput
      {...look({ label, description, required: required ?? false, autoFocus: autoFocus ?? false })}
      {...rest}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

export function PasswordField({ value, error, onChange, autoComplete, ...common }: TextProps) {
  return (
    <PasswordInput
      {...look(common)}
      autoComplete={autoComplete ?? 'current-password'}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': m.common.showPassword() }}
    />
  )
}

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

export interface Choice<T extends string = string> {
  readonly value: T
  readonly label: string
}

/** One of a few: the browser's own list, which every phone and screen reader knows. */
export function ChoiceField<T extends string>({
  value,
  error,
  onChange,
  choices,
  ...common
}: Field<T> & Common & { choices: readonly Choice<T>[] }) {
  return (
    <NativeSelect
      {...look(common)}
      data={choices.map((choice) => ({ ...choice }))}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value as T)}
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
