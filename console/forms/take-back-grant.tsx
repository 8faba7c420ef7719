import type { Row } from '../api/contract.ts'
import { w } from '../parts/making-words.tsx'
import { m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { LongTextField } from './fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

/** Takes back what was granted and is not done yet. */
export function TakeBackGrant({ grant, onClose }: { grant: Row<'remedies.listGrants'>; onClose: () => void }) {
  return (
    <WriteSheet
      operation="remedies.takeBack"
      title={w.given.takeBackTitle()}
      lead={`${grant.remedyName} · ${w.given.takeBackSays()}`}
      submit={w.given.takeBack()}
      initial={{ reason: '' }}
      check={({ reason }) => ({ reason: reason.trim() ? undefined : m.common.required() })}
      input={({ reason }) => ({ id: grant.id, reason })}
      onDone={() => toast(w.given.takenBack())}
      onClose={onClose}
    >
      {(form) => <LongTextField {...form.field('reason')} label={w.given.reason()} rows={2} required autoFocus />}
    </WriteSheet>
  )
}
