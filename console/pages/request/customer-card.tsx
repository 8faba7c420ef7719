import { IconMail, IconPhone, IconUserPlus } from '@tabler/icons-react'
import type { Output } from '../../api/contract.ts'
import { CustomerNotes } from '../../parts/customer-notes.tsx'
import { StandingRequests } from '../../parts/standing-requests.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { Address } from '../../ui/address.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { A } from '../../ui/link.tsx'
import { Section } from '../../ui/page.tsx'
import { languageNames, m } from '../../ui/text.ts'
import { timeOnly, useNow } from '../../ui/time.ts'
import css from './customer-card.module.css'

interface Props {
  readonly request: Output<'requests.get'>
  readonly customer: Output<'customers.get'> | null
  readonly onChoose: () => void
}

/** Who the matter is for: how to reach them, in which language and zone, and what they always ask for. */
export function CustomerCard({ request, customer, onChoose }: Props) {
  const now = useNow()
  if (request.customerId === null)
    return (
      <Section title={m.request.customer()}>
        <p className={css.none}>{m.request.noCustomer()}</p>
        {request.allowed.includes('update') && (
          <Action size="xs" variant="default" leftSection={<IconUserPlus size={14} aria-hidden />} onClick={onChoose}>
            {m.request.chooseCustomer()}
          </Action>
        )}
      </Section>
    )
  return (
    <Section title={m.request.customer()}>
      <div className={css.who}>
        <Avatar name={request.customerName ?? '?'} size={36} />
        <A to={paths.customer(request.customerId)} className={css.name ?? ''}>
          {request.customerName}
        </A>
      </div>
      <div className={css.standing}>
        <CustomerNotes customerId={request.customerId} />
      </div>
      {customer && <StandingRequests contacts={standingOf(customer, request)} />}
      {customer?.note && <p className={`${css.note} own-words`}>{customer.note}</p>}
      {customer?.contacts.map((contact) => (
        <div key={contact.id} className={css.contact}>
          {(customer.contacts.length > 1 || contact.name !== customer.name) && (
            <span className={`${css.strong} own-words`}>{contact.name}</span>
          )}
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
            {languageNames[contact.language]} ·{' '}
            {m.contact.localTime({
              time: timeOnly(new Date(now).toISOString(), contact.timeZone),
              zone: cityOf(contact.timeZone),
            })}
          </span>
        </div>
      ))}
      {customer && customer.contacts.length === 0 && <p className={css.none}>{m.contact.none()}</p>}
    </Section>
  )
}

/** Of the contact whose matter it is, else of all. */
function standingOf({ contacts }: Output<'customers.get'>, { contactId }: Output<'requests.get'>) {
  const named = contacts.filter(({ id }) => id === contactId)
  return named.length > 0 ? named : contacts
}

/** "Europe/Madrid" → "Madrid". */
const cityOf = (zone: string): string => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone
