import { useState } from 'react'
import { Action } from '../../ui/action.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { w } from '../list-words.tsx'
import type { BulkAction, BulkOutcome, Chosen } from './bulk-data.ts'
import { BulkResult } from './bulk-result.tsx'
import css from './list.module.css'
import type { useChoosing } from './use-choosing.ts'

const BulkChange = fetched(() => import('../../forms/bulk-change.tsx'), 'BulkChange')

interface Props {
  readonly choosing: Pick<ReturnType<typeof useChoosing>, 'selection' | 'clear' | 'chooseShown' | 'chooseAll'>
  readonly actions: readonly BulkAction[]
  /** The filter of the list, for all that match it. */
  readonly filter: Readonly<Record<string, string>>
}

/** What is chosen, what can be done with it, and what was done last. */
export function ChooseBar({ choosing, actions, filter }: Props) {
  const { selection, clear, chooseShown, chooseAll } = choosing
  const [asked, setAsked] = useState<BulkAction | null>(null)
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null)
  const count = selection.keys.size
  const some = selection.all || count > 0
  const chosen: Chosen = selection.all ? { filter: { ...filter } } : { ids: [...selection.keys] }
  return (
    <>
      {outcome && (
        <BulkResult key={outcome.id} started={outcome} onUndo={setOutcome} onClose={() => setOutcome(null)} />
      )}
      {some && (
        <div className={css.bar}>
          <span className={css.count} role="status">
            {selection.all ? w.choose.allMatching() : w.choose.chosen({ n: count })}
          </span>
          {actions.map((action) => (
            <Action key={action} size="xs" variant="default" onClick={() => setAsked(action)}>
              {w.change[action]()}
            </Action>
          ))}
          {!selection.all && (
            <>
              <Action size="xs" variant="subtle" onClick={chooseShown}>
                {w.choose.shown()}
              </Action>
              <Action size="xs" variant="subtle" onClick={chooseAll}>
                {w.choose.matching()}
              </Action>
            </>
          )}
          <Action size="xs" variant="subtle" onClick={clear}>
            {w.choose.clear()}
          </Action>
        </div>
      )}
      {asked && (
        <BulkChange
          action={asked}
          chosen={chosen}
          onDone={(done) => {
            setOutcome(done)
            clear()
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}
