import { useState } from 'react'
import { useList } from '../../api/read.ts'
import { type Recovery, ruleWords } from '../../parts/recovery-data.tsx'
import { v } from '../../parts/recovery-words.tsx'
import { Action } from '../../ui/action.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { absolute } from '../../ui/time.ts'
import css from './page.module.css'

const EditRecovery = fetched(() => import('../../forms/edit-recovery.tsx'), 'EditRecovery')

/** Why, how it is dated, what happens at the last moment, and who sees to it. */
export function Facts({ recovery, mayChange }: { recovery: Recovery; mayChange: boolean }) {
  const [editing, setEditing] = useState(false)
  const reasons = useList('reasons.list', { limit: 200 }, { enabled: recovery.reasonId !== null }).items
  const listed = reasons.find(({ id }) => id === recovery.reasonId)?.name
  const said = [listed, recovery.reason].filter(Boolean).join(' · ')
  return (
    <dl className={css.facts}>
      <div>
        <dt>{v.facts.reason()}</dt>
        <dd className={said ? 'own-words' : css.missing}>{said || v.facts.noReason()}</dd>
        {mayChange && (
          <dd className={css.edit}>
            <Action size="compact-sm" variant="default" onClick={() => setEditing(true)}>
              {v.facts.edit()}
            </Action>
          </dd>
        )}
      </div>
      <div>
        <dt>{v.facts.dates()}</dt>
        <dd>{ruleWords(recovery.dates)}</dd>
      </div>
      <div>
        <dt>{v.facts.holding()}</dt>
        <dd>{recovery.holding ? v.facts.holdingOn() : v.facts.holdingOff()}</dd>
        {recovery.heldAt && <dd className={css.quiet}>{v.facts.held({ at: absolute(recovery.heldAt) })}</dd>}
      </div>
      <div>
        <dt>{v.facts.owner()}</dt>
        <dd>{recovery.ownerName ?? v.nobody()}</dd>
        {recovery.calledAt && <dd className={css.quiet}>{v.called({ at: absolute(recovery.calledAt) })}</dd>}
      </div>
      {recovery.closedWhy && (
        <div>
          <dt>{v.facts.closedWhy()}</dt>
          <dd className="own-words">{recovery.closedWhy}</dd>
        </div>
      )}
      {editing && <EditRecovery recovery={recovery} onClose={() => setEditing(false)} />}
    </dl>
  )
}
