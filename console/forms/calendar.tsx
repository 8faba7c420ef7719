import { useRead } from '../api/read.ts'
import { useSession } from '../api/session.tsx'
import { paths } from '../paths.ts'
import { useGo } from '../ui/link.tsx'
import { language, m } from '../ui/text.ts'
import { readerZone } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { timeZones } from '../ui/zones.ts'
import { CheckField } from './fields.tsx'
import type { Form } from './form.ts'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { SearchField } from './search-field.tsx'
import { type Range, type WeekHours, WeekHoursField } from './week-hours.tsx'
import { isRange, stretchOf } from './week-paint.ts'
import { WriteSheet } from './write-sheet.tsx'

interface Values {
  readonly name: string
  readonly timeZone: string
  readonly country: string
  readonly region: string
  readonly hours: WeekHours
  readonly isDefault: boolean
}

const nineToSix: readonly Range[] = [['09:00', '18:00']]

/** A new calendar: what it needs to run. Holidays and exceptions are seen to on its own page, which opens then. */
export function NewCalendar({ onClose }: { onClose: () => void }) {
  const { organization } = useSession()
  const go = useGo()
  return (
    <WriteSheet
      operation="calendars.create"
      title={m.calendars.create()}
      submit={m.calendars.create()}
      size={660}
      initial={{
        name: '',
        timeZone: organization.timeZone || readerZone,
        country: organization.country,
        region: '',
        hours: { mon: nineToSix, tue: nineToSix, wed: nineToSix, thu: nineToSix, fri: nineToSix } as WeekHours,
        isDefault: false,
      }}
      check={check}
      input={({ country, region, hours, ...values }) => ({
        ...values,
        hours: Object.fromEntries(
          Object.entries(hours).map(([day, ranges]) => [day, ranges.map(([from, to]): [string, string] => [from, to])]),
        ),
        ...(country ? { country } : {}),
        ...(region ? { region } : {}),
      })}
      onDone={({ id }) => {
        toast(m.common.saved())
        go(paths.calendar(id))
      }}
      onClose={onClose}
    >
      {(form) => <Fields form={form} />}
    </WriteSheet>
  )
}

const check = ({ name, hours }: Values) => {
  const all = Object.values(hours).flat()
  return {
    name: name.trim() ? undefined : m.common.required(),
    hours: all.every(isRange) && all.some((range) => stretchOf(range) !== null) ? undefined : m.hours.neverOpen(),
  }
}

function Fields({ form }: { form: Form<Values> }) {
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
      <PlaceFields country={form.values.country} region={form.values.region} onChange={(place) => form.set(place)} />
      <CheckField
        {...form.field('isDefault')}
        label={m.calendars.makeDefault()}
        description={m.calendars.makeDefaultSays()}
      />
    </>
  )
}

interface PlaceProps {
  readonly country: string
  readonly region: string
  readonly onChange: (place: { country: string; region: string }) => void
}

/** Whose public holidays: a country, and a region of it where it has some of its own. */
export function PlaceFields({ country, region, onChange }: PlaceProps) {
  const regions = useRead('calendars.listHolidayRegions', { language })
  const countries = regions.data?.countries ?? []
  const chosen = countries.find((each) => each.code === country)
  return (
    <>
      <SearchField
        value={country}
        error={undefined}
        onChange={(code) => onChange({ country: code, region: '' })}
        label={m.calendars.country()}
        description={m.calendars.countrySays()}
        choices={countries.map((each) => ({ value: each.code, label: each.name }))}
      />
      {chosen && chosen.regions.length > 0 && (
        <ChoiceField
          value={region}
          error={undefined}
          onChange={(code) => onChange({ country, region: code })}
          label={m.calendars.region()}
          choices={[
            { value: '', label: m.calendars.wholeCountry() },
            ...chosen.regions.map((each) => ({ value: each.code, label: each.name })),
          ]}
        />
      )}
    </>
  )
}
