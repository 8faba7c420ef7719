import { m } from '../ui/text.ts'
import { readerZone, useNow } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { instantAt, wallTime } from '../ui/zoned-time.ts'
import { MomentField, TextField } from './fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

interface Props {
  readonly request: { readonly id: string; readonly number: number; readonly subject: string }
  readonly onClose: () => void
}

/** The end of a request. When it ended teaches the forecast how long such a request takes. */
export function CloseRequest({ request, onClose }: Props) {
  const now = useNow()
  return (
    <WriteSheet
      operation="requests.close"
      title={m.request.closeTitle()}
      lead={`#${request.number} ${request.subject}`}
      submit={m.request.close()}
      initial={{ closedAt: wallTime(now, readerZone), outcome: '' }}
      check={({ closedAt }) => ({ closedAt: instantAt(closedAt, readerZone) ? undefined : m.common.required() })}
      input={({ closedAt, outcome }) => ({ id: request.id, outcome, closedAt: instantAt(closedAt, readerZone) ?? '' })}
      onDone={() => toast(m.request.closed())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <MomentField
            {...form.field('closedAt')}
            label={m.request.closedWhen()}
            description={m.request.closedSays()}
            required
          />
          <TextField {...form.field('outcome')} label={m.request.outcome()} placeholder={m.request.outcomeExample()} />
        </>
      )}
    </WriteSheet>
  )
}
