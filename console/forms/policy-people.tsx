import { NativeSelect } from '@mantine/core'
import type { PolicyCalendar, PolicyOwner, PolicyStep } from '../parts/policy-data.ts'
import type { Names } from '../parts/policy-names.ts'
import { calendarWords } from '../parts/policy-sentence.ts'
import { w } from '../parts/policy-words.tsx'
import type { Field } from './form.ts'

interface Group {
  readonly group: string
  readonly items: readonly { readonly value: string; readonly label: string }[]
}

const group = (name: string, prefix: string, rows: ReadonlyMap<string, string>): Group[] =>
  rows.size === 0 ? [] : [{ group: name, items: [...rows].map(([id, label]) => ({ value: `${prefix}:${id}`, label })) }]

interface SelectProps {
  readonly label: string
  readonly value: string
  readonly error: string | undefined
  readonly choices: readonly (Group | { readonly value: string; readonly label: string })[]
  readonly onChange: (value: string) => void
}

/** The browser's own list, with groups; its label stands beside it. */
const Grouped = ({ label, value, error, choices, onChange }: SelectProps) => (
  <NativeSelect
    aria-label={label}
    value={value}
    error={error}
    data={choices.map((choice) => ('group' in choice ? { ...choice, items: [...choice.items] } : { ...choice }))}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
)

const idOf = (chosen: string): string => chosen.slice(chosen.indexOf(':') + 1)

type NamedField<T> = Field<T> & { readonly label: string; readonly names: Names }

/** Who sees to what is promised. */
export function OwnerField({ value, error, onChange, label, names }: NamedField<PolicyOwner>) {
  return (
    <Grouped
      label={label}
      value={
        value.who === 'member'
          ? `member:${value.memberId}`
          : value.who === 'team'
            ? `team:${value.teamId}`
            : 'request_owner'
      }
      error={error}
      choices={[
        { value: 'request_owner', label: w.owner.requestOwner() },
        ...group(w.owner.members(), 'member', names.members),
        ...group(w.owner.teams(), 'team', names.teams),
      ]}
      onChange={(chosen) => {
        if (chosen.startsWith('member:')) onChange({ who: 'member', memberId: idOf(chosen) })
        else if (chosen.startsWith('team:')) onChange({ who: 'team', teamId: idOf(chosen) })
        else onChange({ who: 'request_owner' })
      }}
    />
  )
}

/** Whom a step tells: a person, or whoever is on duty then. */
export function StepPersonField({ value, error, onChange, label, names }: NamedField<PolicyStep['to']>) {
  return (
    <Grouped
      label={label}
      value={
        value.who === 'member'
          ? `member:${value.memberId}`
          : value.who === 'on_duty'
            ? `team:${value.teamId}`
            : value.who
      }
      error={error}
      choices={[
        { value: 'owner', label: w.step.owner() },
        { value: 'lead', label: w.step.lead() },
        ...group(w.owner.members(), 'member', names.members),
        ...group(w.step.onDutyIn(), 'team', names.teams),
      ]}
      onChange={(chosen) => {
        if (chosen.startsWith('member:')) onChange({ who: 'member', memberId: idOf(chosen) })
        else if (chosen.startsWith('team:')) onChange({ who: 'on_duty', teamId: idOf(chosen) })
        else onChange({ who: chosen === 'lead' ? 'lead' : 'owner' })
      }}
    />
  )
}

const uses = ['organization', 'team', 'service', 'customer'] as const

/** Whose hours count. */
export function CalendarField({ value, error, onChange, label, names }: NamedField<PolicyCalendar>) {
  return (
    <Grouped
      label={label}
      value={value.use === 'calendar' ? `calendar:${value.calendarId}` : value.use}
      error={error}
      choices={[
        ...uses.map((use) => ({ value: use, label: calendarWords({ use }, names) })),
        ...group(w.calendar.fixed(), 'calendar', names.calendars),
      ]}
      onChange={(chosen) => {
        if (chosen.startsWith('calendar:')) onChange({ use: 'calendar', calendarId: idOf(chosen) })
        else onChange({ use: uses.find((use) => use === chosen) ?? 'organization' })
      }}
    />
  )
}
