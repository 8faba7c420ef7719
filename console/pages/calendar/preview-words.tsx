import type { Output } from '../../api/contract.ts'
import { w } from '../../parts/calendar-words.tsx'
import { paths } from '../../paths.ts'
import { A } from '../../ui/link.tsx'
import { absolute } from '../../ui/time.ts'
import css from './page.module.css'

export type Preview = Output<'promises.previewCalendar'>
type Shifted = Preview['inDanger'][number]

/** What a change would do to running promises, in words; those in danger by name. */
export function PreviewWords({ preview }: { preview: Preview }) {
  const { counts, inDanger, silent } = preview
  if (counts.running === 0) return <p>{w.preview.noneRun()}</p>
  const calm = counts.moveSilently + counts.toldAffected === 0
  return (
    <>
      <ul className={css.says}>
        <li>{w.preview.running({ n: counts.running })}</li>
        {calm && <li>{w.preview.nothingMoves()}</li>}
        {counts.moveSilently > 0 && <li>{w.preview.silent({ n: counts.moveSilently })}</li>}
        {counts.toldAffected > 0 && <li>{w.preview.told({ n: counts.toldAffected })}</li>}
        {counts.toldAffected > 0 && counts.inDanger === 0 && <li>{w.preview.safe()}</li>}
        {counts.paused > 0 && <li>{w.preview.paused({ n: counts.paused })}</li>}
      </ul>
      {counts.inDanger > 0 && (
        <section className={css.danger} aria-label={w.preview.dangerTitle()}>
          <h3>{w.preview.danger({ n: counts.inDanger })}</h3>
          <p className={css.quiet}>{w.preview.dangerSays()}</p>
          <Shifts rows={inDanger} told />
          {counts.inDanger > inDanger.length && (
            <p className={css.quiet}>{w.preview.more({ n: counts.inDanger - inDanger.length })}</p>
          )}
        </section>
      )}
      {silent.length > 0 && (
        <details className={css.silent}>
          <summary>{w.preview.silentFirst({ n: silent.length })}</summary>
          <Shifts rows={silent} told={false} />
        </details>
      )}
    </>
  )
}

function Shifts({ rows, told }: { rows: readonly Shifted[]; told: boolean }) {
  return (
    <ul className={css.shifts}>
      {rows.map(({ promise, customerName, newDueAt }) => {
        const [kind, id = ''] = promise.about.split(':')
        const name = customerName ?? promise.wording
        return (
          <li key={promise.id}>
            <span className={css.shiftName}>
              {kind === 'request' ? <A to={paths.request(id, promise.id)}>{name}</A> : name}
              <span className={css.quiet}>{customerName ? promise.wording : ''}</span>
            </span>
            <span className={css.figures}>
              {told
                ? w.preview.toldBut({ told: absolute(promise.dueAt), clock: absolute(newDueAt) })
                : w.preview.moves({ from: absolute(promise.dueAt), to: absolute(newDueAt) })}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
