import { z } from 'zod'
import { instant } from '#platform/fields'
import { operation, systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import type { FitPage } from './fit-in-thread.ts'
import { type HistoryMark, historyPage } from './history.ts'

const readHistory = operation({
  name: 'forecast.readHistory',
  effect: 'reads',
  permission: 'forecast.fit',
  summary: 'A page of the organization’s history, in order of time',
  input: z.strictObject({ until: instant, after: z.object({ startedAt: z.number(), id: z.uuid() }).nullable() }),
  output: z.custom<{ page: FitPage; next: HistoryMark | null }>(),
  run: (ctx, { until, after }) => historyPage(ctx.db, ctx.orgId, until, after),
})

/** The organization's history up to an instant, page after page, each read in a transaction of its own. */
export async function* historyUntil(
  { orgId, gate }: Pick<TaskContext, 'orgId' | 'gate'>,
  until: string,
): AsyncGenerator<FitPage, void> {
  const actor = systemActor(orgId, 'forecast')
  for (let after: HistoryMark | null = null; ; ) {
    const { page, next }: { page: FitPage; next: HistoryMark | null } = await gate.run(readHistory, actor, {
      until,
      after,
    })
    yield page
    if (next === null) return
    after = next
  }
}
