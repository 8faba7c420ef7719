import { useEffect, useState } from 'react'
import { api } from '../api/call.ts'
import type { Output } from '../api/contract.ts'
import { Problem } from '../api/problem.ts'
import { useRead } from '../api/read.ts'
import type { BulkAction, BulkOutcome, Change, Chosen } from '../parts/list/bulk-data.ts'
import { LeftRows } from '../parts/list/left-rows.tsx'
import { w } from '../parts/list-words.tsx'
import { nextMonday, nineOf } from '../ui/moments.ts'
import { Note } from '../ui/note.tsx'
import { m } from '../ui/text.ts'
import { Trouble } from '../ui/trouble.tsx'
import { CustomerField } from './customer-field.tsx'
import type { Field } from './form.ts'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

interface Props {
  readonly action: BulkAction
  readonly chosen: Chosen
  readonly onDone: (outcome: BulkOutcome) => void
  readonly onClose: () => void
}

const nobody = 'none'
const teamPrefix = 'team:'

/** One change to many rows. What it would do is said before anything is written. */
export function BulkChange({ action, chosen, onDone, onClose }: Props) {
  const [preview, setPreview] = useState<Preview | null>(null)
  return (
    <WriteSheet
      operation="bulkChanges.start"
      title={plain(w.change[action]())}
      submit={preview ? w.change.apply({ n: preview.willChange }) : plain(w.change[action]())}
      initial={{ value: '' }}
      check={({ value }) => ({ value: changeFor(action, value) === null ? m.common.required() : undefined })}
      submitDisabledBecause={() => (preview?.willChange === 0 ? w.change.nothing() : null)}
      input={({ value }) => ({ change: changeFor(action, value) ?? { action: 'setTeam', team: value }, ...chosen })}
      onDone={onDone}
      onClose={onClose}
    >
      {(form) => (
        <>
          <ValueField action={action} field={form.field('value')} />
          <PreviewOf change={changeFor(action, form.values.value)} chosen={chosen} onPreview={setPreview} />
        </>
      )}
    </WriteSheet>
  )
}

/** A button that opens a form ends in an ellipsis; the form itself does not. */
const plain = (text: string): string => text.replace(/\s*…$/, '')

type Preview = Output<'bulkChanges.preview'>

// Long enough not to ask for every letter of a team's name.
const typingMilliseconds = 250

function PreviewOf(props: { change: Change | null; chosen: Chosen; onPreview: (preview: Preview | null) => void }) {
  const { onPreview } = props
  const [answer, setAnswer] = useState<Preview | Problem | null>(null)
  const asked = props.change && JSON.stringify({ change: props.change, ...props.chosen })
  useEffect(() => {
    setAnswer(null)
    onPreview(null)
    if (asked === null) return
    const leaving = new AbortController()
    const timer = setTimeout(() => {
      api('bulkChanges.preview', JSON.parse(asked), { signal: leaving.signal }).then(
        (preview) => {
          setAnswer(preview)
          onPreview(preview)
        },
        (error: unknown) => {
          if (error instanceof Problem) setAnswer(error)
          else if (!leaving.signal.aborted) reportError(error)
        },
      )
    }, typingMilliseconds)
    return () => {
      clearTimeout(timer)
      leaving.abort()
    }
  }, [asked, onPreview])
  if (answer === null) return null
  if (answer instanceof Problem) return <Trouble error={answer} />
  return (
    <Note>
      <div role="status">
        {answer.willChange === 0 ? w.change.nothing() : w.change.willChange({ n: answer.willChange })}
      </div>
      <LeftRows left={answer.left} />
      {answer.inBackground && <div>{w.change.background()}</div>}
    </Note>
  )
}

