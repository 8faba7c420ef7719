import { ActionIcon, NativeSelect } from '@mantine/core'
import { IconChevronDown, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { s } from '../parts/settings-words.tsx'
import { Action } from '../ui/action.tsx'
import { locale, m } from '../ui/text.ts'
import { number } from '../ui/time.ts'
import type { Field } from './form.ts'
import css from './rota.module.css'
import { barsOf, hoursAWeek, type Shift } from './rota-week.ts'
import { WeekHoursField, weekdays } from './week-hours.tsx'

// 5 January 1970 was a Monday.
const shortName = (day: number): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(new Date(Date.UTC(1970, 0, 5 + day)))

interface Person {
  readonly id: string
  readonly name: string
}

interface Props extends Field<readonly Shift[]> {
  /** Who can be in the team. */
  readonly people: readonly Person[]
}

/** The members of a team, each with a usual week: seen as bars, changed as hours. */
export function RotaField({ value, error, onChange, people }: Props) {
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const without = (memberId: string) => value.filter((shift) => shift.memberId !== memberId)
  return (
    <fieldset className={css.rota}>
      <legend className={css.legend}>{s.teams.people()}</legend>
      <p className={css.says}>{s.teams.peopleSay()}</p>
      {value.length === 0 ? (
        <p className={css.says}>{s.teams.noOne()}</p>
      ) : (
        <div className={css.days} aria-hidden>
          <span className={css.week}>
            {weekdays.map((day, index) => (
              <span key={day}>{shortName(index)}</span>
            ))}
          </span>
        </div>
      )}
      {value.map((shift) => (
        <Member
          key={shift.memberId}
          name={names.get(shift.memberId) ?? ''}
          shift={shift}
          onHours={(hours) => onChange(value.map((each) => (each === shift ? { ...each, hours } : each)))}
          onRemove={() => onChange(without(shift.memberId))}
        />
      ))}
      <AddMember
        people={people.filter(({ id }) => !value.some((shift) => shift.memberId === id))}
        onAdd={(memberId) => onChange([...value, { memberId, hours: {} }])}
      />
      {error && (
        <p className={css.error} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}

interface MemberProps {
  readonly name: string
  readonly shift: Shift
  readonly onHours: (hours: Shift['hours']) => void
  readonly onRemove: () => void
}

function Member({ name, shift, onHours, onRemove }: MemberProps) {
  const hours = hoursAWeek(shift.hours)
  return (
    <div className={css.member}>
      <details className={css.details}>
        <summary className={css.summary}>
          <span className={css.name}>
            <IconChevronDown size={14} stroke={2} className={css.chevron ?? ''} aria-hidden />
            <span>{name}</span>
            <span className={css.hours}>
              {hours === 0 ? s.teams.noHours() : s.teams.hoursAWeek({ hours: number(hours) })}
            </span>
          </span>
          <span className={css.week} aria-hidden>
            {barsOf(shift.hours).map((bars, index) => (
              <span key={weekdays[index]} className={css.track}>
                {bars.map(({ from, to }) => (
                  <span
                    key={`${from} ${to}`}
                    className={css.bar}
                    style={{ insetInlineStart: `${from * 100}%`, width: `${(to - from) * 100}%` }}
                  />
                ))}
              </span>
            ))}
          </span>
        </summary>
        <div className={css.edit}>
          <WeekHoursField value={shift.hours} error={undefined} onChange={onHours} />
        </div>
      </details>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={s.teams.removeMember({ name })}
        onClick={onRemove}
        className={css.remove ?? ''}
      >
        <IconX size={14} />
      </ActionIcon>
    </div>
  )
}

function AddMember({ people, onAdd }: { people: readonly Person[]; onAdd: (memberId: string) => void }) {
  const [chosen, setChosen] = useState('')
  if (people.length === 0) return null
  return (
    <div className={css.add}>
      <NativeSelect
        size="xs"
        aria-label={s.teams.addMember()}
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={[
          { value: '', label: s.teams.chooseMember() },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Action
        size="xs"
        variant="default"
        disabledBecause={chosen === '' ? s.teams.chooseFirst() : null}
        onClick={() => {
          onAdd(chosen)
          setChosen('')
        }}
      >
        {m.common.add()}
      </Action>
    </div>
  )
}
