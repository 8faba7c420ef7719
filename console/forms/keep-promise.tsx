import { a } from '../parts/acting-words.tsx'
import { m } from '../ui/text.ts'
import { readerZone, useNow } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { instantAt, wallTime } from '../ui/zoned-time.ts'
import { LongTextField, MomentField } from './fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

interface Props {
  readonly promise: { readonly id: string; readonly wording: string; readonly dueAt: string; readonly state: string }
  readonly onClose: () => void
}

/** Records that what was promised happened, and when; what happened in time although recorded late asks why. */
export function KeepPromise({ promise, onClose }: Props) {
  const now = useNow()
  return (
    <WriteSheet
      operation="promises.keep"
      title={a.keep.title()}
      lead={promise.wording}
      submit={m.promise.act.keep()}
      initial={{ occurredAt: wallTime(now, readerZone), reason: '' }}
      check={({ occurredAt }) => {
        const at = instantAt(occurredAt, readerZone)
        return { occurredAt: at === null ? m.common.required() : undefined }
      }}
      input={({ occurredAt, reason }) => ({
        id: promise.id,
        occurredAt: instantAt(occurredAt, readerZone) ?? '',
        ...(reason.trim() ? { reason } : {}),
      })}
      onDone={(kept) => toast(kept.state === 'kept' ? a.keep.done() : a.keep.late())}
      onClose={onClose}
    >
      {(form) => {
        const at = instantAt(form.values.occurredAt, readerZone)
        const corrects = promise.state === 'broken' && at !== null && at <= promise.dueAt
        return (
          <>
            <MomentField {...form.field('occurredAt')} label={a.keep.when()} description={a.keep.whenSays()} required />
            {corrects && (
              <LongTextField
                {...form.field('reason')}
                label={a.keep.reason()}
                description={a.keep.reasonSays()}
                required
              />
            )}
          </>
        )
      }}
    </WriteSheet>
  )
}
