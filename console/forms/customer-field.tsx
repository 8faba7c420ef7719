import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useRead } from '../api/read.ts'
import { m } from '../ui/text.ts'
import type { Field } from './form.ts'

interface Props extends Field<string> {
  readonly label: string
  /** The name of the customer that is chosen already. */
  readonly chosenName?: string
  /** The label stands above already and is for screen readers alone. */
  readonly quietLabel?: boolean
  readonly onMissing?: (name: string) => void
}

/** A customer, found by typing a part of the name or address. */
export function CustomerField({ value, error, onChange, label, quietLabel = false, chosenName }: Props) {
  const [text, setText] = useState(chosenName ?? '')
  const [asked] = useDebouncedValue(text, 200)
  const found = useRead('customers.list', { limit: 20, ...(asked.trim() ? { q: asked } : {}) }, { keep: true })
  const rows = found.data?.items.map((customer) => ({ value: customer.id, label: customer.name })) ?? []
  const data =
    value && chosenName && !rows.some((row) => row.value === value) ? [{ value, label: chosenName }, ...rows] : rows
  return (
    <Select
      {...(quietLabel ? { 'aria-label': label } : { label })}
      data={data}
      value={value === '' ? null : value}
      error={error}
      onChange={(next) => onChange(next ?? '')}
      searchable
      clearable
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      placeholder={m.customers.find()}
      nothingFoundMessage={found.isFetching ? m.common.loading() : m.common.nothingFound()}
      comboboxProps={{ transitionProps: { duration: 0 } }}
      clearButtonProps={{ 'aria-label': m.common.remove() }}
    />
  )
}
