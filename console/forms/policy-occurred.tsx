import type { Policy } from '../parts/policy-data.ts'
import { withinWords } from '../parts/policy-sentence.ts'
import { w } from '../parts/policy-words.tsx'
import { m } from '../ui/text.ts'
import { readerZone, useNow } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { instantAt, wallTime } from '../ui/zoned-time.ts'
import { MomentField } from './fields.tsx'
import css from './policy-sheets.module.css'
import { WriteSheet } from './write-sheet.tsx'

/** Something of the whole firm was done, or is planned: its policy makes the promise that follows. */
export function OccurredForFirm({ policy, onClose }: { policy: Policy; onClose: () => void }) {
  const now = useNow()
  const { spec } = policy
  const duration = withinWords(spec, spec.duration)
  return (
    <WriteSheet
      operation="policies.occur"
      title={spec.ahead ? w.occurred.plan() : w.occurred.open()}
      lead={policy.name}
      submit={w.occurred.submit()}
      initial={{ at: wallTime(now, readerZone) }}
      check={({ at }) => ({ at: instantAt(at, readerZone) ? undefined : m.common.required() })}
      input={({ at }) => ({ id: policy.id, at: instantAt(at, readerZone) ?? '' })}
      onDone={({ promises }) => toast(promises.length > 0 ? w.occurred.done() : w.occurred.stillOpen())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <p className={css.quiet}>{spec.ahead ? w.occurred.saysAhead({ duration }) : w.occurred.says({ duration })}</p>
          <MomentField {...form.field('at')} label={spec.ahead ? w.occurred.begins() : w.occurred.at()} required />
        </>
      )}
    </WriteSheet>
  )
}