function ValueField({ action, field }: { action: BulkAction; field: Field<string> }) {
  const people = action === 'assign' || action === 'assignConversations' || action === 'handOver'
  const members = useRead('members.list', { limit: 200, state: 'active' }, { enabled: people })
  const teams = useRead('teams.list', { limit: 200 }, { enabled: action === 'handOver' })
  const services = useRead('services.list', { limit: 200 }, { enabled: action === 'setService' })
  const pick = { value: '', label: w.change.pick() }
  const named = (items: readonly { id: string; name: string }[] = []) =>
    items.map(({ id, name }) => ({ value: id, label: name }))
  switch (action) {
    case 'closeConversations':
      return null
    case 'restConversationsForPromise':
      return <p style={{ margin: 0 }}>{w.rest.eachPromise()}</p>
    case 'restConversations':
      return (
        <ChoiceField
          {...field}
          label={w.rest.until()}
          required
          choices={[
            pick,
            ...(['hour', 'tomorrow', 'week'] as const).map((value) => ({ value, label: w.rest[value]() })),
          ]}
        />
      )
    case 'tieConversations':
      return <ContactField field={field} />
    case 'assign':
    case 'assignConversations':
      return (
        <ChoiceField
          {...field}
          label={m.requests.owner()}
          required
          choices={[pick, ...named(members.data?.items), { value: nobody, label: w.change.nobody() }]}
        />
      )
    case 'handOver':
      return (
        <ChoiceField
          {...field}
          label={m.requests.owner()}
          required
          choices={[
            pick,
            ...named(members.data?.items),
            ...(teams.data?.items ?? []).map(({ id, name }) => ({
              value: teamPrefix + id,
              label: w.views.team({ name }),
            })),
          ]}
        />
      )
    case 'setService':
      return (
        <ChoiceField
          {...field}
          label={m.requests.service()}
          required
          choices={[pick, ...named(services.data?.items), { value: nobody, label: w.change.noService() }]}
        />
      )
    case 'close':
      return (
        <TextField {...field} label={m.request.outcome()} placeholder={m.request.outcomeExample()} maxLength={200} />
      )
    default:
      return <TextField {...field} label={labelOf(action)} required={action !== 'setSegment'} maxLength={200} />
  }
}

const rests = {
  // To the minute: what is asked for stays the same while the form is open.
  hour: () => new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 3_600_000),
  tomorrow: () => nineOf(1),
  week: () => nextMonday(),
} as const
type Rest = keyof typeof rests

/** Who writes: a customer, and which of their contacts. */
function ContactField({ field }: { field: Field<string> }) {
  const [customerId, setCustomerId] = useState('')
  const customer = useRead('customers.get', { id: customerId }, { enabled: customerId !== '' })
  const contacts = customerId === '' ? [] : (customer.data?.contacts ?? [])
  const [first] = contacts
  const { onChange, value } = field
  useEffect(() => {
    if (first && !contacts.some(({ id }) => id === value)) onChange(first.id)
  })
  return (
    <>
      <CustomerField
        value={customerId}
        error={undefined}
        onChange={(next) => {
          setCustomerId(next)
          onChange('')
        }}
        label={m.customers.find()}
      />
      {contacts.length > 1 && (
        <ChoiceField
          {...field}
          label={w.rest.contact()}
          required
          choices={contacts.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </>
  )
}

function labelOf(action: BulkAction): string {
  if (action === 'setSegment') return m.customers.segment()
  return action === 'setTeam' ? m.requests.team() : m.requests.priority()
}

/** The change that a value means; null while there is none. A close needs no outcome, and no segment is one as well. */
function changeFor(action: BulkAction, value: string): Change | null {
  if (action === 'close') return { action, outcome: value }
  if (action === 'closeConversations' || action === 'restConversationsForPromise') return { action }
  if (action === 'setSegment') return { action, segment: value }
  if (value.trim() === '') return null
  const id = value === nobody ? null : value
  switch (action) {
    case 'assign':
    case 'assignConversations':
      return { action, ownerId: id }
    case 'restConversations':
      return { action, until: rests[value as Rest]().toISOString() }
    case 'tieConversations':
      return { action, contactId: value }
    case 'setService':
      return { action, serviceId: id }
    case 'setTeam':
      return { action, team: value }
    case 'setPriority':
      return { action, priority: value }
    case 'handOver':
      return value.startsWith(teamPrefix)
        ? { action, ownerTeamId: value.slice(teamPrefix.length) }
        : { action, ownerId: value }
  }
}
