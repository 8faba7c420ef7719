import { useState } from 'react'
import { Action } from '../ui/action.tsx'
import { fetched } from '../ui/fetched.tsx'
import { m } from '../ui/text.ts'
import { absolute } from '../ui/time.ts'
import { Chance } from './chance.tsx'
import type { PromiseData } from './promise-data.ts'
import css from './promise-risk.module.css'

const RiskHistory = fetched(() => import('./risk-history.tsx'), 'RiskHistory')

/** How likely a running promise is kept, or why nothing can be said; and what was said before. */
export function PromiseRisk({ promise }: { promise: PromiseData }) {
  const [asked, setAsked] = useState(false)
  const { risk } = promise
  if (!risk || risk.reason === 'paused' || risk.reason === 'ended') return null
  if (risk.chance === null || risk.at === null)
    return <p className={css.none}>{risk.reason === 'no_history' ? m.risk.noHistory() : m.risk.preparing()}</p>
  return (
    <div className={css.risk}>
      <Chance chance={risk.chance} atRisk={risk.atRisk} />
      <span className={css.quiet}>{m.risk.asOf({ at: absolute(risk.at) })}</span>
      <Action size="compact-xs" variant="subtle" className={css.open ?? ''} onClick={() => setAsked(true)}>
        {m.risk.history()}
      </Action>
      {asked && <RiskHistory promise={promise} onClose={() => setAsked(false)} />}
    </div>
  )
}
