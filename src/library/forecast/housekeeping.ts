const OLD_DAYS = 14
const LEAST = 15
const TIMES = 8
const MORE = 5
const MEAN_DAYS = 60
const SPREAD = 3

/**
 * Finds days on which a category's old requests were closed in bulk: that is tidying up, and says nothing of how long
 * the work takes. It takes requests of all ages; work that is closed in batches has ages that are alike. Kept: how many old ones each category closed on each of the last 60 days.
 */
export class Housekeeping {
  /** By category: `[day, how many]`, ascending. */
  counts = new Map<number, [number, number][]>()

  static isOld(days: number): boolean {
    return days > OLD_DAYS
  }

  fork(): Housekeeping {
    const copy = new Housekeeping()
    copy.counts = new Map([...this.counts].map(([category, days]) => [category, days.slice()]))
    return copy
  }

  /** Whether the old requests of a category that closed on one day, of these ages, are tidying up; counts them in for
   * later days. */
  judge(category: number, day: number, ages: readonly number[]): boolean {
    const old = ages.length
    const recent = (this.counts.get(category) ?? []).filter(([when]) => when >= day - MEAN_DAYS)
    const mean = recent.reduce((sum, [, n]) => sum + n, 0) / MEAN_DAYS
    recent.push([day, old])
    this.counts.set(category, recent)
    return old >= LEAST && old > TIMES * mean + MORE && spread(ages) > SPREAD
  }
}

/** How many times as old the oldest are as the youngest, without a tenth at either end. */
function spread(ages: readonly number[]): number {
  const sorted = ages.toSorted((a, b) => a - b)
  const tenth = Math.floor(sorted.length / 10)
  return (sorted.at(-1 - tenth) as number) / (sorted[tenth] as number)
}
