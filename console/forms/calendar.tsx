import { ActionIcon, Loader, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../api/contract.ts'
import { useRead } from '../api/read.ts'
import { useSession } from '../api/session.tsx'
import { Action } from '../ui/action.tsx'
import { Sheet, SheetBody } from '../ui/sheet.tsx'
import { language, m } from '../ui/text.ts'
import { dayHeading, readerZone } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { timeZones } from '../ui/zones.ts'
import css from './calendar.module.css'
import { CheckField, ChoiceField, TextField } from './fields.tsx'
import type { Form } from './form.ts'
import { SearchField } from './search-field.tsx'
import { type Range, RangesField, type WeekHours, WeekHoursField } from './week-hours.tsx'
import { WriteSheet } from './write-sheet.tsx'

interface Values {
  readonly name: string
  readonly timeZone: string
  readonly country: string
  readonly region: string
  readonly hours: WeekHours
  readonly overrides: Readonly<Record<string, readonly Range[]>>
  readonly isDefault: boolean
}

const nineToSix: readonly Range[] = [['09:00', '18:00']]

export function NewCalendar({ onClose }: { onClose: () => void }) {
  const { organization } = useSession()
  return (
    <WriteSheet
      operation="calendars.create"
      title={m.calendars.create()}
      submit={m.calendars.create()}
      size={620}
      initial={{
        name: '',
        timeZone: organization.timeZone || readerZone,
        country: organization.country,
        region: '',
        hours: { mon: nineToSix, tue: nineToSix, wed: nineToSix, thu: nineToSix, fri: nineToSix } as WeekHours,
        overrides: {} as Values['overrides'],
        isDefault: false,
      }}
      check={check}
      input={inputOf}
      onDone={() => toast(m.common.saved())}
      onClose={onClose}
    >
      {(form) => <CalendarFields form={form} holidays={null} wasDefault={false} />}
    </WriteSheet>
  )
}

export function EditCalendar({ id, onClose }: { id: string; onClose: () => void }) {
  const calendar = useRead('calendars.get', { id })
  if (!calendar.data)
    return (
      <Sheet title={m.settings.section.calendars()} onClose={onClose} size={620}>
        {() => (
          <SheetBody>
            <Loader size="sm" />
          </SheetBody>
        )}
      </Sheet>
    )
  return <EditSheet calendar={calendar.data} onClose={onClose} />
}

function EditSheet({ calendar, onClose }: { calendar: Output<'calendars.get'>; onClose: () => void }) {
  return (
    <WriteSheet
      operation="calendars.update"
      title={calendar.name}
      submit={m.common.save()}
      size={620}
      version={calendar.version}
      initial={{
        name: calendar.name,
        timeZone: calendar.timeZone,
        country: calendar.country ?? '',
        region: calendar.region ?? '',
        hours: calendar.hours as WeekHours,
        overrides: calendar.overrides as Values['overrides'],
        isDefault: calendar.isDefault,
      }}
      check={check}
      input={(values) => ({
        ...inputOf(values),
        id: calendar.id,
        country: values.country || null,
        region: values.region || null,
      })}
      onDone={() => toast(m.common.saved())}
      onClose={onClose}
    >
      {(form) => <CalendarFields form={form} holidays={calendar.holidays} wasDefault={calendar.isDefault} />}
    </WriteSheet>
  )
}

const check = (values: Values) => ({
  name: values.name.trim() ? undefined : m.common.required(),
  hours: Object.values(values.hours).some((ranges) => ranges.length > 0) ? undefined : m.hours.neverOpen(),
})

const inputOf = (values: Values) => ({
  name: values.name,
  timeZone: values.timeZone,
  hours: mutable(values.hours),
  overrides: mutable(values.overrides),
  isDefault: values.isDefault,
  ...(values.country ? { country: values.country } : {}),
  ...(values.region ? { region: values.region } : {}),
})

const mutable = <T extends Readonly<Partial<Record<string, readonly Range[]>>>>(days: T) =>
  Object.fromEntries(
    Object.entries(days)
      .filter(([, ranges]) => ranges !== undefined)
      .map(([day, ranges]) => [day, (ranges ?? []).map(([from, to]): [string, string] => [from, to])]),
  )

interface FieldsProps {
  readonly form: Form<Values>
  /** What is stored; null for a new calendar. */
  readonly holidays: readonly { readonly date: string; readonly name: string }[] | null
  readonly wasDefault: boolean
}

function CalendarFields({ form, holidays, wasDefault }: FieldsProps) {
  const regions = useRead('calendars.listHolidayRegions', { language })
  const countries = regions.data?.countries ?? []
  const country = countries.find((each) => each.code === form.values.country)
  return (
    <>
      <TextField {...form.field('name')} label={m.calendars.name()} required autoFocus />
      <SearchField
        {...form.field('timeZone')}
        label={m.calendars.timeZone()}
        choices={timeZones(form.values.timeZone)}
        required
      />
      <WeekHoursField {...form.field('hours')} />
      <SearchField
        {...form.field('country')}
        onChange={(code) => form.set({ country: code, region: '' })}
        label={m.calendars.country()}
        description={m.calendars.countrySays()}
        choices={countries.map((each) => ({ value: each.code, label: each.name }))}
      />
      {country && country.regions.length > 0 && (
        <ChoiceField
          {...form.field('region')}
          label={m.calendars.region()}
          choices={[
            { value: '', label: m.calendars.wholeCountry() },
            ...country.regions.map((each) => ({ value: each.code, label: each.name })),
          ]}
        />
      )}
      <Holidays form={form} stored={holidays} />
      <Exceptions form={form} />
      {!wasDefault && (
        <CheckField
          {...form.field('isDefault')}
          label={m.calendars.makeDefault()}
          description={m.calendars.makeDefaultSays()}
        />
      )}
    </>
  )
}

/** The holidays that will count: the stored ones, or those of the country that was just chosen. */
function Holidays({ form, stored }: { form: Form<Values>; stored: FieldsProps['holidays'] }) {
  const { country, region } = form.values
  const today = new Date().toISOString().slice(0, 10)
  const proposed = useRead(
    'calendars.listHolidays',
    { country, ...(region ? { region } : {}), language },
    { enabled: country !== '' && (form.dirty || stored === null) },
  )
  const rows = (form.dirty || stored === null ? proposed.data?.holidays : stored) ?? stored ?? []
  const coming = rows.filter((holiday) => holiday.date >= today).slice(0, 12)
  if (coming.length === 0) return null
  return (
    <details className={css.holidays}>
      <summary>{m.calendars.holidays({ n: coming.length })}</summary>
      <ul>
        {coming.map((holiday) => (
          <li key={holiday.date + holiday.name}>
            <time dateTime={holiday.date}>{dayHeading(`${holiday.date}T12:00:00Z`, 'UTC')}</time> {holiday.name}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Dates whose hours differ from the week's: closed, or open at other times. */
function Exceptions({ form }: { form: Form<Values> }) {
  const [date, setDate] = useState('')
  const { overrides } = form.values
  const set = (next: Values['overrides']) => form.set({ overrides: next })
  return (
    <fieldset className={css.exceptions}>
      <legend>{m.calendars.exceptions()}</legend>
      {Object.entries(overrides)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([day, ranges]) => (
          <div key={day} className={css.exception}>
            <time dateTime={day}>{dayHeading(`${day}T12:00:00Z`, 'UTC')}</time>
            <RangesField label={day} value={ranges} onChange={(next) => set({ ...overrides, [day]: next })} />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={m.calendars.removeException({ date: day })}
              onClick={() => set(Object.fromEntries(Object.entries(overrides).filter(([each]) => each !== day)))}
            >
              <IconX size={14} />
            </ActionIcon>
          </div>
        ))}
      <div className={css.addException}>
        <TextInput
          type="date"
          size="xs"
          aria-label={m.calendars.exceptionDate()}
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        <Action
          size="xs"
          variant="default"
          disabledBecause={date === '' ? m.calendars.exceptionFirst() : null}
          onClick={() => {
            set({ ...overrides, [date]: overrides[date] ?? [] })
            setDate('')
          }}
        >
          {m.calendars.addException()}
        </Action>
      </div>
    </fieldset>
  )
}
