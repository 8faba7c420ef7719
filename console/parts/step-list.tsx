import { IconBell, IconBellCheck, IconBellOff, IconBellRinging, IconBellX } from '@tabler/icons-react'
import { m } from '../ui/text.ts'
import { absolute } from '../ui/time.ts'
import { StepAcknowledge } from './step-acknowledge.tsx'
import css from './step-list.module.css'
import { type StepData, stepSays } from './step-words.ts'

const icons = {
  waiting: IconBell,
  held: IconBellOff,
  raised: IconBellRinging,
  acknowledged: IconBellCheck,
  handed_back: IconBellX,
  skipped: IconBellOff,
} as const

/** A promise's warnings and escalation steps in order of time: what was taken, what is to come, and whom it tells. */
export function StepList({ steps }: { steps: readonly StepData[] }) {
  if (steps.length === 0) return null
  // One acknowledgement settles every step before it.
  const latest = steps.findLast((step) => step.state === 'raised' || step.allowed.includes('hand_back'))
  return (
    <div className={css.steps}>
      <p className={css.title} aria-hidden>
        {m.steps.ofPromise()}
      </p>
      <ol className={css.list} aria-label={m.steps.ofPromise()}>
        {steps.map((step) => {
          const Icon = icons[step.state]
          return (
            <li key={step.n} className={css[step.state]}>
              <Icon size={14} stroke={1.9} aria-hidden className={css.icon} />
              {step.state !== 'raised' && step.state !== 'acknowledged' && (
                <time dateTime={step.at} className={css.at}>
                  {absolute(step.at)}
                </time>
              )}
              <span className={`${css.says} own-words`}>{stepSays(step)}</span>
              {step === latest && <StepAcknowledge step={step} />}
            </li>
          )
        })}
      </ol>
    </div>
  )
}
