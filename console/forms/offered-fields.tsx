import { useList } from '../api/read.ts'
import type { Remedy } from '../parts/making-words.tsx'
import { v } from '../parts/recovery-words.tsx'
import { minorUnits } from '../ui/money.ts'
import { readerZone } from '../ui/time.ts'
import { instantAt, type WallTime } from '../ui/zoned-time.ts'
import { MomentField } from './fields.tsx'
import type { Form } from './form.ts'
import { ChoiceField, TextField } from './plain-fields.tsx'

export interface OfferedValues {
  readonly remedyId: string
  readonly amount: string
  readonly remedyDue: WallTime
}

export const useRemedies = (): readonly Remedy[] => useList('remedies.list', { limit: 200 }).items

/** What is offered with a new date: a remedy of the firm's, how much, until when. */
export function OfferedFields({ form, currency }: { form: Form<OfferedValues>; currency: string }) {
  const remedies = useRemedies()
  const remedy = remedies.find(({ id }) => id === form.values.remedyId)
  return (
    <>
      <ChoiceField
        {...form.field('remedyId')}
        label={v.adjust.remedyField()}
        choices={[
          { value: '', label: v.adjust.noRemedy() },
          ...remedies.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {remedy?.cost === null && (
        <TextField {...form.field('amount')} label={v.adjust.amount({ currency })} inputMode="decimal" required />
      )}
      {remedy?.hasToBeDone && <MomentField {...form.field('remedyDue')} label={v.adjust.remedyDue()} required />}
    </>
  )
}

/** What was chosen, as a recovery's items take it. */
export function offeredInput(
  { remedyId, amount, remedyDue }: OfferedValues,
  remedies: readonly Remedy[],
  currency: string,
) {
  const remedy = remedies.find(({ id }) => id === remedyId)
  if (!remedy) return { remedyId: null, remedyAmount: null }
  const due = instantAt(remedyDue, readerZone)
  return {
    remedyId,
    remedyAmount: remedy.cost ?? minorUnits(amount, currency),
    ...(remedy.hasToBeDone && due ? { remedyDueAt: due } : {}),
  }
}
