import { useState } from 'react'
import { useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { i } from '../../parts/import-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { A } from '../../ui/link.tsx'
import { Note } from '../../ui/note.tsx'
import { Section } from '../../ui/page.tsx'
import { number } from '../../ui/time.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './page.module.css'
import type { Import } from './page.tsx'

/** Takes an import back, once it was said what goes; or says what stands in the way. */
export function UndoImport({ one }: { one: Import }) {
  const may = useMay()
  const [asked, setAsked] = useState(false)
  const preview = useRead('imports.previewUndo', { id: one.id }, { enabled: asked })
  if (!one.allowed.includes('undo') || !may('imports.start')) return null
  const { data } = preview
  // What has begun goes on: what was built on meanwhile stays.
  const blocked = data !== undefined && one.undo === null && data.builtOn.length > 0
  return (
    <>
      <div>
        <Action variant="default" loading={asked && preview.isPending} onClick={() => setAsked(true)}>
          {one.undo ? i.undoGoOn() : i.undo()}
        </Action>
      </div>
      {asked && preview.isError && <Trouble error={preview.error} onRetry={() => void preview.refetch()} />}
      {asked && blocked && (
        <Note>
          {i.undoBlocked()}
          <ul className={css.notes}>
            {data.builtOn.map(({ kind, id, name }) => (
              <li key={id}>
                <A to={kind === 'request' ? paths.request(id) : paths.customer(id)}>{name}</A>
              </li>
            ))}
          </ul>
        </Note>
      )}
      {asked && data && !blocked && (
        <Confirm
          operation="imports.undo"
          input={{ id: one.id }}
          title={i.undoTitle()}
          submit={i.undo()}
          onDone={() => toast(i.stateOf.undoing())}
          onClose={() => setAsked(false)}
        >
          <div className={css.stack}>
            <p className={css.quiet}>{i.undoSays()}</p>
            <TakenBack of={data} />
            <p className={css.quiet}>{i.undoStays()}</p>
          </div>
        </Confirm>
      )}
    </>
  )
}

/** What was taken back. */
export function Undone({ one: { undo } }: { one: Import }) {
  if (undo === null) return null
  return (
    <Section title={i.stateOf.undone()} lead={i.undoneSays()}>
      <TakenBack of={undo} />
      {undo.kept > 0 && <Note>{i.undoKept({ n: undo.kept })}</Note>}
    </Section>
  )
}

type Counts = {
  readonly requests: number
  readonly customers: number
  readonly contacts: number
  readonly completed: number
}

function TakenBack({ of }: { of: Counts }) {
  const facts = [
    [i.kindOf.requests(), of.requests],
    [i.kindOf.customers(), of.customers],
    [i.undoContacts(), of.contacts],
    [i.undoCompleted(), of.completed],
  ] as const
  return (
    <dl className={css.figures}>
      {facts
        .filter(([, n], at) => n > 0 || at === 0)
        .map(([term, n]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{number(n)}</dd>
          </div>
        ))}
    </dl>
  )
}
