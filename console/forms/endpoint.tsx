import { Input } from '@mantine/core'
import type { Row } from '../api/contract.ts'
import { h } from '../parts/webhook-words.tsx'
import { m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { EventChoice } from './event-choice.tsx'
import type { Form } from './form.ts'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

interface Values {
  readonly url: string
  readonly description: string
  readonly hears: 'all' | 'some'
  readonly eventTypes: readonly string[]
}

const check = ({ url, hears, eventTypes }: Values) => ({
  url: url.trim() ? undefined : m.common.required(),
  eventTypes: hears === 'some' && eventTypes.length === 0 ? h.none() : undefined,
})

const inputOf = ({ url, description, hears, eventTypes }: Values) => ({
  url,
  description,
  eventTypes: hears === 'all' ? [] : [...eventTypes],
})

export function NewEndpoint({ onMade, onClose }: { onMade: (id: string) => void; onClose: () => void }) {
  return (
    <WriteSheet
      operation="webhooks.create"
      title={h.add()}
      submit={h.add()}
      initial={{ url: '', description: '', hears: 'all', eventTypes: [] } as Values}
      check={check}
      input={inputOf}
      onDone={({ id }) => {
        toast(h.added())
        onMade(id)
      }}
      onClose={onClose}
    >
      {(form) => <EndpointFields form={form} />}
    </WriteSheet>
  )
}

export function EditEndpoint({ endpoint, onClose }: { endpoint: Row<'webhooks.list'>; onClose: () => void }) {
  const { id, url, description, eventTypes, version } = endpoint
  return (
    <WriteSheet
      operation="webhooks.update"
      title={h.edit()}
      submit={m.common.save()}
      version={version}
      initial={{ url, description, hears: eventTypes.length === 0 ? 'all' : 'some', eventTypes } as Values}
      check={check}
      input={(values) => ({ id, ...inputOf(values) })}
      onDone={() => toast(h.changed())}
      onClose={onClose}
    >
      {(form) => <EndpointFields form={form} />}
    </WriteSheet>
  )
}

function EndpointFields({ form }: { form: Form<Values> }) {
  const chosen = form.field('eventTypes')
  return (
    <>
      <TextField
        {...form.field('url')}
        label={h.url()}
        description={h.urlSays()}
        placeholder="https://hooks.example.com/kept"
        type="url"
        inputMode="url"
        spellCheck={false}
        required
        autoFocus
      />
      <TextField {...form.field('description')} label={h.what()} placeholder={h.whatExample()} maxLength={200} />
      <ChoiceField
        {...form.field('hears')}
        label={h.hears()}
        choices={[
          { value: 'all', label: h.all() },
          { value: 'some', label: h.some() },
        ]}
      />
      {form.values.hears === 'some' && (
        <Input.Wrapper error={chosen.error}>
          <EventChoice value={chosen.value} onChange={chosen.onChange} />
        </Input.Wrapper>
      )}
    </>
  )
}
