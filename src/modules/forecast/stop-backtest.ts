import { z } from 'zod'
import { operation } from '#platform/operation'
import { changeBacktest, lockBacktest } from './backtest-queries.ts'
import { backtestId, backtestView, viewOf } from './backtest-schemas.ts'
import { backtestNotFound } from './errors.ts'

/** Stops a backtest after the day it is at; one that has ended stays as it is. */
export const stopBacktest = operation({
  name: 'forecast.stopBacktest',
  effect: 'writes',
  permission: 'forecast.backtest',
  summary: 'Stop a backtest that is running',
  input: z.strictObject({ id: backtestId }),
  output: backtestView,
  async run(ctx, { id }) {
    const row = await lockBacktest(ctx.db, ctx.orgId, id)
    if (!row) throw backtestNotFound()
    if (row.state !== 'running') return viewOf(row, true)
    ctx.record({ type: 'forecast.backtest_stopped', subject: `forecast:${ctx.orgId}`, data: { id } })
    return viewOf(await changeBacktest(ctx.db, ctx.orgId, id, { state: 'stopped', finished_at: ctx.now }), true)
  },
})
