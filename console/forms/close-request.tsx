import { useState } from 'react'
import type { PromiseData } from '../parts/promise-data.ts'
import { Action } from '../ui/action.tsx'
import { Note } from '../ui/note.tsx'
import { m } from '../ui/text.ts'
import { readerZone, useNow } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { instantAt, wallTime } from '../ui/zoned-time.ts'
import css from './close-request.module.css'
import { MomentField } from './fields.tsx'
import { TextField } from './plain-fields.tsx'
import { SendUpdate } from './send-update.tsx'
import { WriteSheet } from './write-sheet.tsx'

interface Props {
  readonly request: { readonly id: string; readonly number: number; readonly subject: string }
  /** What still stands for the customer: closing does not keep it. */
  readonly standing: readonly PromiseData[]
  readonly onClose: () => void
}

/** The end of a request. When it ended teaches the forecast how long such a request takes. */
export function CloseRequest({ request, standing, onClose }: Props) {
  const now = useNow()
  const [writing, setWriting] = useState<PromiseData | null>(null)
  const update = standing.find((promise) => promise.allowed.some((action) => action === 'update'))
  if (writing) return <SendUpdate promise={writing} isLast onClose={() => setWriting(null)} />
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
          {standing.length > 0 && (
            <Note>
              <div className={css.standing}>
                <span>{m.updates.stillOpen({ n: standing.length })}</span>
                {update && (
                  <Action size="xs" variant="default" onClick={() => setWriting(update)}>
                    {m.updates.offer()}
                  </Action>
                )}
              </div>
            </Note>
          )}
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
