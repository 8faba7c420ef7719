import { useState } from 'react'
import { api } from '../api/call.ts'
import type { Output } from '../api/contract.ts'
import { useRead } from '../api/read.ts'
import type { Place } from '../parts/note-place.ts'
import { WithNoteWords, w } from '../parts/note-words.tsx'
import { m } from '../ui/text.ts'
import { Trouble } from '../ui/trouble.tsx'
import { CustomerField } from './customer-field.tsx'
import { blankNote, noteInput, wrongIn } from './note-call-form.ts'
import { NoteFields } from './note-fields.tsx'
import { toastNoted, usePromised } from './note-promises.tsx'
import { ChoiceField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

/** Fetched with the file. */
export const texts = [WithNoteWords]

interface Props<P extends Place = Place> {
  readonly place: P
  readonly onClose: () => void
}

/** A call or a visit, noted with what came of it and what comes next; what it promises is recorded with one press. */
export const NoteCall = ({ place, ...props }: Props) => (
  <WithNoteWords>
    {place.at === 'conversation' ? (
      <InConversation id={place.id} {...props} />
    ) : place.at === 'request' ? (
      <AboutRequest id={place.id} {...props} />
    ) : (
      <WithCustomer customerId={place.at === 'customer' ? place.id : null} request={null} {...props} />
    )}
  </WithNoteWords>
)

type Given = { readonly id: string; readonly onClose: () => void }

/** Continues a conversation: with whom and about what, it knows. */
function InConversation({ id, onClose }: Given) {
  const conversation = useRead('conversations.get', { id })
  if (conversation.isError) return <Trouble error={conversation.error} />
  return conversation.data ? <Continue conversation={conversation.data} onClose={onClose} /> : null
}

function Continue({ conversation, onClose }: { conversation: Output<'conversations.get'>; onClose: () => void }) {
  const { id, about, customer, contactId, from, channel } = conversation
  const unknown = contactId === null
  const [chosen, setChosen] = useState('')
  const found = useRead('customers.get', { id: chosen }, { enabled: chosen !== '' })
  const contacts = (chosen === '' ? undefined : found.data?.contacts) ?? []
  const contact = contacts.find((each) => each.isPrimary) ?? contacts[0] ?? null
  const promised = usePromised({
    about,
    contactId: contactId ?? contact?.id ?? null,
    customerId: customer?.id ?? (contact ? chosen : null),
  })
  return (
    <WriteSheet
      operation="conversations.continueByCall"
      title={m.noteCall.title()}
      lead={customer?.name ?? (from.name || from.address)}
      submit={w.keep()}
      submitDisabledBecause={() =>
        chosen === '' || contact ? null : found.isPending ? m.common.loading() : w.noContact()
      }
      initial={blankNote(channel === 'counter' ? 'counter' : 'phone')}
      check={wrongIn}
      // First whose it is, so that the note is theirs, too.
      before={async () => {
        if (unknown && contact) await api('conversations.update', { id, contactId: contact.id })
        return {}
      }}
      input={(values) => ({ id, ...noteInput(values), ...promised.beside })}
      onDone={toastNoted}
      onClose={onClose}
    >
      {(form) => (
        <>
          {unknown && <CustomerField value={chosen} error={undefined} onChange={setChosen} label={w.whoIsIt()} />}
          <NoteFields form={form} promised={promised} phone={channel === 'phone' ? from.address : null} />
        </>
      )}
    </WriteSheet>
  )
}

function AboutRequest({ id, onClose }: Given) {
  const request = useRead('requests.get', { id })
  if (request.isError) return <Trouble error={request.error} />
  if (!request.data) return null
  return <WithCustomer customerId={request.data.customerId} request={request.data} onClose={onClose} />
}

interface WithCustomerProps {
  readonly customerId: string | null
  readonly request: Output<'requests.get'> | null
  readonly onClose: () => void
}

function WithCustomer({ customerId: known, request, onClose }: WithCustomerProps) {
  const [chosen, setChosen] = useState('')
  const [contactId, setContactId] = useState('')
  const customerId = known ?? chosen
  const customer = useRead('customers.get', { id: customerId }, { enabled: customerId !== '' })
  const contacts = (customerId === '' ? undefined : customer.data?.contacts) ?? []
  const first = contacts.find(({ id }) => id === request?.contactId) ?? contacts.find((each) => each.isPrimary)
  const contact = contacts.find(({ id }) => id === contactId) ?? first ?? contacts[0] ?? null
  const about = request ? `request:${request.id}` : null
  const promised = usePromised({ about, contactId: contact?.id ?? null, customerId: customerId || null })
  // Waits for the customer once, so that nothing moves under who has begun to write.
  if (known && customer.isPending) return null
  return (
    <WriteSheet
      operation="conversations.recordContact"
      title={m.noteCall.title()}
      lead={request ? `#${request.number} ${request.subject}` : known ? customer.data?.name : w.lead()}
      submit={w.keep()}
      submitDisabledBecause={() =>
        contact
          ? null
          : customerId === ''
            ? w.chooseCustomer()
            : customer.isPending
              ? m.common.loading()
              : w.noContact()
      }
      initial={blankNote('phone')}
      check={wrongIn}
      input={(values) => ({
        contactId: contact?.id ?? '',
        ...(about ? { about } : {}),
        ...noteInput(values),
        ...promised.beside,
      })}
      onDone={toastNoted}
      onClose={onClose}
    >
      {(form) => (
        <>
          {known === null && (
            <CustomerField value={chosen} error={undefined} onChange={setChosen} label={m.request.customer()} />
          )}
          {contacts.length > 1 && contact && (
            <ChoiceField
              value={contact.id}
              error={undefined}
              onChange={setContactId}
              label={w.withWhom()}
              choices={contacts.map(({ id, name, phone }) => ({
                value: id,
                label: phone ? `${name} · ${phone}` : name,
              }))}
            />
          )}
          <NoteFields form={form} promised={promised} phone={contact?.phone ?? null} />
        </>
      )}
    </WriteSheet>
  )
}
