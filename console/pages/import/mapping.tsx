import { NativeSelect } from '@mantine/core'
import type { Input } from '../../api/contract.ts'
import { useWrite } from '../../api/write.ts'
import { i } from '../../parts/import-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Note } from '../../ui/note.tsx'
import { Section } from '../../ui/page.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import css from './page.module.css'
import type { Import } from './page.tsx'
import { Questions } from './questions.tsx'
import { Recognised } from './recognised.tsx'
import { Settings } from './settings.tsx'

export type Change = Omit<Input<'imports.changeMapping'>, 'id' | 'ifVersion'>

/** Which column is what, and what a person has to settle before the file can be read. */
export function Mapping({ one }: { one: Import }) {
  const change = useWrite('imports.changeMapping')
  const check = useWrite('imports.check')
  const { detected, mapping } = one
  if (!detected || !mapping) return null
  const send = (changed: Change) =>
    void change.send({ id: one.id, ...changed } as Input<'imports.changeMapping'>, one.version)
  const examplesOf = (header: string | null) =>
    detected.columns.find((column) => column.header === header)?.examples ?? []
  const headers = detected.columns.map((column) => column.header)
  const used = new Set(one.fields.map(({ field }) => mapping.columns[field]))
  return (
    <Section title={i.step.columns()} lead={i.columnsSay({ n: detected.columns.length, rows: detected.rowsLookedAt })}>
      <Recognised one={one} onChange={send} />
      {detected.recalledFrom && <Note>{i.recalled({ name: detected.recalledFrom.name })}</Note>}
      {detected.headerLooksLikeData && <Trouble>{i.noHeader()}</Trouble>}
      {one.questions.length > 0 && <Questions one={one} onChange={send} />}
      {change.problem && <Trouble error={change.problem} />}
      <table className={css.table} aria-busy={change.pending}>
        <thead>
          <tr>
            <th scope="col">{i.inKept()}</th>
            <th scope="col">{i.inFile()}</th>
            <th scope="col">{i.examples()}</th>
          </tr>
        </thead>
        <tbody>
          {one.fields.map(({ field, needed }) => (
            <tr key={field}>
              <td className={css.field}>
                {i.field[field]()}
                {needed && <span className={css.needed}> {i.needed()}</span>}
              </td>
              <td>
                <NativeSelect
                  size="xs"
                  aria-label={i.columnFor({ field: i.field[field]() })}
                  value={mapping.columns[field] ?? ''}
                  onChange={(event) => send({ columns: { [field]: event.currentTarget.value || null } })}
                  data={[
                    { value: '', label: i.noColumn() },
                    ...headers.map((header) => ({
                      value: header,
                      label: header,
                      disabled: used.has(header) && mapping.columns[field] !== header,
                    })),
                  ]}
                />
              </td>
              <td className={css.samples}>{examplesOf(mapping.columns[field]).slice(0, 3).join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Settings one={one} onChange={send} />
      <div className={css.foot}>
        <Action
          loading={check.pending}
          disabledBecause={one.questions.length > 0 ? i.answerFirst() : null}
          onClick={() => void check.send({ id: one.id })}
          variant={one.state === 'checked' ? 'default' : 'filled'}
        >
          {one.state === 'checked' ? i.checkAgain() : i.check()}
        </Action>
        <span className={css.quiet}>{i.checkSays()}</span>
      </div>
      {check.problem && <Trouble error={check.problem} />}
    </Section>
  )
}
