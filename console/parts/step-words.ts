import type { Output } from '../api/contract.ts'
import { m } from '../ui/text.ts'
import { absolute } from '../ui/time.ts'

export type StepData = Output<'promises.listStepsOfPromise'>['items'][number]

/** Whom a step tells, before it is known who that is then: the owner, a member, whoever is on duty. */
function whomOf({ to, toName }: StepData): string {
  if (to.who === 'on_duty') return m.steps.onDuty({ team: toName ?? '?' })
  if (to.who === 'lead') return m.steps.lead()
  return toName ?? m.steps.owner()
}

/** What became of a step, or will. */
export function stepSays(step: StepData): string {
  const whom = step.member?.name ?? whomOf(step)
  switch (step.state) {
    case 'waiting':
      return m.steps.toCome({ whom })
    case 'held':
      return m.steps.held({ whom })
    case 'raised':
      return m.steps.raised({ whom: step.member?.name ?? m.steps.nobody(), at: absolute(step.raisedAt ?? step.at) })
    case 'acknowledged':
      return m.steps.taken({ whom: step.acknowledgedBy?.name ?? whom, at: absolute(step.acknowledgedAt ?? step.at) })
    case 'handed_back':
      return m.steps.gaveBack({ whom: step.acknowledgedBy?.name ?? whom })
    default:
      return m.steps[skipped[step.skippedBecause ?? 'ended']]()
  }
}

const skipped = {
  ended: 'ended',
  too_late: 'tooLate',
  superseded: 'superseded',
  acknowledged: 'acknowledgedBefore',
  taken: 'takenBefore',
} as const
