import { Input, SegmentedControl } from '@mantine/core'
import { useRef } from 'react'
import { api } from '../api/call.ts'
import { useRead } from '../api/read.ts'
import { useSession } from '../api/session.tsx'
import { LikelyDates } from '../parts/likely-dates.tsx'
import { type RequestKind, requestKinds } from '../parts/request-kind.ts'
import type { Language } from '../ui/text.ts'
import { languageNames, languages, m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { CustomerField } from './customer-field.tsx'
import { LongTextField } from './fields.tsx'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

interface Props {
  /** The customer it is for, when the form is opened from theirs. */
  readonly customer?: { readonly id: string; readonly name: string }
  readonly onCreated: (requestId: string) => void
  readonly onClose: () => void
}

type Who = 'known' | 'new' | 'nobody'

/** A new request, for a known customer or one that is entered along with it. */
export function NewRequest({ customer, onCreated, onClose }: Props) {
  const { organization } = useSession()
  const services = useRead('services.list', { limit: 200 })
  const key = useRef(crypto.randomUUID())
  return (
    <WriteSheet
      operation="requests.create"
      title={m.requests.create()}
      submit={m.requests.createIt()}
      initial={{
        who: 'known' as Who,
        customerId: customer?.id ?? '',
        customerName: customer?.name ?? '',
        contactName: '',
        email: '',
        phone: '',
        language: organization.language as Language,
        kind: 'job' as RequestKind,
        subject: '',
        description: '',
        serviceId: '',
        category: '',
      }}
      check={(values) => ({
        subject: values.subject.trim() ? undefined : m.common.required(),
        customerName: values.who === 'new' && !values.customerName.trim() ? m.common.required() : undefined,
      })}
      before={async (values) => {
        if (values.who !== 'new' || values.customerId) return {}
        const { customerName: name, email, phone, language } = values
        const created = await api(
          'customers.create',
          {
            name,
            kind: 'person',
            source: 'console',
            contacts: [{ name, language, email: email.trim() || null, phone: phone.trim() || null }],
          },
          { idempotencyKey: key.current },
        ).catch((error: unknown) => {
          key.current = crypto.randomUUID()
          throw error
        })
        return { customerId: created.id }
      }}
      renamed={{ 'contacts.0.email': 'email', 'contacts.0.phone': 'phone', name: 'customerName' }}
      input={(values) => ({
        kind: values.kind,
        subject: values.subject,
        description: values.description,
        category: values.category,
        ...(values.who !== 'nobody' && values.customerId ? { customerId: values.customerId } : {}),
        ...(values.serviceId ? { serviceId: values.serviceId } : {}),
      })}
      onDone={(request) => {
        toast(m.requests.created({ number: `#${request.number}` }))
        onCreated(request.id)
      }}
      onClose={onClose}
    >
      {(form) => (
        <>
          <TextField
            {...form.field('subject')}
            label={m.requests.subject()}
            placeholder={m.requests.subjectExample()}
            required
            autoFocus
          />
          <ChoiceField
            {...form.field('kind')}
            label={m.requests.kind()}
            choices={requestKinds.map((kind) => ({ value: kind, label: m.request.kind[kind]() }))}
          />
          {!customer && (
            <Input.Wrapper label={m.requests.customer()} labelElement="div">
              <SegmentedControl
                aria-label={m.requests.customer()}
                value={form.values.who}
                onChange={(who) => form.set({ who: who as Who, customerId: '' })}
                data={[
                  { value: 'known', label: m.requests.knownCustomer() },
                  { value: 'new', label: m.requests.newCustomer() },
                  { value: 'nobody', label: m.requests.noCustomer() },
                ]}
                fullWidth
              />
            </Input.Wrapper>
          )}
          {customer && <TextField {...form.field('customerName')} onChange={() => {}} label={m.requests.customer()} />}
          {!customer && form.values.who === 'known' && (
            <CustomerField {...form.field('customerId')} label={m.requests.customer()} quietLabel />
          )}
          {form.values.who === 'new' && (
            <>
              <TextField {...form.field('customerName')} label={m.customers.name()} required />
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
                choices={languages.map((each) => ({ value: each, label: languageNames[each] }))}
              />
            </>
          )}
          {(services.data?.items.length ?? 0) > 0 && (
            <ChoiceField
              {...form.field('serviceId')}
              label={m.requests.service()}
              description={m.requests.serviceSays()}
              choices={[
                { value: '', label: m.common.none() },
                ...(services.data?.items.map((service) => ({ value: service.id, label: service.name })) ?? []),
              ]}
            />
          )}
          <TextField
            {...form.field('category')}
            label={m.requests.category()}
            description={m.requests.categorySays()}
          />
          <LikelyDates
            service={services.data?.items.find(({ id }) => id === form.values.serviceId)}
            category={form.values.category}
          />
          <LongTextField {...form.field('description')} label={m.requests.description()} rows={4} />
        </>
      )}
    </WriteSheet>
  )
}
