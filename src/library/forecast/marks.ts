/**
 * Which days' states are kept: all of the last two weeks, then ever fewer. Rings of recency begin at kept days; thinning
 * depends on nothing but the day's number, so that a model grown day by day and one fitted at once keep the same ones.
 */
const RINGS = [7, 14, 28, 56, 112, 224, 448] as const
export const rings: number = RINGS.length + 1

/** How far back the first `n` rings reach, in days. */
export const ringDays = (n: number): number => (n === 0 ? 0 : (RINGS[n - 1] ?? Number.POSITIVE_INFINITY))

/** Of days that are `age` days back, those whose number this divides are kept; 0: none. */
function stepAt(age: number): number {
  if (age <= 14) return 1
  if (age <= 30) return 2
  if (age <= 60) return 4
  if (age <= 120) return 8
  if (age <= 240) return 16
  return age <= 480 ? 32 : 0
}

export function isKept(day: number, today: number): boolean {
  const step = stepAt(today - day)
  return step > 0 && day % step === 0
}

/** The kept day that what happened on `day` is counted from; −∞ when it is older than all. */
export function keptFrom(day: number, today: number): number {
  const step = stepAt(today - day)
  return step === 0 ? Number.NEGATIVE_INFINITY : day - (((day % step) + step) % step)
}

/** The days at whose midnight the rings begin, the most recent first; the oldest ring begins at −∞. */
export function ringStarts(today: number): number[] {
  const starts = RINGS.map((days) => {
    let day = today - days
    while (!isKept(day, today)) day--
    return day
  })
  return [...starts, Number.NEGATIVE_INFINITY]
}
