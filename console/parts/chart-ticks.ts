const hour = 3_600_000
const day = 24 * hour

export interface ChartTick {
  /** In milliseconds. */
  readonly at: number
  /** Ticks on whole days are named by their date, nearer ones by their time. */
  readonly names: 'time' | 'day'
}

// In whole days from two days on, so that a change of the clocks moves no tick off its hour.
const steps = [hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day, 28 * day, 91 * day]

/**
 * Round instants of the reader's clock inside a span, at most `most` of them. `midnight` gives the start of the day
 * that is `days` after the one of `from`.
 */
export function chartTicks(from: number, to: number, most: number, midnight: (days: number) => number): ChartTick[] {
  const step = steps.find((each) => (to - from) / each <= most) ?? 364 * day
  const ticks: ChartTick[] = []
  if (step < day) {
    for (let at = midnight(0); at < to; at += step) if (at > from) ticks.push({ at, names: 'time' })
    return ticks
  }
  const days = step / day
  for (let count = days; ticks.length < most; count += days) {
    const at = midnight(count)
    if (at >= to) break
    ticks.push({ at, names: 'day' })
  }
  return ticks
}
