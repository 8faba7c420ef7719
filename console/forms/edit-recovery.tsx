import { useSession } from '../api/session.tsx'
import { WithActingWords } from '../parts/acting-words.tsx'
import type { Recovery } from '../parts/recovery-data.tsx'
import { v } from '../parts/recovery-words.tsx'
import { Note } from '../ui/note.tsx'
import { type Language, m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { CheckField, LongTextField } from './fields.tsx'
import { InCharge } from './in-charge.tsx'
import { TextField } from './plain-fields.tsx'
import { ReasonFields } from './reason-fields.tsx'
import { RuleFields, type RuleValues, ruleErrors, ruleOf, ruleValues } from './recovery-rule.tsx'
import { WriteSheet } from './write-sheet.tsx'

/** Fetched with the file. */
export const texts = [WithActingWords]

interface Values extends RuleValues {
  readonly title: string
  readonly reasonId: string
  readonly reason: string
  readonly belowFloorReason: string
  readonly holding: boolean
  readonly ownerId: string
}

/** Why, how it is dated, what happens at the last moment, who is in charge. Only another rule finds dates anew. */
export function EditRecovery({ recovery, onClose }: { recovery: Recovery; onClose: () => void }) {
  const { organization } = useSession()
  const before = ruleValues(recovery.dates)
  const replans = (values: Values): boolean =>
    JSON.stringify(ruleOf(values)) !== JSON.stringify(ruleOf(before)) && ruleOf(values) !== null
  return (
    <WithActingWords>
      <WriteSheet
        operation="recoveries.update"
        title={v.edit.title()}
        lead={recovery.title}
        submit={m.common.save()}
        version={recovery.version}
        size={560}
        initial={
          {
            ...{ title: recovery.title, reasonId: recovery.reasonId ?? '', reason: recovery.reason },
            ...{ belowFloorReason: recovery.belowFloorReason ?? '', holding: recovery.holding },
            ownerId: recovery.ownerId ?? '',
            ...before,
          } as Values
        }
        check={(values) => ({
          title: values.title.trim() ? undefined : m.common.required(),
          ...ruleErrors(values),
        })}
        input={(values) => {
          const dates = ruleOf(values)
          return {
            id: recovery.id,
            title: values.title,
            reasonId: values.reasonId || null,
            reason: values.reason,
            belowFloorReason: values.belowFloorReason.trim() || null,
            holding: values.holding,
            ownerId: values.ownerId || null,
            ...(replans(values) && dates ? { dates } : {}),
          }
        }}
        onDone={() => toast(v.edit.saved())}
        onClose={onClose}
      >
        {(form) => (
          <>
            <ReasonFields
              reasonId={form.field('reasonId')}
              reason={form.field('reason')}
              label={v.field.reason()}
              says={v.field.reasonSays()}
              language={organization.language as Language}
              optional
            />
            <RuleFields form={form as never} />
            {replans(form.values) && <Note>{v.rule.replans()}</Note>}
            <CheckField {...form.field('holding')} label={v.field.holding()} description={v.field.holdingSays()} />
            <InCharge {...form.field('ownerId')} nobody />
            <LongTextField
              {...form.field('belowFloorReason')}
              label={v.field.belowFloor()}
              description={v.field.belowFloorSays()}
              rows={2}
            />
            <TextField {...form.field('title')} label={v.field.title()} required maxLength={200} />
          </>
        )}
      </WriteSheet>
    </WithActingWords>
  )
}
