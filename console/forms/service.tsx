import type { Row } from '../api/contract.ts'
import { s } from '../parts/settings-words.tsx'
import { m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { CalendarChoice } from './calendar-choice.tsx'
import { LongTextField } from './fields.tsx'
import type { Form } from './form.ts'
import { TextField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

interface Values {
  readonly name: string
  readonly description: string
  /** Business hours, as typed. */
  readonly hours: string
  readonly calendarId: string
}

const check = ({ name, hours }: Values) => ({
  name: name.trim() ? undefined : m.common.required(),
  hours: hours.trim() === '' || secondsOf(hours) !== null ? undefined : s.services.hoursWrong(),
})

/** "7.5" or "7,5" hours in seconds; null for what is no positive number of up to a business year. */
function secondsOf(hours: string): number | null {
  const seconds = Math.round(Number(hours.trim().replace(',', '.')) * 3600)
  return Number.isFinite(seconds) && seconds >= 60 && seconds <= 31_536_000 ? seconds : null
}

export function NewService({ onClose }: { onClose: () => void }) {
  return (
    <WriteSheet
      operation="services.create"
      title={s.services.create()}
      submit={s.services.create()}
      initial={{ name: '', description: '', hours: '', calendarId: '' }}
      check={check}
      renamed={{ defaultSeconds: 'hours' }}
      input={({ name, description, hours, calendarId }) => {
        const defaultSeconds = secondsOf(hours)
        return {
          name,
          description,
          calendarId: calendarId || null,
          ...(defaultSeconds === null ? {} : { defaultSeconds }),
        }
      }}
      onDone={() => toast(m.common.saved())}
      onClose={onClose}
    >
      {(form) => <ServiceFields form={form} />}
    </WriteSheet>
  )
}

export function EditService({ service, onClose }: { service: Row<'services.list'>; onClose: () => void }) {
  return (
    <WriteSheet
      operation="services.update"
      title={service.name}
      submit={m.common.save()}
      version={service.version}
      initial={{
        name: service.name,
        description: service.description,
        hours: service.defaultSeconds === null ? '' : String(service.defaultSeconds / 3600),
        calendarId: service.calendarId ?? '',
      }}
      check={check}
      renamed={{ defaultSeconds: 'hours' }}
      input={({ name, description, hours, calendarId }) => ({
        id: service.id,
        name,
        description,
        defaultSeconds: secondsOf(hours),
        calendarId: calendarId || null,
      })}
      onDone={() => toast(m.common.saved())}
      onClose={onClose}
    >
      {(form) => <ServiceFields form={form} />}
    </WriteSheet>
  )
}

function ServiceFields({ form }: { form: Form<Values> }) {
  return (
    <>
      <TextField {...form.field('name')} label={s.services.name()} required autoFocus />
      <LongTextField {...form.field('description')} label={s.services.description()} rows={4} />
      <TextField
        {...form.field('hours')}
        label={s.services.hours()}
        description={s.services.hoursSay()}
        inputMode="decimal"
      />
      <CalendarChoice
        {...form.field('calendarId')}
        label={s.services.calendar()}
        description={s.services.calendarSays()}
      />
    </>
  )
}
