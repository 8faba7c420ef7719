import { type RefObject, useRef, useState } from 'react'
import type { Output } from '../api/contract.ts'
import { useRead } from '../api/read.ts'
import { type Checked, onGuardKeys, useChecked } from '../parts/checked-text.ts'
import { ContactQuiet } from '../parts/contact-quiet.tsx'
import type { Place } from '../parts/note-place.ts'
import { OtherChannel } from '../parts/preferred-channel.tsx'
import { StandingRequests } from '../parts/standing-requests.tsx'
import { WritingGuards } from '../parts/writing-guards.tsx'
import { WithWritingWords, w } from '../parts/writing-words.tsx'
import { paths } from '../paths.ts'
import { useGo } from '../ui/link.tsx'
import { m } from '../ui/text.ts'
import { Trouble } from '../ui/trouble.tsx'
import { CustomerField } from './customer-field.tsx'
import { LongTextField } from './fields.tsx'
import type { Form } from './form.ts'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

/** Fetched with the file. */
export const texts = [WithWritingWords]

interface Props {
  readonly place: Place
  readonly onClose: () => void
  /** They would rather be called. */
  readonly onCall: () => void
}

type Request = Output<'requests.get'>
type Contact = Output<'customers.get'>['contacts'][number]

/** A first mail to somebody: guarded as an answer is, and taken back in the conversation that it begins. */
export const WriteMail = ({ place, ...doing }: Props) => (
  <WithWritingWords>
    {place.at === 'request' ? (
      <AboutRequest id={place.id} {...doing} />
    ) : place.at === 'conversation' ? (
      <BesideConversation id={place.id} {...doing} />
    ) : (
      <ToCustomer customerId={place.at === 'customer' ? place.id : null} request={null} {...doing} />
    )}
  </WithWritingWords>
)

type Doing = Pick<Props, 'onClose' | 'onCall'>
type Given = Doing & { readonly id: string }

function AboutRequest({ id, ...doing }: Given) {
  const request = useRead('requests.get', { id })
  if (request.isError) return <Trouble error={request.error} />
  return request.data ? <ToCustomer customerId={request.data.customerId} request={request.data} {...doing} /> : null
}

/** Another mail to the same customer, about another thing. */
function BesideConversation({ id, ...doing }: Given) {
  const conversation = useRead('conversations.get', { id })
  if (conversation.isError) return <Trouble error={conversation.error} />
  return conversation.data ? (
    <ToCustomer customerId={conversation.data.customer?.id ?? null} request={null} {...doing} />
  ) : null
}

interface ToCustomerProps extends Doing {
  readonly customerId: string | null
  readonly request: Request | null
}

function ToCustomer({ customerId: known, request, onClose, onCall }: ToCustomerProps) {
  const go = useGo()
  const [chosen, setChosen] = useState('')
  const [contactId, setContactId] = useState('')
  const [held, setHeld] = useState<string | null>(null)
  const checked = useRef<Checked>(null)
  const customerId = known ?? chosen
  const customer = useRead('customers.get', { id: customerId }, { enabled: customerId !== '' })
  const contacts = (customerId === '' ? undefined : customer.data?.contacts) ?? []
  const usual = contacts.find(({ id }) => id === request?.contactId) ?? contacts.find((each) => each.isPrimary)
  const contact = contacts.find(({ id }) => id === contactId) ?? usual ?? contacts[0] ?? null
  // Waits for the customer once, so that nothing moves under who has begun to write.
  if (known && customer.isPending) return null
  const mail = ({ subject, text }: Values) => ({
    ...{ contactId: contact?.id ?? '', subject: subject.trim(), text: text.trim() },
    ...checked.current?.beside,
    ...(held ? { sendAt: held } : {}),
  })
  const sheet = {
    title: m.writeMail.title(),
    lead: request ? `#${request.number} ${request.subject}` : (customer.data?.name ?? w.mail.lead()),
    submit: w.mail.send(),
    submitDisabledBecause: () => whyNot(customerId, customer.isPending, contact),
    initial: { subject: request?.subject ?? '', text: '' },
    check: ({ subject, text }: Values) => ({
      subject: subject.trim() ? undefined : m.common.required(),
      text: text.trim() ? undefined : m.common.required(),
    }),
    // It can be taken back there, as every answer.
    onDone: ({ id }: Output<'conversations.start'>) => go(paths.conversation(id)),
    onClose,
  }
  const fields = (form: Form<Values>) => (
    <>
      {known === null && (
        <CustomerField value={chosen} error={undefined} onChange={setChosen} label={m.request.customer()} />
      )}
      {contacts.length > 1 && contact && (
        <ChoiceField
          value={contact.id}
          error={undefined}
          onChange={setContactId}
          label={w.mail.to()}
          choices={contacts.map(({ id, name, email }) => ({ value: id, label: email ? `${name} · ${email}` : name }))}
        />
      )}
      <Text form={form} contact={contact} request={request} held={held} onHold={setHeld} onCall={onCall} at={checked} />
    </>
  )
  return request ? (
    <WriteSheet {...sheet} operation="requests.write" input={(values) => ({ id: request.id, ...mail(values) })}>
      {fields}
    </WriteSheet>
  ) : (
    <WriteSheet {...sheet} operation="conversations.start" input={mail}>
      {fields}
    </WriteSheet>
  )
}

type Values = { subject: string; text: string }

function whyNot(customerId: string, pending: boolean, contact: Contact | null): string | null {
  if (contact?.email) return null
  if (contact) return w.mail.noAddress({ name: contact.name })
  if (customerId === '') return w.mail.chooseCustomer()
  return pending ? m.common.loading() : m.contact.none()
}

interface TextProps {
  readonly form: Form<Values>
  readonly contact: Contact | null
  readonly request: Request | null
  readonly held: string | null
  readonly onHold: (at: string | null) => void
  readonly onCall: () => void
  readonly at: RefObject<Checked | null>
}

function Text({ form, contact, request, held, onHold, onCall, at }: TextProps) {
  const { text } = form.values
  const place = {
    ...{ channel: 'email' as const, ...(contact ? { contactId: contact.id } : {}) },
    ...(request ? { about: `request:${request.id}` } : {}),
  }
  const checked = useChecked(place, text, contact !== null)
  at.current = checked
  return (
    <>
      {contact?.email && <p style={{ margin: 0, color: 'var(--ink-2)' }}>{w.to.email({ address: contact.email })}</p>}
      {contact && (
        <OtherChannel name={contact.name} preferred={contact.preferredChannel} here="email" onCall={onCall} />
      )}
      {contact && <StandingRequests contacts={[contact]} />}
      <TextField {...form.field('subject')} label={w.mail.subject()} maxLength={300} required />
      <LongTextField
        {...form.field('text')}
        label={w.mail.text()}
        rows={7}
        required
        autoFocus
        onKeyDown={(event) => {
          if (onGuardKeys(checked, event)) event.preventDefault()
        }}
      />
      <WritingGuards checked={checked} name={contact?.name ?? ''} />
      <ContactQuiet quiet={checked.checked?.contactQuiet ?? null} chosen={held} onChoose={onHold} />
    </>
  )
}
