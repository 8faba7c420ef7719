import { Loader } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useWrite } from '../../api/write.ts'
import type { Recovery } from '../../parts/recovery-data.tsx'
import { v } from '../../parts/recovery-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Note } from '../../ui/note.tsx'
import { Progress } from '../../ui/progress.tsx'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './page.module.css'

/** What is under way: the finding of dates, or sending with how far it is and the way to stop it; then what came of it. */
export function Running({ recovery }: { recovery: Recovery }) {
  const stop = useWrite('recoveries.stop')
  const { counts, state } = recovery
  // What was there when sending began; it is known to whoever watched it begin.
  const [began, setBegan] = useState<{ sent: number; failed: number } | null>(null)
  const sending = state === 'sending'
  useEffect(() => {
    if (sending) setBegan((known) => known ?? { sent: counts.sent, failed: counts.failed })
  }, [sending, counts.sent, counts.failed])
  if (state === 'planning')
    return (
      <div className={css.running} role="status">
        <span>{v.planning()}</span>
        <Loader size="xs" />
      </div>
    )
  if (sending) {
    const done = counts.sent - (began?.sent ?? 0)
    const total = done + counts.chosen
    return (
      <div className={css.running}>
        <Progress share={total === 0 ? 0 : done / total} label={v.sendingNow({ done, total })} />
        <Action
          variant="default"
          loading={stop.pending}
          onClick={() => void stop.send({ id: recovery.id }).then((after) => after && toast(v.stopped()))}
        >
          {v.stop()}
        </Action>
        {stop.problem && <Trouble error={stop.problem} />}
      </div>
    )
  }
  if (began === null && counts.failed === 0) return null
  const sent = began ? counts.sent - began.sent : 0
  return (
    <Note>
      <div role="status">
        {sent > 0 && <div>{v.result.done({ n: sent })}</div>}
        {counts.failed > 0 && <div>{v.result.failed({ n: counts.failed })}</div>}
      </div>
    </Note>
  )
}
