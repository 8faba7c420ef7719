import type { BacktestReport } from '#library/forecast'

const percent = (share: number): string => (Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : '–')
const days = (n: number): string => (Number.isFinite(n) ? `${n.toFixed(1)} d` : '–')
const SEGMENTS = 15

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)))
  return rows
    .map((row) =>
      `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')}`.trimEnd(),
    )
    .join('\n')
}

/** A backtest's report for the terminal. */
export function backtestText(
  report: BacktestReport,
  about: { file: string; features: readonly string[]; by: string; bad: number },
): string {
  const parts = [
    `${report.requests} requests of ${report.days} days quoted with what was known each morning; compared by ${about.features.join(', ') || 'nothing'}.${about.bad > 0 ? ` ${about.bad} rows could not be used.` : ''}`,
  ]
  for (const { confidence, kept, categoryQuantile, kaplanMeier, onBoth } of report.levels) {
    const rows = [
      ['', 'kept', 'declined', 'not known yet', 'mean', 'median', 'loss'],
      ...(
        [
          ['Kept', kept],
          ["the category's own quantile", categoryQuantile],
          ['plain Kaplan–Meier', kaplanMeier],
        ] as const
      ).map(([name, score]) => [
        name,
        percent(score.kept),
        percent(score.declined),
        percent(score.undetermined),
        days(score.meanDays),
        days(score.medianDays),
        days(score.pinballDays),
      ]),
    ]
    parts.push(`Dates at ${Math.round(confidence * 100)} %\n${table(rows)}`)
    parts.push(
      `  Where both name a date (${onBoth.quotes}): loss ${onBoth.oursDays.toFixed(2)} d, plain Kaplan–Meier ${onBoth.kaplanMeierDays.toFixed(2)} d`,
    )
    parts.push(
      `  Months: ${kept.months.map((month) => `${month.name} ${percent(month.kept)} of ${month.quotes}`).join(', ')}`,
    )
    if (about.by !== '')
      parts.push(
        `  By ${about.by} (mean error of those with 200 dates ${percent(kept.segmentError)}, ${percent(kept.segmentsWithin5)} of them within 5 points):\n${table(kept.segments.slice(0, SEGMENTS).map((segment) => [`  ${segment.name || '(none)'}`, percent(segment.kept), `of ${segment.quotes}`]))}`,
      )
  }
  const { average, targets } = report
  parts.push(`The category's average as a date: ${percent(average.kept)} kept, mean ${days(average.meanDays)}`)
  parts.push(
    targets
      ? `The firm's own targets: ${percent(targets.kept)} kept of ${targets.quotes}, mean ${days(targets.meanDays)}, median ${days(targets.medianDays)}`
      : 'The log has no targets of its own.',
  )
  if (report.risk.length > 0) {
    const rows = report.risk.map(({ of, point, score }) => [
      `${of === 'targets' ? "the firm's targets" : 'our dates'} at ${point * 100} % of the time`,
      `AUC ${score.auc.toFixed(3)}`,
      `calibration error ${score.calibrationError.toFixed(3)}`,
      `broken ${percent(score.broken)} of ${score.stated}`,
      `in the worst fifth ${percent(score.foundInWorstFifth)}`,
    ])
    parts.push(`Risk re-estimated\n${table(rows)}`)
  }
  return parts.join('\n')
}
