import { useState } from 'react'
import type { Output } from '../../api/contract.ts'
import { useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { useWrite } from '../../api/write.ts'
import { w } from '../../parts/calendar-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Progress } from '../../ui/progress.tsx'
import { relative, useNow } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './page.module.css'

type Rederivation = Output<'promises.listRederivations'>['items'][number]

const everySecond = 1000
const shownFor = 15 * 60_000

/** What a saved change does to running promises, while it is done and for a while after. */
export function Background({ calendarId }: { calendarId: string }) {
  const now = useNow()
  const [running, setRunning] = useState(false)
  const list = useRead('promises.listRederivations', { limit: 20 }, { everyMilliseconds: running && everySecond })
  const one = list.data?.items.find((each) => each.calendarId === calendarId)
  if ((one?.state === 'running') !== running) setRunning(!running)
  if (!one) return null
  if (one.state !== 'running' && now - Date.parse(one.finishedAt ?? one.createdAt) > shownFor) return null
  return <Work one={one} now={now} />
}

function Work({ one, now }: { one: Rederivation; now: number }) {
  const may = useMay()
  const stop = useWrite('promises.stopRederivation')
  const figures = { moved: one.moved, danger: one.inDanger }
  return (
    <div className={css.work} role="status">
      <div className={css.workText}>
        {one.state === 'running' ? (
          <Progress
            share={one.total === 0 ? 1 : one.examined / one.total}
            label={w.background.running({ done: one.examined, total: one.total })}
          />
        ) : (
          <p>
            {one.state === 'done' ? w.background.done(figures) : w.background.stopped(figures)}{' '}
            <span className={css.quiet}>{relative(one.finishedAt ?? one.createdAt, now)}</span>
          </p>
        )}
        {stop.problem && <Trouble error={stop.problem} />}
      </div>
      {one.state === 'running' && may('calendars.update') && (
        <Action size="xs" variant="default" loading={stop.pending} onClick={() => void stop.send({ id: one.id })}>
          {w.background.stop()}
        </Action>
      )}
    </div>
  )
}
