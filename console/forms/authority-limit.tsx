import type { Input, Output } from '../api/contract.ts'
import { type Remedy, type Situation, situationName, situations, w } from '../parts/making-words.tsx'
import { minorUnits, typed } from '../ui/money.ts'
import { m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

export type Limit = Output<'authority.readLimits'>['limits'][number]
export const roles = ['frontline', 'lead', 'owner', 'program'] as const satisfies readonly Limit['role'][]
export const amounts = ['perRequest', 'perCustomerYear', 'perFirmMonth', 'perMemberMonth'] as const

interface Props {
  /** The line that is changed; null: another. */
  readonly limit: Limit | null
  readonly currency: string
  readonly remedies: readonly Remedy[]
  readonly onClose: () => void
}

/** One line of the matrix. */
export function SetLimit({ limit, currency, remedies, onClose }: Props) {
  const initial = {
    role: (limit?.role ?? 'frontline') as Limit['role'],
    situation: (limit?.situation ?? '') as Situation | '',
    remedyId: limit?.remedyId ?? '',
    perRequest: typed(limit?.perRequest ?? null, currency),
    perCustomerYear: typed(limit?.perCustomerYear ?? null, currency),
    perFirmMonth: typed(limit?.perFirmMonth ?? null, currency),
    perMemberMonth: typed(limit?.perMemberMonth ?? null, currency),
  }
  const wrong = (text: string) =>
    text.trim() === '' || minorUnits(text, currency) !== null ? undefined : w.field.amountWrong()
  return (
    <WriteSheet
      operation="authority.setLimit"
      title={w.limits.set()}
      lead={w.limits.emptySays()}
      submit={m.common.save()}
      initial={initial}
      check={(values) => Object.fromEntries(amounts.map((each) => [each, wrong(values[each])]))}
      input={(values): Input<'authority.setLimit'> => ({
        role: values.role,
        situation: values.situation || null,
        remedyId: values.remedyId || null,
        perRequest: minorUnits(values.perRequest, currency),
        perCustomerYear: minorUnits(values.perCustomerYear, currency),
        perFirmMonth: minorUnits(values.perFirmMonth, currency),
        perMemberMonth: minorUnits(values.perMemberMonth, currency),
      })}
      onDone={() => toast(m.common.saved())}
      onClose={onClose}
    >
      {(form) => (
        <>
          {limit === null && (
            <>
              <ChoiceField
                {...form.field('role')}
                label={w.limits.role()}
                choices={roles.map((role) => ({ value: role, label: w.role[role]() }))}
              />
              <ChoiceField
                {...form.field('remedyId')}
                label={w.limits.remedy()}
                choices={[
                  { value: '', label: w.limits.all() },
                  ...remedies.map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
              <ChoiceField
                {...form.field('situation')}
                label={w.limits.situation()}
                choices={[
                  { value: '' as const, label: w.situation.any() },
                  ...situations.map((each) => ({ value: each, label: situationName(each) })),
                ]}
              />
            </>
          )}
          {amounts.map((each) => (
            <TextField
              key={each}
              {...form.field(each)}
              label={`${w.limits[each]()} (${currency})`}
              inputMode="decimal"
            />
          ))}
        </>
      )}
    </WriteSheet>
  )
}
