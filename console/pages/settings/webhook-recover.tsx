import { TextField } from '../../forms/plain-fields.tsx'
import { WriteSheet } from '../../forms/write-sheet.tsx'
import { h } from '../../parts/webhook-words.tsx'
import { m } from '../../ui/text.ts'
import { readerZone } from '../../ui/time.ts'
import { toast } from '../../ui/toast.ts'
import { instantAt, wallTime } from '../../ui/zoned-time.ts'

/** Sends again what was given up since a day. */
export function RecoverSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const today = wallTime(Date.now(), readerZone).date
  return (
    <WriteSheet
      operation="webhooks.recover"
      title={h.recover()}
      lead={h.recoverSays()}
      submit={h.replay()}
      initial={{ date: today }}
      check={({ date }) => ({ date: date ? undefined : m.common.required() })}
      renamed={{ since: 'date' }}
      input={({ date }) => ({ id, since: instantAt({ date, time: '00:00' }, readerZone) ?? '' })}
      onDone={({ sent }) => toast(h.recovered({ n: sent }))}
      onClose={onClose}
    >
      {(form) => <TextField {...form.field('date')} label={h.since()} type="date" required />}
    </WriteSheet>
  )
}
