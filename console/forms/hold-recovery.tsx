import type { Recovery } from '../parts/recovery-data.tsx'
import { v } from '../parts/recovery-words.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { toast } from '../ui/toast.ts'

/** Tells everybody who waits that their date is in danger. */
export const HoldRecovery = ({ recovery, onClose }: { recovery: Recovery; onClose: () => void }) => (
  <Confirm
    operation="recoveries.hold"
    input={{ id: recovery.id }}
    title={v.hold.title()}
    submit={v.hold.submit()}
    onDone={() => toast(v.hold.done())}
    onClose={onClose}
  >
    {v.hold.says({ n: recovery.counts.waiting + recovery.counts.failed })}
  </Confirm>
)
