import { NativeSelect, PasswordInput, TextInput, type TextInputProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { m } from '../ui/text.ts'
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
