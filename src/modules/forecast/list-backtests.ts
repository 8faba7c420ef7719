import { z } from 'zod'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { backtestRows } from './backtest-queries.ts'
import { backtestView, viewOf } from './backtest-schemas.ts'

export const listBacktests = operation({
  name: 'forecast.listBacktests',
  effect: 'reads',
  permission: 'forecast.read',
  summary: 'Backtests of the organization’s own history, newest first',
  input: z.strictObject(pageInput),
  output: pageOf(backtestView),
  async run(ctx, { limit, cursor }) {
    const [after = null] = cursorKeys(cursor, 1) ?? []
    const rows = await backtestRows(ctx.db, ctx.orgId, after, limit + 1)
    const mayStop = ctx.actor.may('forecast.backtest')
    return pageFrom(
      rows,
      limit,
      (row) => [row.id],
      (row) => viewOf(row, mayStop),
    )
  },
})
