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
      title={m.withdraw.title()}
      lead={promise.wording}
      submit={m.withdraw.submit()}
      initial={{ reason: '' }}
      check={({ reason }) => ({ reason: reason.trim() ? undefined : m.common.required() })}
      input={({ reason }) => ({ id: promise.id, reason })}
      onDone={() => toast(m.withdraw.done())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <LongTextField
            {...form.field('reason')}
            label={m.withdraw.reason()}
            description={m.withdraw.reasonSays()}
            required
            autoFocus
          />
          <Note>{m.withdraw.final()}</Note>
        </>
      )}
    </WriteSheet>
  )
}
