import { useEffect, useState } from 'react'
import type { Output } from '../../api/contract.ts'
import { useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { useWrite } from '../../api/write.ts'
import { w } from '../../parts/forecast-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Section } from '../../ui/page.tsx'
import { Progress } from '../../ui/progress.tsx'
import { absolute } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { BacktestResult } from './backtest-result.tsx'
import css from './page.module.css'

type Backtest = Output<'forecast.listBacktests'>['items'][number]

const everySecond = 1_000

/** The firm's own history quoted again: a button, how far it is, and what came of it. */
export function Backtest() {
  const may = useMay()
  const [running, setRunning] = useState(false)
  const list = useRead('forecast.listBacktests', { limit: 10 }, { everyMilliseconds: running && everySecond })
  const start = useWrite('forecast.startBacktest')
  const [latest] = list.data?.items ?? []
  const done = list.data?.items.find(({ state }) => state === 'done')
  useEffect(() => setRunning(latest?.state === 'running'), [latest?.state])
  return (
    <Section
      title={w.backtest.title()}
      lead={w.backtest.lead()}
      id="backtest"
      actions={
        may('forecast.backtest') &&
        list.data &&
        latest?.state !== 'running' && (
          <Action variant="default" loading={start.pending} onClick={() => void start.send({})}>
            {w.backtest.start()}
          </Action>
        )
      }
    >
      <div className={css.stack}>
        {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <div className={css.waiting} aria-busy="true" />}
        {start.problem && <Trouble error={start.problem} />}
        {latest && <State one={latest} />}
        {list.data && !done && latest?.state !== 'running' && <p className={css.quiet}>{w.backtest.none()}</p>}
        {done?.result && <BacktestResult one={done} result={done.result} />}
      </div>
    </Section>
  )
}

/** Where the newest one stands, unless it is done. */
function State({ one }: { one: Backtest }) {
  const stop = useWrite('forecast.stopBacktest')
  const { doneDays, totalDays } = one.progress
  if (one.state === 'stopped' || one.state === 'failed')
    return <p className={css.says}>{w.backtest[one.state]({ at: absolute(one.finishedAt ?? one.createdAt) })}</p>
  if (one.state === 'done') return null
  return (
    <div className={css.stack}>
      <Progress
        share={totalDays === 0 ? 0 : doneDays / totalDays}
        label={doneDays === 0 ? w.backtest.reading() : w.backtest.progress({ done: doneDays, total: totalDays })}
      />
      {one.allowed.includes('stop') && (
        <div>
          <Action variant="default" loading={stop.pending} onClick={() => void stop.send({ id: one.id })}>
            {w.backtest.stop()}
          </Action>
        </div>
      )}
      {stop.problem && <Trouble error={stop.problem} />}
    </div>
  )
}
