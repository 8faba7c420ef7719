import type { Output } from '../api/contract.ts'
import { useRead } from '../api/read.ts'
import { requestKinds } from '../parts/request-kind.ts'
import { m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { CustomerField } from './customer-field.tsx'
import { LongTextField } from './fields.tsx'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

/** What a request says. Its history keeps what changed. */
export function EditRequest({ request, onClose }: { request: Output<'requests.get'>; onClose: () => void }) {
  const services = useRead('services.list', { limit: 200 })
  const members = useRead('members.list', { limit: 200 })
  return (
    <WriteSheet
      operation="requests.update"
      title={m.request.edit()}
      lead={`#${request.number}`}
      submit={m.common.save()}
      version={request.version}
      initial={{
        kind: request.kind,
        subject: request.subject,
        description: request.description,
        customerId: request.customerId ?? '',
        serviceId: request.serviceId ?? '',
        ownerId: request.ownerId ?? '',
        category: request.category,
        subcategory: request.subcategory,
        channel: request.channel,
        priority: request.priority,
        area: request.area,
      }}
      check={({ subject }) => ({ subject: subject.trim() ? undefined : m.common.required() })}
      input={({ customerId, serviceId, ownerId, ...rest }) => ({
        ...rest,
        id: request.id,
        customerId: customerId || null,
        serviceId: serviceId || null,
        ownerId: ownerId || null,
        // A contact belongs to its customer.
        ...(customerId === (request.customerId ?? '') ? {} : { contactId: null }),
      })}
      onDone={() => toast(m.common.saved())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <TextField {...form.field('subject')} label={m.requests.subject()} required />
          <ChoiceField
            {...form.field('kind')}
            label={m.requests.kind()}
            choices={requestKinds.map((kind) => ({ value: kind, label: m.request.kind[kind]() }))}
          />
          <CustomerField
            {...form.field('customerId')}
            label={m.requests.customer()}
            {...(request.customerName ? { chosenName: request.customerName } : {})}
          />
          <ChoiceField
            {...form.field('ownerId')}
            label={m.requests.owner()}
            choices={[
              { value: '', label: m.common.none() },
              ...(members.data?.items
                .filter((member) => member.state === 'active' || member.id === request.ownerId)
                .map((member) => ({ value: member.id, label: member.name })) ?? []),
            ]}
          />
          <ChoiceField
            {...form.field('serviceId')}
            label={m.requests.service()}
            description={m.requests.serviceSays()}
            choices={[
              { value: '', label: m.common.none() },
              ...(services.data?.items.map((service) => ({ value: service.id, label: service.name })) ?? []),
            ]}
          />
          <TextField
            {...form.field('category')}
            label={m.requests.category()}
            description={m.requests.categorySays()}
          />
          <TextField {...form.field('subcategory')} label={m.requests.subcategory()} />
          <TextField {...form.field('channel')} label={m.requests.channel()} />
          <TextField {...form.field('priority')} label={m.requests.priority()} />
          <TextField {...form.field('area')} label={m.requests.area()} />
          <LongTextField {...form.field('description')} label={m.requests.description()} rows={6} />
        </>
      )}
    </WriteSheet>
  )
}
