import { useState } from 'react'
import { useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { usePolicyNames } from '../../parts/policy-names.ts'
import { stepWords } from '../../parts/policy-sentence.ts'
import { w } from '../../parts/policy-words.tsx'
import { Action } from '../../ui/action.tsx'
import { fetched } from '../../ui/fetched.tsx'
import css from './page.module.css'

const ChangeDefaultSteps = fetched(() => import('../../forms/default-steps.tsx'), 'ChangeDefaultSteps')

/** Promises that no policy makes: whom they warn. */
export function ByHand() {
  const may = useMay()
  const names = usePolicyNames()
  const { data } = useRead('defaultSteps.read', {})
  const [changing, setChanging] = useState(false)
  if (!data) return <div className={css.byHand} />
  return (
    <div className={css.byHand}>
      <div>
        <h3>{w.byHand.title()}</h3>
        {data.steps.length === 0 ? (
          <p>{w.step.none()}</p>
        ) : (
          <ul>
            {data.steps.map((step) => (
              <li key={JSON.stringify(step)}>{stepWords(step, names)}</li>
            ))}
          </ul>
        )}
      </div>
      {may('policies.update') && (
        <Action size="xs" variant="default" onClick={() => setChanging(true)}>
          {w.byHand.change()}
        </Action>
      )}
      {changing && <ChangeDefaultSteps value={data} names={names} onClose={() => setChanging(false)} />}
    </div>
  )
}
