import type { Recovery } from '../parts/recovery-data.tsx'
import { v } from '../parts/recovery-words.tsx'
import { m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { LongTextField } from './fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

/** Nothing more is done about it, and why. */
export const CloseRecovery = ({ recovery, onClose }: { recovery: Recovery; onClose: () => void }) => (
  <WriteSheet
    operation="recoveries.close"
    title={v.close.title()}
    lead={recovery.title}
    submit={v.close.submit()}
    initial={{ why: '' }}
    check={({ why }) => ({ why: why.trim() ? undefined : m.common.required() })}
    input={({ why }) => ({ id: recovery.id, why })}
    onDone={() => toast(v.close.done())}
    onClose={onClose}
  >
    {(form) => (
      <LongTextField {...form.field('why')} label={v.close.why()} description={v.close.whySays()} required autoFocus />
    )}
  </WriteSheet>
)
