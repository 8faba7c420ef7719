import { ActionIcon, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { type Range, RangesField } from '../../forms/week-hours.tsx'
import { w } from '../../parts/calendar-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Section } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { dayHeading, useNow } from '../../ui/time.ts'
import { wallTime } from '../../ui/zoned-time.ts'
import { datesBetween } from './days.ts'
import type { Draft } from './draft.ts'
import css from './page.module.css'

interface Props {
  readonly draft: Draft
  readonly mayChange: boolean
  readonly onChange: (next: Partial<Draft>) => void
}

const mostDays = 366
const usualHours: readonly Range[] = [['09:00', '12:00']]

/** Dates whose hours differ from the week's: closed, or open at other times; they win over holidays. */
export function Exceptions({ draft, mayChange, onChange }: Props) {
  const today = wallTime(useNow(), draft.timeZone).date
  const [past, setPast] = useState(false)
  const all = Object.keys(draft.overrides).sort()
  const coming = all.filter((date) => date >= today)
  const shown = past ? all : coming
  const set = (overrides: Draft['overrides']) => onChange({ overrides })
  const holiday = new Map(draft.holidays.map(({ date, name }) => [date, name]))
  return (
    <Section
      title={w.exceptions.title()}
      count={coming.length}
      lead={w.exceptions.lead()}
      id="exceptions"
      actions={
        all.length > coming.length && (
          <Action size="xs" variant="subtle" onClick={() => setPast(!past)}>
            {past ? w.exceptions.hidePast() : w.exceptions.showPast({ n: all.length - coming.length })}
          </Action>
        )
      }
    >
      {shown.length === 0 && <p className={css.quiet}>{w.exceptions.none()}</p>}
      <ul className={css.exceptions}>
        {shown.map((date) => (
          <li key={date}>
            <div>
              <time dateTime={date}>{dayHeading(`${date}T12:00:00Z`, 'UTC')}</time>{' '}
              <span className={css.quiet}>{date.slice(0, 4)}</span>
              {holiday.has(date) && <div className={css.quiet}>{holiday.get(date)}</div>}
            </div>
            <fieldset className={css.bare} disabled={!mayChange}>
              <legend className={css.unseen}>{date}</legend>
              <RangesField
                label={date}
                value={draft.overrides[date] ?? []}
                onChange={(ranges) => set({ ...draft.overrides, [date]: ranges })}
              />
            </fieldset>
            {mayChange && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={w.exceptions.remove({ date })}
                onClick={() =>
                  set(Object.fromEntries(Object.entries(draft.overrides).filter(([each]) => each !== date)))
                }
              >
                <IconX size={14} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {mayChange && <AddException onAdd={(dates) => set({ ...draft.overrides, ...dates })} />}
    </Section>
  )
}

/** A date, or all dates from one to another: closed, or with hours of their own. */
function AddException({ onAdd }: { onAdd: (dates: Draft['overrides']) => void }) {
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [kind, setKind] = useState<'closed' | 'hours'>('closed')
  const [ranges, setRanges] = useState<readonly Range[]>(usualHours)
  const last = to === '' ? from : to
  const dates = from !== '' && last >= from ? datesBetween(from, last < '2200' ? last : from) : []
  const because =
    from === ''
      ? w.exceptions.dateFirst()
      : dates.length === 0
        ? w.exceptions.backwards()
        : dates.length > mostDays
          ? w.exceptions.tooLong()
          : null
  return (
    <fieldset className={css.addException}>
      <legend className={css.unseen}>{w.exceptions.add()}</legend>
      <TextInput
        type="date"
        size="xs"
        label={w.exceptions.from()}
        value={from}
        max="2199-12-31"
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        size="xs"
        label={w.exceptions.to()}
        value={to}
        min={from}
        max="2199-12-31"
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Tabs
        label={w.exceptions.kind()}
        value={kind}
        choices={[
          { value: 'closed', label: w.exceptions.closed() },
          { value: 'hours', label: w.exceptions.hours() },
        ]}
        onChange={setKind}
      />
      {kind === 'hours' && <RangesField label={w.exceptions.newOne()} value={ranges} onChange={setRanges} />}
      <Action
        size="xs"
        variant="default"
        disabledBecause={because}
        onClick={() => {
          onAdd(Object.fromEntries(dates.map((date) => [date, kind === 'closed' ? [] : ranges])))
          setFrom('')
          setTo('')
        }}
      >
        {dates.length > 1 ? w.exceptions.addDays({ n: dates.length }) : w.exceptions.add()}
      </Action>
    </fieldset>
  )
}
