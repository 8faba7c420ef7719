import { Select } from '@mantine/core'
import { m } from '../ui/text.ts'
import type { Field } from './form.ts'
import { type Choice, type Common, look } from './plain-fields.tsx'

/** One of many, found by typing. */
export function SearchField({
  value,
  error,
  onChange,
  choices,
  placeholder,
  ...common
}: Field<string> & Common & { choices: readonly Choice[]; placeholder?: string }) {
  return (
    <Select
      {...look(common)}
      data={choices.map((choice) => ({ ...choice }))}
      value={value === '' ? null : value}
      error={error}
      onChange={(chosen) => onChange(chosen ?? '')}
      searchable
      limit={60}
      placeholder={placeholder}
      nothingFoundMessage={m.common.nothingFound()}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  )
}
