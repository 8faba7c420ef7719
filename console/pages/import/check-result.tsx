import { useState } from 'react'
import { useWrite } from '../../api/write.ts'
import { MomentField } from '../../forms/fields.tsx'
import { i } from '../../parts/import-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { absolute, number, readerZone } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { instantAt, wallTime } from '../../ui/zoned-time.ts'
import { noteSays } from './codes.ts'
import css from './page.module.css'
import type { Import } from './page.tsx'

/** What the dry run found, up to when the log is complete, and the import itself. */
export function CheckResult({ one }: { one: Import }) {
  const change = useWrite('imports.changeMapping')
  const start = useWrite('imports.start')
  const proposed = one.mapping?.completeUntil ?? one.check?.lastInstant ?? new Date().toISOString()
  const [until, setUntil] = useState(wallTime(proposed, readerZone))
  const { check } = one
  if (!check) return null
  const instant = instantAt(until, readerZone)
  const customers = one.kind === 'customers'

  async function begin(): Promise<void> {
    const changed =
      until.date !== wallTime(proposed, readerZone).date || until.time !== wallTime(proposed, readerZone).time
    if (!customers && changed && instant && !(await change.send({ id: one.id, completeUntil: instant }, one.version)))
      return
    await start.send({ id: one.id })
  }

  const facts: [string, number][] = [
    [i.valid(), check.valid],
    [i.bad(), check.bad],
    [i.known(), check.known],
    customers ? [i.newCustomers(), check.newCustomers ?? 0] : [i.notClosed(), check.notClosed],
  ]
  const targets = check.targets.kept + check.targets.late + check.targets.notClosed
  return (
    <Section title={i.checked()} lead={i.nothingChanged()}>
      <div className={css.stack}>
        <dl className={css.figures}>
          {facts.map(([term, value]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{number(value)}</dd>
            </div>
          ))}
        </dl>
        {check.firstInstant && check.lastInstant && (
          <p className={css.quiet}>{i.span({ from: absolute(check.firstInstant), to: absolute(check.lastInstant) })}</p>
        )}
        {targets > 0 && (
          <p className={css.quiet}>{i.targets({ n: targets, kept: check.targets.kept, late: check.targets.late })}</p>
        )}
        {check.notes.length > 0 && (
          <ul className={css.notes}>
            {check.notes.map((note) => (
              <li key={note.code}>
                {noteSays(note)} {i.noteCount({ n: note.count, line: note.firstLine })}
              </li>
            ))}
          </ul>
        )}
        {!check.repeatsSought && <p className={css.quiet}>{i.repeatsNotSought()}</p>}
        {!customers && (
          <div className={css.complete}>
            <MomentField
              value={until}
              onChange={setUntil}
              error={instant ? undefined : m.common.required()}
              label={i.completeUntil()}
              description={i.completeUntilSays()}
            />
          </div>
        )}
        {(change.problem ?? start.problem) && <Trouble error={change.problem ?? start.problem} />}
        <div>
          <Action
            loading={start.pending || change.pending}
            disabledBecause={check.valid === 0 ? i.nothingValid() : instant || customers ? null : m.common.required()}
            onClick={() => void begin()}
          >
            {customers ? i.startCustomers({ n: check.newCustomers ?? 0 }) : i.start({ n: check.valid })}
          </Action>
        </div>
      </div>
    </Section>
  )
}
