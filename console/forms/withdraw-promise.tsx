import { a } from '../parts/acting-words.tsx'
import { Note } from '../ui/note.tsx'
import { type Language, m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { ReasonFields } from './reason-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

interface Props {
  readonly promise: { readonly id: string; readonly wording: string; readonly language: Language }
  readonly onClose: () => void
}

/** Takes a promise back, with the reason that the customer reads. */
export function WithdrawPromise({ promise, onClose }: Props) {
  return (
    <WriteSheet
      operation="promises.withdraw"
      title={a.withdraw.title()}
      lead={promise.wording}
      submit={a.withdraw.submit()}
      initial={{ reasonId: '', reason: '' }}
      check={({ reason, reasonId }) => ({ reason: reason.trim() || reasonId ? undefined : m.common.required() })}
      input={({ reason, reasonId }) => ({
        id: promise.id,
        reasonId: reasonId || undefined,
        reason: reason.trim() || undefined,
      })}
      onDone={() => toast(a.withdraw.done())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <ReasonFields
            reasonId={form.field('reasonId')}
            reason={form.field('reason')}
            label={a.withdraw.reason()}
            says={a.withdraw.reasonSays()}
            language={promise.language}
          />
          <Note>{a.withdraw.final()}</Note>
        </>
      )}
    </WriteSheet>
  )
}
