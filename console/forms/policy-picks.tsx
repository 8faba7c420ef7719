import '@mantine/core/styles/Pill.css'
import '@mantine/core/styles/PillsInput.css'
import { MultiSelect } from '@mantine/core'
import { useState } from 'react'
import { w } from '../parts/policy-words.tsx'
import { m } from '../ui/text.ts'
import type { Field } from './form.ts'
import type { Choice } from './plain-fields.tsx'

interface Props extends Field<readonly string[]> {
  readonly label: string
  readonly choices: readonly Choice[]
  /** Anything that is typed may be taken, too. */
  readonly free?: boolean
  readonly autoFocus?: boolean
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** Some of many, each as a chip that can be taken away. */
export function PickField({ value, error, onChange, label, choices, free = false, autoFocus = false }: Props) {
  const [search, setSearch] = useState('')
  const typed = search.trim()
  const own = value.filter((each) => !choices.some((choice) => choice.value === each))
  const known = [...choices.map((choice) => choice.value), ...own]
  const isNew =
    free && typed !== '' && ![...known, ...choices.map(({ label }) => label)].some((each) => same(each, typed))
  return (
    <MultiSelect
      aria-label={label}
      data={[
        ...choices.map((choice) => ({ ...choice })),
        ...own.map((each) => ({ value: each, label: each })),
        ...(isNew ? [{ value: typed, label: w.condition.take({ text: typed }) }] : []),
      ]}
      value={[...value]}
      error={error}
      onChange={(next) => onChange(next)}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      hidePickedOptions
      autoFocus={autoFocus}
      placeholder={value.length > 0 ? '' : free ? w.condition.type() : w.condition.choose()}
      nothingFoundMessage={free ? w.condition.type() : m.common.nothingFound()}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  )
}
