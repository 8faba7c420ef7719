import { useState } from 'react'
import { api } from '../api/call.ts'
import { client } from '../api/read.ts'
import { Action } from '../ui/action.tsx'
import { m } from '../ui/text.ts'
import { toast, toastTrouble } from '../ui/toast.ts'
import type { StepData } from './step-words.ts'

/** Says that the reader sees to it: once, for everybody who was told. An escalation that was taken can be given back. */
export function StepAcknowledge({ step }: { step: Pick<StepData, 'promiseId' | 'n' | 'kind' | 'allowed'> }) {
  const [pending, setPending] = useState(false)
  const back = step.allowed.includes('hand_back')
  if (!back && !step.allowed.includes('acknowledge')) return null
  async function acknowledge(): Promise<void> {
    setPending(true)
    try {
      const which = { id: step.promiseId, n: step.n }
      if (back) await api('promises.handBackStep', which)
      else await api('promises.acknowledgeStep', which)
      toast(back ? m.steps.handedBack() : step.kind === 'warning' ? m.steps.acknowledged() : m.steps.acknowledgedLate())
      await client.invalidateQueries({ refetchType: 'active' })
    } catch (error) {
      toastTrouble(error)
    } finally {
      setPending(false)
    }
  }
  return (
    <Action size="xs" variant="light" loading={pending} onClick={() => void acknowledge()}>
      {back ? m.steps.handBack() : m.steps.acknowledge()}
    </Action>
  )
}
