import type { Output } from '../api/contract.ts'
import type { Names } from '../parts/policy-names.ts'
import { w } from '../parts/policy-words.tsx'
import { m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { inOrder } from './policy-draft.ts'
import { StepsField } from './policy-steps.tsx'
import { WriteSheet } from './write-sheet.tsx'

interface Props {
  readonly value: Output<'defaultSteps.read'>
  readonly names: Names
  readonly onClose: () => void
}

/** Whom to warn of promises that people make themselves. */
export const ChangeDefaultSteps = ({ value, names, onClose }: Props) => (
  <WriteSheet
    operation="defaultSteps.update"
    title={w.byHand.title()}
    lead={w.byHand.lead()}
    submit={m.common.save()}
    size={620}
    initial={{ steps: value.steps }}
    input={({ steps }) => ({ steps: inOrder(steps), ifVersion: value.version })}
    onDone={() => toast(m.common.saved())}
    onClose={onClose}
  >
    {(form) => (
      <StepsField value={form.values.steps} issues={[]} names={names} onChange={form.field('steps').onChange} />
    )}
  </WriteSheet>
)
