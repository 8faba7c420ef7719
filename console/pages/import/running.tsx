import { useWrite } from '../../api/write.ts'
import { i } from '../../parts/import-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { A } from '../../ui/link.tsx'
import { Note } from '../../ui/note.tsx'
import { Section } from '../../ui/page.tsx'
import { Progress } from '../../ui/progress.tsx'
import { number, percent } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './page.module.css'
import type { Import } from './page.tsx'
import { UndoImport } from './undo.tsx'

/** A check or an import under way, or one that was stopped. */
export function Running({ one }: { one: Import }) {
  const cancel = useWrite('imports.cancel')
  const start = useWrite('imports.start')
  const { progress, state } = one
  const stopped = state === 'cancelled'
  return (
    <Section title={titleOf(state)}>
      <div className={css.stack}>
        {(!stopped || progress.read > 0) && (
          <Progress
            share={progress.share}
            label={
              one.undo !== null && state === 'undoing'
                ? i.undoneOf({ n: one.undo.requests + one.undo.customers })
                : progress.total === null
                  ? i.readSoFar({ n: progress.read })
                  : i.readOf({ n: progress.read, total: progress.total, share: percent(progress.share) })
            }
          />
        )}
        {stopped && <Note>{one.allowed.includes('start') ? stoppedSays(one) : i.ended()}</Note>}
        <div className={css.row}>
          {!stopped && one.allowed.includes('cancel') && (
            <Action variant="default" loading={cancel.pending} onClick={() => void cancel.send({ id: one.id })}>
              {i.stop()}
            </Action>
          )}
          {stopped && one.allowed.includes('start') && (
            <Action loading={start.pending} onClick={() => void start.send({ id: one.id })}>
              {i.goOn()}
            </Action>
          )}
          {stopped && progress.imported > 0 && <Brought one={one} />}
        </div>
        {(cancel.problem ?? start.problem) && <Trouble error={cancel.problem ?? start.problem} />}
        <UndoImport one={one} />
      </div>
    </Section>
  )
}

/** What an import brought. */
export function Done({ one }: { one: Import }) {
  const { progress } = one
  return (
    <Section title={i.stateOf.done()}>
      <div className={css.stack}>
        <dl className={css.figures}>
          <div>
            <dt>{i.made()}</dt>
            <dd>{number(progress.imported)}</dd>
          </div>
          <div>
            <dt>{i.known()}</dt>
            <dd>{number(progress.known)}</dd>
          </div>
          {one.kind === 'customers' && (
            <div>
              <dt>{i.completed()}</dt>
              <dd>{number(progress.completed)}</dd>
            </div>
          )}
          <div>
            <dt>{i.bad()}</dt>
            <dd>{number(progress.bad)}</dd>
          </div>
        </dl>
        <p className={css.quiet}>{one.kind === 'customers' ? i.customersSilent() : i.silent()}</p>
        <div className={css.row}>
          <Brought one={one} />
        </div>
        <UndoImport one={one} />
      </div>
    </Section>
  )
}

function titleOf(state: Import['state']): string {
  if (state === 'undoing') return i.stateOf.undoing()
  return state === 'checking' ? i.step.check() : i.step.import()
}

const stoppedSays = ({ kind, progress: { imported: n } }: Import): string =>
  kind === 'customers' ? i.stoppedCustomers({ n }) : i.stopped({ n })

/** The way to what was imported. */
function Brought({ one: { id, kind, progress } }: { one: Import }) {
  if (kind === 'customers') return <A to={paths.customers()}>{i.seeCustomers()}</A>
  return <A to={paths.requests({ view: 'history', import: id })}>{i.seeRequests({ n: progress.imported })}</A>
}
