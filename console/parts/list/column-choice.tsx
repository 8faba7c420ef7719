import { ActionIcon, Button, Checkbox, NativeSelect, Popover } from '@mantine/core'
import { IconArrowUp, IconColumns3 } from '@tabler/icons-react'
import { Action } from '../../ui/action.tsx'
import { useOpenedAtOnce } from '../../ui/opened-at-once.ts'
import { w } from '../list-words.tsx'
import type { ListColumn } from './columns.ts'
import css from './list.module.css'
import type { Look } from './look.ts'

export interface ColumnProps<T> {
  readonly all: readonly ListColumn<T>[]
  readonly shown: readonly ListColumn<T>[]
  readonly density: Look['density']
  readonly set: (changed: Record<string, string>) => void
}

/** Chooses and orders a list's columns, and how close its rows are. The first column stays. */
export function ColumnChoice<T>({ all, shown, density, set }: ColumnProps<T>) {
  const { target, opened, onChange } = useOpenedAtOnce()
  const names = shown.slice(1).map(({ name }) => name)
  const choose = (next: readonly string[]) => set({ columns: next.join(',') || (all[0]?.name ?? '') })
  const hidden = all.slice(1).filter(({ name }) => !names.includes(name))
  return (
    <Popover position="bottom-start" withinPortal trapFocus returnFocus opened={opened} onChange={onChange}>
      <Popover.Target>
        <Button
          ref={target}
          variant="default"
          size="xs"
          leftSection={<IconColumns3 size={14} stroke={1.9} aria-hidden />}
          onClick={() => onChange(!opened)}
        >
          {w.columns.title()}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={w.columns.title()}>
        <div className={css.columns}>
          {[...shown.slice(1), ...hidden].map((column) => {
            const at = names.indexOf(column.name)
            return (
              <div key={column.name} className={css.column}>
                <Checkbox
                  size="sm"
                  classNames={{ body: css.check ?? '' }}
                  label={column.title}
                  checked={at >= 0}
                  onChange={() =>
                    choose(at >= 0 ? names.filter((name) => name !== column.name) : [...names, column.name])
                  }
                />
                {at > 0 && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={w.columns.up({ name: column.title })}
                    onClick={() => choose(names.toSpliced(at, 1).toSpliced(at - 1, 0, column.name))}
                  >
                    <IconArrowUp size={14} aria-hidden />
                  </ActionIcon>
                )}
              </div>
            )
          })}
        </div>
        <div className={css.foot}>
          <NativeSelect
            label={w.columns.density()}
            size="xs"
            value={density ?? ''}
            onChange={(event) => set({ density: event.currentTarget.value })}
            data={[
              { value: '', label: w.columns.own() },
              { value: 'comfortable', label: w.columns.comfortable() },
              { value: 'compact', label: w.columns.compact() },
            ]}
          />
          <Action variant="subtle" size="xs" onClick={() => set({ columns: '' })}>
            {w.columns.usual()}
          </Action>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
