import { NativeSelect, Select, TextInput } from '@mantine/core'
import { i } from '../../parts/import-words.tsx'
import { requestKinds } from '../../parts/request-kind.ts'
import { Action } from '../../ui/action.tsx'
import { m } from '../../ui/text.ts'
import { timeZones } from '../../ui/zones.ts'
import type { Change } from './mapping.tsx'
import css from './page.module.css'
import type { Import } from './page.tsx'

type Mapping = NonNullable<Import['mapping']>

interface Props {
  readonly mapping: Mapping
  readonly onChange: (change: Change) => void
}

/** How the values of all rows are read. */
export function Settings({ one, onChange }: { one: Import; onChange: (change: Change) => void }) {
  const { detected, mapping } = one
  if (!detected || !mapping) return null
  return (
    <>
      <div className={css.settings}>
        {detected.kind === 'requests' ? (
          <OfRequests mapping={mapping} onChange={onChange} />
        ) : (
          <OfCustomers mapping={mapping} onChange={onChange} />
        )}
        <NativeSelect
          label={i.encoding()}
          description={i.encodingSays()}
          value={mapping.encoding ?? ''}
          onChange={(event) => onChange({ encoding: event.currentTarget.value as NonNullable<Mapping['encoding']> })}
          data={encodings(mapping.encoding, detected.encoding.candidates)}
        />
      </div>
      <Translated mapping={mapping} />
      {mapping.only && (
        <div className={`${css.row} ${css.only}`}>
          <span className={css.quiet}>
            {i.only({ column: mapping.only.column, values: mapping.only.values.join(', ') })}
          </span>
          <Action size="xs" variant="subtle" onClick={() => onChange({ only: null })}>
            {i.takeAll()}
          </Action>
        </div>
      )}
    </>
  )
}

function OfRequests({ mapping, onChange }: Props) {
  const states = mapping.closedStatuses.join(', ')
  return (
    <>
      <Select
        label={i.timeZone()}
        description={i.timeZoneSays()}
        searchable
        allowDeselect={false}
        limit={60}
        value={mapping.timeZone}
        data={timeZones(mapping.timeZone)}
        onChange={(timeZone) => timeZone && onChange({ timeZone })}
      />
      <NativeSelect
        label={i.requestKind()}
        description={i.requestKindSays()}
        value={mapping.requestKind}
        onChange={(event) => onChange({ requestKind: event.currentTarget.value as (typeof requestKinds)[number] })}
        data={requestKinds.map((kind) => ({ value: kind, label: m.request.kind[kind]() }))}
      />
      {mapping.columns.status !== null && (
        <TextInput
          key={states}
          label={i.closedStatuses()}
          description={i.closedStatusesSays()}
          defaultValue={states}
          onBlur={(event) => {
            const closedStatuses = wordsOf(event.currentTarget.value)
            if (closedStatuses.join(', ') !== states) onChange({ closedStatuses })
          }}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
      )}
    </>
  )
}

const wordsOf = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')

function OfCustomers({ mapping, onChange }: Props) {
  return (
    <>
      <NativeSelect
        label={i.existing()}
        description={i.existingSays()}
        value={mapping.existing}
        onChange={(event) => onChange({ existing: event.currentTarget.value as Mapping['existing'] })}
        data={(['complete', 'skip'] as const).map((value) => ({ value, label: i.existingOf[value]() }))}
      />
      <NativeSelect
        label={i.customerKind()}
        description={i.customerKindSays()}
        value={mapping.customerKind}
        onChange={(event) => onChange({ customerKind: event.currentTarget.value as Mapping['customerKind'] })}
        data={(['person', 'company'] as const).map((value) => ({ value, label: i.customerKindOf[value]() }))}
      />
    </>
  )
}

/** Words of another system and what they become. */
function Translated({ mapping }: { mapping: Mapping }) {
  const fields = Object.entries(mapping.values) as [keyof Mapping['columns'], Record<string, string>][]
  const used = fields.filter(([field]) => mapping.columns[field] !== null)
  if (used.length === 0) return null
  return (
    <details className={css.translated}>
      <summary>{i.words()}</summary>
      <ul className={css.notes}>
        {used.map(([field, words]) => (
          <li key={field}>
            {i.wordsOf({
              field: i.field[field](),
              words: Object.entries(words)
                .map(([from, to]) => `${from} → ${to || '∅'}`)
                .join(' · '),
            })}
          </li>
        ))}
      </ul>
    </details>
  )
}

const common = [
  'utf-8',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'utf-16le',
  'iso-8859-2',
  'iso-8859-15',
  'koi8-r',
]

function encodings(chosen: string | null, candidates: readonly { encoding: string }[]) {
  const all = new Set([...(chosen ? [chosen] : []), ...candidates.map((each) => each.encoding), ...common])
  return [...(chosen ? [] : [{ value: '', label: '' }]), ...[...all].map((each) => ({ value: each, label: each }))]
}
