import { ActionIcon, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useRead } from '../../api/read.ts'
import { w } from '../../parts/calendar-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Section } from '../../ui/page.tsx'
import { language, locale, m } from '../../ui/text.ts'
import { dayHeading, useNow } from '../../ui/time.ts'
import { wallTime } from '../../ui/zoned-time.ts'
import { byDate, type Draft, type Holiday, keyOf } from './draft.ts'
import { ImportHolidays } from './import-holidays.tsx'
import css from './page.module.css'
import { YearStep } from './year-step.tsx'

interface Props {
  readonly draft: Draft
  readonly saved: Draft
  readonly mayChange: boolean
  readonly onChange: (next: Partial<Draft>) => void
}

/** The days without opening, a year at a time: the country's, the feeds', and the firm's own. */
export function Holidays({ draft, saved, mayChange, onChange }: Props) {
  const thisYear = Number(wallTime(useNow(), draft.timeZone).date.slice(0, 4))
  const [year, setYear] = useState(thisYear)
  const [importing, setImporting] = useState(false)
  const rows = draft.holidays.filter((holiday) => holiday.date.startsWith(String(year)))
  const before = new Set(saved.holidays.map(keyOf))
  return (
    <Section
      title={w.holidays.title()}
      count={rows.length}
      lead={<Place country={draft.country} region={draft.region} />}
      id="holidays"
      actions={
        <>
          <YearStep year={year} onChange={setYear} />
          {mayChange && (
            <Action size="xs" variant="default" onClick={() => setImporting(true)}>
              {w.holidays.import()}
            </Action>
          )}
        </>
      }
    >
      {rows.length === 0 && <p className={css.quiet}>{w.holidays.none({ year: String(year) })}</p>}
      <ul className={css.holidays}>
        {rows.map((holiday) => (
          <li key={keyOf(holiday)} data-new={!before.has(keyOf(holiday)) || undefined}>
            <time dateTime={holiday.date}>{dayHeading(`${holiday.date}T12:00:00Z`, 'UTC')}</time>
            <span className="own-words">
              {holiday.name}
              {!before.has(keyOf(holiday)) && <span className={css.tag}>{w.holidays.isNew()}</span>}
            </span>
            {mayChange && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={w.holidays.remove({ name: holiday.name, date: holiday.date })}
                onClick={() => onChange({ holidays: draft.holidays.filter((each) => each !== holiday) })}
              >
                <IconX size={14} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <AddHoliday
          year={year}
          taken={new Set(draft.holidays.map(({ date }) => date))}
          onAdd={(holiday) => {
            onChange({ holidays: byDate([...draft.holidays, holiday]) })
            setYear(Number(holiday.date.slice(0, 4)))
          }}
        />
      )}
      {importing && (
        <ImportHolidays draft={draft} saved={saved} onTake={onChange} onClose={() => setImporting(false)} />
      )}
    </Section>
  )
}

/** Whose public holidays these are. */
function Place({ country, region }: { country: string; region: string }) {
  const regions = useRead('calendars.listHolidayRegions', { language }, { enabled: region !== '' })
  if (country === '') return w.holidays.own()
  const name = new Intl.DisplayNames([locale], { type: 'region' }).of(country) ?? country
  const part = regions.data?.countries
    .find((each) => each.code === country)
    ?.regions.find((each) => each.code === region)?.name
  return w.holidays.of({ place: part ? `${name}, ${part}` : name })
}

function AddHoliday({
  year,
  taken,
  onAdd,
}: {
  year: number
  taken: ReadonlySet<string>
  onAdd: (holiday: Holiday) => void
}) {
  const [date, setDate] = useState('')
  const [name, setName] = useState('')
  const because =
    date === '' || name.trim() === '' ? w.holidays.addFirst() : taken.has(date) ? w.holidays.already() : null
  return (
    <fieldset className={css.addRow}>
      <legend className={css.unseen}>{w.holidays.add()}</legend>
      <TextInput
        type="date"
        size="xs"
        aria-label={w.holidays.date()}
        value={date}
        min={`${year - 5}-01-01`}
        max="2199-12-31"
        onChange={(event) => setDate(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        className={css.grow ?? ''}
        aria-label={w.holidays.name()}
        placeholder={w.holidays.nameExample()}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Action
        size="xs"
        variant="default"
        disabledBecause={because}
        onClick={() => {
          onAdd({ date, name: name.trim() })
          setDate('')
          setName('')
        }}
      >
        {m.common.add()}
      </Action>
    </fieldset>
  )
}
