import { IconChevronLeft, IconEdit, IconMail, IconPhone, IconPlus } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { Output } from '../../api/contract.ts'
import { useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { ContactWishes } from '../../parts/contact-wishes.tsx'
import { CustomerNotes } from '../../parts/customer-notes.tsx'
import { MergedCustomers } from '../../parts/merged-customers.tsx'
import { useNoteCall, useWriteMail } from '../../parts/note-call.tsx'
import { ConsentAction, MergeAction } from '../../parts/record-actions.tsx'
import { WithStandingWords, w } from '../../parts/standing-words.tsx'
import { WithTimelineWords } from '../../parts/timeline-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { Address } from '../../ui/address.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { A, useGo } from '../../ui/link.tsx'
import { Unread } from '../../ui/lost.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { languageNames, m } from '../../ui/text.ts'
import { dayOnly } from '../../ui/time.ts'
import { OpenMatters, OpenPromises } from './open.tsx'
import css from './page.module.css'

/** Fetched with the page. */
export const texts = [WithStandingWords, WithTimelineWords]

const forms = () => import('../../forms/customer.tsx')
const EditCustomer = fetched(forms, 'EditCustomer')
const EditContact = fetched(forms, 'EditContact')
const NewContact = fetched(forms, 'NewContact')
const NewRequest = fetched(() => import('../../forms/new-request.tsx'), 'NewRequest')

const CustomerTimeline = lazy(() => import('./timeline.tsx').then((file) => ({ default: file.CustomerTimeline })))

type Customer = Output<'customers.get'>
type Contact = Customer['contacts'][number]

export function CustomerPage() {
  const { customerId = '' } = useParams({ strict: false }) as { customerId?: string }
  const customer = useRead('customers.get', { id: customerId })
  if (customer.isError)
    return <Unread title={m.nav.customers()} error={customer.error} onRetry={() => void customer.refetch()} />
  return customer.data ? <Loaded customer={customer.data} /> : null
}

function Loaded({ customer }: { customer: Customer }) {
  const may = useMay()
  const go = useGo()
  const noteCall = useNoteCall()
  const writeMail = useWriteMail()
  const [sheet, setSheet] = useState<'edit' | 'contact' | 'request' | Contact | null>(null)
  return (
    <Page
      title={customer.name}
      wide
      back={
        <A to={paths.customers()}>
          <IconChevronLeft size={14} stroke={2} aria-hidden />
          {m.nav.customers()}
        </A>
      }
      lead={`${m.customers.kind[customer.kind]()} · ${m.customers.since({ date: dayOnly(customer.createdAt) })}`}
      actions={
        <>
          {may('requests.create') && (
            <Action leftSection={<IconPlus size={16} stroke={2} aria-hidden />} onClick={() => setSheet('request')}>
              {m.requests.create()}
            </Action>
          )}
          {customer.allowed.includes('merge') && <MergeAction customer={customer} />}
          {may('conversations.write') && (
            <Action variant="default" leftSection={<IconMail size={16} stroke={1.8} aria-hidden />} onClick={writeMail}>
              {m.writeMail.title()}
            </Action>
          )}
          {may('conversations.write') && (
            <Action variant="default" leftSection={<IconPhone size={16} stroke={1.8} aria-hidden />} onClick={noteCall}>
              {m.noteCall.title()}
            </Action>
          )}
          {customer.allowed.includes('update') && (
            <Action
              variant="default"
              leftSection={<IconEdit size={16} stroke={1.8} aria-hidden />}
              onClick={() => setSheet('edit')}
            >
              {m.common.change()}
            </Action>
          )}
        </>
      }
    >
      <div className={css.columns}>
        <div className={css.left}>
          <WithStandingWords>
            <Standing customer={customer} />
          </WithStandingWords>
          <Contacts customer={customer} onOpen={setSheet} onNew={() => setSheet('contact')} />
          <MergedCustomers customer={customer} />
        </div>
        <div className={css.right}>
          <OpenPromises customerId={customer.id} />
          <OpenMatters customerId={customer.id} />
          <Suspense fallback={<div className={css.waiting} aria-busy="true" />}>
            <CustomerTimeline customerId={customer.id} />
          </Suspense>
        </div>
      </div>
      <Suspense>
        {sheet === 'edit' && <EditCustomer customer={customer} onClose={() => setSheet(null)} />}
        {sheet === 'contact' && <NewContact customer={customer} onClose={() => setSheet(null)} />}
        {sheet === 'request' && (
          <NewRequest customer={customer} onCreated={(id) => go(paths.request(id))} onClose={() => setSheet(null)} />
        )}
        {sheet !== null && typeof sheet === 'object' && <EditContact contact={sheet} onClose={() => setSheet(null)} />}
      </Suspense>
    </Page>
  )
}

/** How we stand with them, and what they always ask for. Only below `WithStandingWords`. */
function Standing({ customer }: { customer: Customer }) {
  const asks = customer.contacts.filter(({ standingRequests }) => standingRequests !== '')
  return (
    <>
      <Section title={w.notes.title()} id="standing">
        <CustomerNotes customerId={customer.id} />
      </Section>
      {(customer.note || asks.length > 0) && (
        <Section title={w.page.standing()} id="asks">
          {customer.note && <p className={`${css.note} own-words`}>{customer.note}</p>}
          {asks.map(({ id, name, standingRequests }) => (
            <p key={id} className={`${css.note} own-words`}>
              {customer.contacts.length > 1 && <strong>{name}: </strong>}
              {standingRequests}
            </p>
          ))}
        </Section>
      )}
    </>
  )
}

function Contacts({
  customer,
  onOpen,
  onNew,
}: {
  customer: Customer
  onOpen: (contact: Contact) => void
  onNew: () => void
}) {
  const may = useMay()
  return (
    <Section
      title={m.customers.contacts()}
      count={customer.contacts.length}
      flush
      actions={
        customer.allowed.includes('addContact') && (
          <Action size="xs" variant="subtle" leftSection={<IconPlus size={14} aria-hidden />} onClick={onNew}>
            {m.common.add()}
          </Action>
        )
      }
    >
      {customer.contacts.length === 0 && <p className={css.none}>{m.contact.none()}</p>}
      <ul className={css.contacts}>
        {customer.contacts.map((contact) => (
          <li key={contact.id}>
            <div className={css.contactHead}>
              <span className={`${css.contactName} own-words`}>
                {contact.name}
                {contact.nameToUse && contact.nameToUse !== contact.name && (
                  <span className={css.called}>“{contact.nameToUse}”</span>
                )}
              </span>
              {contact.isPrimary && customer.contacts.length > 1 && (
                <span className={css.tag}>{m.contact.primary()}</span>
              )}
              {may('contacts.update') && (
                <>
                  <ConsentAction contact={contact} />
                  <Action size="compact-xs" variant="subtle" onClick={() => onOpen(contact)}>
                    {m.common.change()}
                  </Action>
                </>
              )}
            </div>
            {contact.email && (
              <a href={`mailto:${contact.email}`} className={css.reach}>
                <IconMail size={14} stroke={1.7} aria-hidden />
                <Address address={contact.email} />
              </a>
            )}
            {contact.phone && (
              <a href={`tel:${contact.phone.replaceAll(' ', '')}`} className={css.reach}>
                <IconPhone size={14} stroke={1.7} aria-hidden />
                <span>{contact.phone}</span>
              </a>
            )}
            <span className={css.quiet}>
              {languageNames[contact.language]} · {contact.timeZone.replaceAll('_', ' ')}
            </span>
            <ContactWishes contact={contact} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
