/**
 * How promises of a kind run their course: at which share of the time they were given they are kept. Appointments are
 * kept at the end of it, replies at its beginning, whatever the time was; so shares compare where durations do not.
 * After Kaplan and Meier (1958); few promises lean on more by the weight of ten, as the forecast's rates do.
 */

/** What became of a promise, in shares of its time: `kept` at `until`, or not kept up to then. Later than due is 1, not kept. */
export type Course = { kind: string; policy: string | null; until: number; kept: boolean }

/** Shares of a course up to the due instant, evenly. */
const STEPS = 200
const PRIOR = 10
/** Fewer ends than this say nothing. */
const ENOUGH = 30
const NOBODY = 1e-9

/** The share that is not kept yet, at the end of each step. */
type Curve = Float64Array

const stepOf = (share: number): number => Math.min(STEPS - 1, Math.max(0, Math.ceil(share * STEPS) - 1))

function curveOf(courses: readonly Course[], above: Curve | null): Curve {
  const kept = new Float64Array(STEPS)
  const left = new Float64Array(STEPS)
  for (const { until, kept: happened } of courses) {
    if (happened) kept[stepOf(until)] = (kept[stepOf(until)] ?? 0) + 1
    else if (until < 1) left[stepOf(until)] = (left[stepOf(until)] ?? 0) + 1
  }
  const curve = new Float64Array(STEPS)
  let atRisk = courses.length
  let open = 1
  for (let step = 0; step < STEPS; step++) {
    const [ends, exits] = [kept[step] ?? 0, left[step] ?? 0]
    // Who leaves within a step was watched for half of it.
    const watched = Math.max(0, atRisk - exits / 2)
    const before = above === null ? 0 : (above[step - 1] ?? 1)
    const rate = above === null || before <= NOBODY ? 0 : 1 - (above[step] ?? 0) / before
    const weight = above === null ? 0 : PRIOR
    open *= watched + weight === 0 ? 1 : 1 - (ends + weight * rate) / (watched + weight)
    curve[step] = Math.max(0, open)
    atRisk -= ends + exits
  }
  return curve
}

/** The share that is not kept yet after a share of the time; within a step it falls evenly. */
function openAt(curve: Curve, share: number): number {
  if (share <= 0) return 1
  const step = stepOf(share)
  const [before, after] = [curve[step - 1] ?? 1, curve[step] ?? 0]
  return before + (after - before) * Math.min(1, share * STEPS - step)
}

export type Courses = {
  /** Of being kept in time after a share of its time has gone; null: too little has ended, or nothing ever so late. */
  chance(of: Pick<Course, 'kind' | 'policy'>, share: number): number | null
  /** The least share, from `share` on, after which the chance has fallen to `chance`; 1 where it does not fall so low. */
  shareWhen(of: Pick<Course, 'kind' | 'policy'>, chance: number, share: number): number
}

/** Learns from the courses of promises: all, of a kind, of a policy within it, each drawn to the one above. */
export function learnCourses(courses: readonly Course[]): Courses {
  const enough = courses.filter(({ kept, until }) => kept || until >= 1).length >= ENOUGH
  const all = curveOf(courses, null)
  const curves = new Map<string, Curve>()
  for (const [kind, ofKind] of Map.groupBy(courses, (course) => course.kind)) {
    const curve = curveOf(ofKind, all)
    curves.set(kind, curve)
    for (const [policy, ofPolicy] of Map.groupBy(ofKind, (course) => course.policy))
      if (policy !== null) curves.set(`${kind} ${policy}`, curveOf(ofPolicy, curve))
  }
  /** Of a group in which nobody was ever open so long, the group above it is asked. */
  const curveAt = ({ kind, policy }: Pick<Course, 'kind' | 'policy'>, share: number): Curve | null => {
    if (!enough) return null
    const groups = [curves.get(`${kind} ${policy}`), curves.get(kind), all]
    return groups.find((curve) => curve !== undefined && openAt(curve, share) > NOBODY) ?? null
  }
  return {
    chance(of, share) {
      const curve = curveAt(of, share)
      return curve && Math.min(1, Math.max(0, 1 - openAt(curve, 1) / openAt(curve, share)))
    },
    shareWhen(of, chance, share) {
      const curve = curveAt(of, share)
      if (!curve || chance >= 1) return share
      const target = openAt(curve, 1) / (1 - chance)
      if (openAt(curve, share) <= target) return share
      let step = stepOf(share)
      while (step < STEPS - 1 && (curve[step] ?? 0) > target) step++
      const [before, after] = [curve[step - 1] ?? 1, curve[step] ?? 0]
      const into = before === after ? 0 : (before - target) / (before - after)
      return Math.min(1, Math.max(share, (step + into) / STEPS))
    },
  }
}
