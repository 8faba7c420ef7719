import { a } from '../parts/acting-words.tsx'
import { Note } from '../ui/note.tsx'
import { m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { LongTextField } from './fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

interface Props {
  readonly promise: { readonly id: string; readonly wording: string }
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
      initial={{ reason: '' }}
      check={({ reason }) => ({ reason: reason.trim() ? undefined : m.common.required() })}
      input={({ reason }) => ({ id: promise.id, reason })}
      onDone={() => toast(a.withdraw.done())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <LongTextField
            {...form.field('reason')}
            label={a.withdraw.reason()}
            description={a.withdraw.reasonSays()}
            required
            autoFocus
          />
          <Note>{a.withdraw.final()}</Note>
        </>
      )}
    </WriteSheet>
  )
}
