import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { w } from '../../parts/calendar-words.tsx'
import { dayOnly } from '../../ui/time.ts'
import { groupsOf, type Holiday, type HolidayGroup } from './draft.ts'
import css from './page.module.css'

interface Choice {
  readonly added: readonly HolidayGroup[]
  readonly removed: readonly HolidayGroup[]
  /** How many dates are chosen. */
  readonly count: number
  chosen(holidays: readonly Holiday[]): Holiday[]
  isOff(kind: 'add' | 'remove', name: string): boolean
  toggle(kind: 'add' | 'remove', name: string): void
}

/** Which holidays to take, by name; all of them until somebody says otherwise. @param about starts anew when it changes */
export function useGroupChoice(added: readonly Holiday[], removed: readonly Holiday[], about: string): Choice {
  const [state, setState] = useState<{ about: string; off: ReadonlySet<string> }>({ about, off: new Set() })
  const off = state.about === about ? state.off : new Set<string>()
  const isOff = (kind: 'add' | 'remove', name: string) => off.has(`${kind} ${name}`)
  const of = (kind: 'add' | 'remove', list: readonly Holiday[]) => list.filter(({ name }) => !isOff(kind, name))
  return {
    added: groupsOf(added),
    removed: groupsOf(removed),
    count: of('add', added).length + of('remove', removed).length,
    chosen: (holidays) => of(holidays === removed ? 'remove' : 'add', holidays),
    isOff,
    toggle: (kind, name) => {
      const next = new Set(off)
      if (!next.delete(`${kind} ${name}`)) next.add(`${kind} ${name}`)
      setState({ about, off: next })
    },
  }
}

/** What would become closed and what would open again, each name with its dates. */
export function GroupChoice({ choice }: { choice: Choice }) {
  if (choice.added.length + choice.removed.length === 0) return <p className={css.quiet}>{w.import.same()}</p>
  return (
    <>
      <Groups kind="add" title={w.import.added()} groups={choice.added} choice={choice} />
      <Groups kind="remove" title={w.import.removed()} groups={choice.removed} choice={choice} />
    </>
  )
}

const shownDates = 3

function Groups({
  kind,
  title,
  groups,
  choice,
}: {
  kind: 'add' | 'remove'
  title: string
  groups: readonly HolidayGroup[]
  choice: Choice
}) {
  if (groups.length === 0) return null
  return (
    <fieldset className={css.groups}>
      <legend>{title}</legend>
      {groups.map(({ name, dates }) => (
        <Checkbox
          key={name}
          checked={!choice.isOff(kind, name)}
          onChange={() => choice.toggle(kind, name)}
          label={<span className="own-words">{name}</span>}
          description={
            dates
              .slice(0, shownDates)
              .map((date) => dayOnly(`${date}T12:00:00Z`, 'UTC'))
              .join(' · ') + (dates.length > shownDates ? ` ${w.import.more({ n: dates.length - shownDates })}` : '')
          }
        />
      ))}
    </fieldset>
  )
}
