import { ActionIcon, NativeSelect, TextInput } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconSearch, IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Action } from './action.tsx'
import css from './filters.module.css'
import { m } from './text.ts'

// Long enough not to ask for every letter, short enough to feel immediate.
const typingMilliseconds = 220

interface SearchBoxProps {
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
}

export function SearchBox({ label, value, onChange }: SearchBoxProps) {
  const [text, setText] = useState(value)
  const sent = useRef(value)
  useEffect(() => {
    if (value !== sent.current) setText(value)
    sent.current = value
  }, [value])
  useEffect(() => {
    if (text === sent.current) return
    const timer = setTimeout(() => {
      sent.current = text
      onChange(text)
    }, typingMilliseconds)
    return () => clearTimeout(timer)
  }, [text, onChange])
  return (
    <TextInput
      type="search"
      className={css.search ?? ''}
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur()
      }}
      leftSection={<IconSearch size={16} stroke={1.8} aria-hidden />}
      rightSection={
        text ? (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={m.common.clearSearch()}
            onClick={() => setText('')}
          >
            <IconX size={14} />
          </ActionIcon>
        ) : null
      }
    />
  )
}

interface FilterProps {
  readonly label: string
  readonly value: string
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string) => void
}

/** One filter; its first entry, named after the filter, means "all". */
export function Filter({ label, value, choices, onChange }: FilterProps) {
  return (
    <NativeSelect
      aria-label={label}
      className={css.filter ?? ''}
      data-set={value !== ''}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label }, ...choices.map((choice) => ({ ...choice }))]}
    />
  )
}

interface BarProps {
  readonly search: ReactNode
  readonly children?: ReactNode
  /** Given when a filter is set. */
  readonly onClear?: (() => void) | undefined
  /** It stands in a column: the filters share a line below the search. */
  readonly narrow?: boolean
}

/** Search and filters of a list; on a phone the filters are folded away until they are asked for. */
export function FilterBar({ search, children, onClear, narrow = false }: BarProps) {
  const [open, setOpen] = useState(false)
  return (
    <search className={css.bar} data-open={open} data-narrow={narrow}>
      <div className={css.first}>
        {search}
        {children && (
          <ActionIcon
            variant={onClear ? 'light' : 'default'}
            size={36}
            className={css.toggle ?? ''}
            aria-label={m.common.filters()}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <IconAdjustmentsHorizontal size={18} stroke={1.8} />
          </ActionIcon>
        )}
      </div>
      <div className={css.rest}>{children}</div>
      {onClear && (
        <Action variant="subtle" size="sm" color="gray" onClick={onClear}>
          {m.common.clearFilters()}
        </Action>
      )}
    </search>
  )
}
