import { useEffect } from 'react'
import { useRead } from '../../api/read.ts'
import { useWrite } from '../../api/write.ts'
import { Action } from '../../ui/action.tsx'
import { Progress } from '../../ui/progress.tsx'
import { toastTrouble } from '../../ui/toast.ts'
import { w } from '../list-words.tsx'
import type { BulkOutcome } from './bulk-data.ts'
import { LeftRows } from './left-rows.tsx'
import css from './list.module.css'

interface Props {
  readonly started: BulkOutcome
  readonly onUndo: (undo: BulkOutcome) => void
  readonly onClose: () => void
}

const everyMilliseconds = 1_000

/** What became of a change of many rows: how far it is, what it left, and the way back. */
export function BulkResult({ started, onUndo, onClose }: Props) {
  const read = useRead(
    'bulkChanges.get',
    { id: started.id },
    { everyMilliseconds: started.state === 'running' && everyMilliseconds },
  )
  const bulk = read.data ?? started
  const stop = useWrite('bulkChanges.stop')
  const undo = useWrite('bulkChanges.undo')
  const problem = stop.problem ?? undo.problem
  useEffect(() => {
    if (problem) toastTrouble(problem)
  }, [problem])
  const done = bulk.total - bulk.waiting
  const says = bulk.undoes ? w.change.restored({ n: bulk.changed }) : w.change.changed({ n: bulk.changed })
  return (
    <div className={css.outcome}>
      {bulk.state === 'running' ? (
        <>
          <Progress share={done / bulk.total} label={w.change.progress({ done, total: bulk.total })} />
          <Action size="xs" variant="default" loading={stop.pending} onClick={() => void stop.send({ id: bulk.id })}>
            {w.change.stop()}
          </Action>
        </>
      ) : (
        <>
          <span role="status">
            {bulk.state === 'stopped' ? `${w.change.stopped()} ` : ''}
            {says}
          </span>
          {bulk.mayUndo && (
            <Action
              size="xs"
              variant="default"
              loading={undo.pending}
              onClick={() => void undo.send({ id: bulk.id }).then((next) => next && onUndo(next))}
            >
              {w.change.undo()}
            </Action>
          )}
          <Action size="xs" variant="subtle" onClick={onClose}>
            {w.change.done()}
          </Action>
        </>
      )}
      <LeftRows left={bulk.left} />
    </div>
  )
}
