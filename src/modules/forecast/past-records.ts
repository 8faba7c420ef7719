import type { Context } from '#platform/operation'
import { latestReliability } from './backtest-queries.ts'
import { countsOfAll } from './check-queries.ts'
import { CHECKED, ENOUGH_JUDGED, PERIODS } from './record.ts'
import type { PastRecord } from './schemas.ts'

const LONGEST = Math.max(...PERIODS)

/** How dates at these confidences were kept: as the nightly check counted, else as the newest backtest did. */
export async function pastRecords(
  ctx: Pick<Context, 'db' | 'orgId'>,
  confidences: readonly number[],
): Promise<PastRecord[]> {
  const counts = await countsOfAll(ctx.db, ctx.orgId, LONGEST)
  const checked = confidences.map((confidence): PastRecord => {
    const at = (CHECKED as readonly number[]).indexOf(confidence)
    const n = counts?.judged[at] ?? 0
    return n < ENOUGH_JUDGED ? null : { kept: (counts?.kept[at] ?? 0) / n, n, days: LONGEST, source: 'check' }
  })
  if (checked.every((record) => record !== null)) return checked
  const tested = await latestReliability(ctx.db, ctx.orgId)
  return checked.map((record, i): PastRecord => {
    const point = tested?.reliability.find(({ confidence }) => confidence === confidences[i])
    if (record !== null || !tested || !point || point.kept === null || point.n < ENOUGH_JUDGED) return record
    return { kept: point.kept, n: point.n, days: tested.days, source: 'backtest' }
  })
}
