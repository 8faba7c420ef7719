import type { Output } from '../api/contract.ts'
import { useSession } from '../api/session.tsx'
import { type Language, languageNames, languages, m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { timeZones } from '../ui/zones.ts'
import { CalendarChoice } from './calendar-choice.tsx'
import { CheckField, LongTextField } from './fields.tsx'
import type { Form } from './form.ts'
import { ChoiceField, TextField } from './plain-fields.tsx'
import {
  PreferenceFields,
  type PreferenceValues,
  preferenceErrors,
  preferencesOf,
  preferenceValues,
} from './preference-fields.tsx'
import { SearchField } from './search-field.tsx'
import { WriteSheet } from './write-sheet.tsx'

type Customer = Output<'customers.get'>
type Contact = Customer['contacts'][number]
type Kind = Customer['kind']

const kindChoices = () => [
  { value: 'person' as Kind, label: m.customers.kind.person() },
  { value: 'company' as Kind, label: m.customers.kind.company() },
]

export function NewCustomer({ onCreated, onClose }: { onCreated: (id: string) => void; onClose: () => void }) {
  const { organization } = useSession()
  return (
    <WriteSheet
      operation="customers.create"
      title={m.customers.create()}
      submit={m.customers.createIt()}
      initial={{
        name: '',
        kind: 'person' as Kind,
        note: '',
        segment: '',
        calendarId: '',
        ...contactValues(organization.language, organization.timeZone),
      }}
      check={({ name, ...values }) => ({
        ...preferenceErrors(values),
        name: name.trim() ? undefined : m.common.required(),
      })}
      input={({ name, kind, note, segment, calendarId, contactName, email, phone, language, timeZone, ...wishes }) => ({
        name,
        kind,
        note,
        segment,
        calendarId: calendarId || null,
        source: 'console',
        contacts: [
          {
            name: contactName.trim() || name,
            email: email.trim() || null,
            phone: phone.trim() || null,
            language,
            timeZone,
            ...preferencesOf(wishes),
          },
        ],
      })}
      onDone={(customer) => {
        toast(m.common.saved())
        onCreated(customer.id)
      }}
      onClose={onClose}
    >
      {(form) => (
        <>
          <TextField {...form.field('name')} label={m.customers.name()} required autoFocus />
          <ChoiceField {...form.field('kind')} label={m.customers.kindLabel()} choices={kindChoices()} />
          {form.values.kind === 'company' && (
            <TextField {...form.field('contactName')} label={m.contact.name()} description={m.contact.nameSays()} />
          )}
          <ContactFields form={form as unknown as Form<ContactValues>} />
          <LongTextField {...form.field('note')} label={m.customers.note()} description={m.customers.noteSays()} />
          <PolicyFields form={form as unknown as Form<PolicyValues>} />
        </>
      )}
    </WriteSheet>
  )
}

export function EditCustomer({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  return (
    <WriteSheet
      operation="customers.update"
      title={m.customers.edit()}
      submit={m.common.save()}
      version={customer.version}
      initial={{
        name: customer.name,
        kind: customer.kind,
        note: customer.note,
        segment: customer.segment,
        calendarId: customer.calendarId ?? '',
      }}
      check={({ name }) => ({ name: name.trim() ? undefined : m.common.required() })}
      input={({ calendarId, ...values }) => ({ id: customer.id, ...values, calendarId: calendarId || null })}
      onDone={() => toast(m.common.saved())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <TextField {...form.field('name')} label={m.customers.name()} required autoFocus />
          <ChoiceField {...form.field('kind')} label={m.customers.kindLabel()} choices={kindChoices()} />
          <LongTextField {...form.field('note')} label={m.customers.note()} description={m.customers.noteSays()} />
          <PolicyFields form={form as unknown as Form<PolicyValues>} />
        </>
      )}
    </WriteSheet>
  )
}

interface PolicyValues {
  readonly segment: string
  readonly calendarId: string
}

/** What policies know a customer by. */
function PolicyFields({ form }: { form: Form<PolicyValues> }) {
  return (
    <>
      <TextField
        {...form.field('segment')}
        label={m.customers.segment()}
        description={m.customers.segmentSays()}
        maxLength={200}
      />
      <CalendarChoice
        {...form.field('calendarId')}
        label={m.customers.calendar()}
        description={m.customers.calendarSays()}
      />
    </>
  )
}

interface ContactValues extends PreferenceValues {
  readonly contactName: string
  readonly email: string
  readonly phone: string
  readonly language: Language
  readonly timeZone: string
}

const contactValues = (language: Language, timeZone: string): ContactValues => ({
  contactName: '',
  email: '',
  phone: '',
  language,
  timeZone,
  ...preferenceValues(),
})

export function NewContact({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { organization } = useSession()
  return (
    <WriteSheet
      operation="contacts.create"
      title={m.contact.create()}
      lead={customer.name}
      submit={m.contact.createIt()}
      initial={contactValues(organization.language, organization.timeZone)}
      check={({ contactName, ...values }) => ({
        ...preferenceErrors(values),
        contactName: contactName.trim() ? undefined : m.common.required(),
      })}
      renamed={{ name: 'contactName' }}
      input={({ contactName, email, phone, language, timeZone, ...wishes }) => ({
        customerId: customer.id,
        name: contactName,
        email: email.trim() || null,
        phone: phone.trim() || null,
        language,
        timeZone,
        ...preferencesOf(wishes),
      })}
      onDone={() => toast(m.common.saved())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <TextField {...form.field('contactName')} label={m.common.name()} required autoFocus />
          <ContactFields form={form} />
        </>
      )}
    </WriteSheet>
  )
}

export function EditContact({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  return (
    <WriteSheet
      operation="contacts.update"
      title={m.contact.edit()}
      submit={m.common.save()}
      version={contact.version}
      initial={{
        contactName: contact.name,
        email: contact.email ?? '',
        phone: contact.phone ?? '',
        language: contact.language as Language,
        timeZone: contact.timeZone,
        ...preferenceValues(contact),
        isPrimary: contact.isPrimary,
      }}
      check={({ contactName, ...values }) => ({
        ...preferenceErrors(values),
        contactName: contactName.trim() ? undefined : m.common.required(),
      })}
      renamed={{ name: 'contactName' }}
      input={({ contactName, email, phone, language, timeZone, isPrimary, ...wishes }) => ({
        id: contact.id,
        name: contactName,
        email: email.trim() || null,
        phone: phone.trim() || null,
        language,
        timeZone,
        ...preferencesOf(wishes),
        ...(isPrimary && !contact.isPrimary ? { isPrimary: true as const } : {}),
      })}
      onDone={() => toast(m.common.saved())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <TextField {...form.field('contactName')} label={m.common.name()} required autoFocus />
          <ContactFields form={form as unknown as Form<ContactValues>} />
          {!contact.isPrimary && (
            <CheckField
              {...form.field('isPrimary')}
              label={m.contact.makePrimary()}
              description={m.contact.makePrimarySays()}
            />
          )}
        </>
      )}
    </WriteSheet>
  )
}

/** How a person is reached, and how they read. */
function ContactFields({ form }: { form: Form<ContactValues> }) {
  return (
    <>
      <TextField
        {...form.field('email')}
        label={m.contact.email()}
        description={m.contact.emailSays()}
        type="email"
        inputMode="email"
      />
      <TextField {...form.field('phone')} label={m.contact.phone()} type="tel" inputMode="tel" />
      <ChoiceField
        {...form.field('language')}
        label={m.contact.language()}
        description={m.contact.languageSays()}
        choices={languages.map((each) => ({ value: each, label: languageNames[each] }))}
      />
      <SearchField
        {...form.field('timeZone')}
        label={m.contact.timeZone()}
        description={m.contact.timeZoneSays()}
        choices={timeZones(form.values.timeZone)}
      />
      <PreferenceFields form={form as unknown as Form<PreferenceValues>} timeZone={form.values.timeZone} />
    </>
  )
}
