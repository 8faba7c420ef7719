import type { BacktestReport } from '#library/forecast'
import type { BacktestResult } from './backtest-schemas.ts'
import { CHECKED } from './record.ts'

/** At which stated and kept are compared, for a diagram. */
export const RELIABILITY = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95] as const
const MOST_SEGMENTS = 50

type Level = BacktestReport['levels'][number]

/** What is kept of a backtest's report: what people look at, with null where there is no figure. */
export function resultOf({ requests, days, levels, average, targets, risk }: BacktestReport): BacktestResult {
  return {
    requests,
    days,
    reliability: levels.map(({ confidence, kept }) => ({ confidence, ...pointOf(kept) })),
    levels: levels
      .filter(({ confidence }) => CHECKED.some((checked) => checked === confidence))
      .map(({ confidence, kept, categoryQuantile, kaplanMeier }) => ({
        confidence,
        ours: scoreOf(kept),
        quantile: scoreOf(categoryQuantile),
        kaplanMeier: scoreOf(kaplanMeier),
        months: kept.months.map(partOf),
        works: kept.segments.slice(0, MOST_SEGMENTS).map(partOf),
      })),
    average: scoreOf(average),
    targets: targets && scoreOf(targets),
    risk: risk.map(({ of, point, score }) => ({
      of,
      point,
      n: score.stated,
      broken: finite(score.broken),
      auc: finite(score.auc),
      calibrationError: finite(score.calibrationError),
    })),
  }
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)

const judged = ({ quotes, declined, undetermined }: Level['kept']): number =>
  Math.round(quotes * (1 - declined - undetermined)) || 0

const pointOf = (score: Level['kept']) => ({ n: judged(score), kept: finite(score.kept) })

const scoreOf = (score: Level['kept']) => ({
  ...pointOf(score),
  declined: finite(score.declined),
  meanDays: finite(score.meanDays),
  medianDays: finite(score.medianDays),
  lossDays: finite(score.pinballDays),
})

const partOf = ({ name, quotes, kept }: Level['kept']['months'][number]) => ({ name, n: quotes, kept })
