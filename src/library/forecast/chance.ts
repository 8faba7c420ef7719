import { lasting } from './curve.ts'
import type { Moment } from './moment.ts'
import { type Asked, knownOf } from './news.ts'
import { reachedAt } from './recalibration.ts'

const NOBODY = 1e-6

/** The last thing that happened to a request: when, in epoch milliseconds, and which segment of changes it is in. */
export interface LastStep {
  readonly at: number
  readonly node: number
}

/** See `ForecastModel.chanceKept`. */
export function chanceKept(
  moment: Moment,
  request: Asked,
  { dueAt, now, last }: { readonly dueAt: number; readonly now: number; readonly last: LastStep | null },
): number | null {
  const { history } = moment
  if (history.completions === 0) return null
  if (dueAt <= now) return 0
  const until = moment.positionOf(dueAt)
  const at = moment.positionOf(now)
  if (last && !history.progress.isThin) {
    const curve = moment.progressOf(last.node)
    const from = moment.positionOf(last.at)
    const open = lasting(curve, at - from)
    if (open > NOBODY) return 1 - lasting(curve, until - from) / open
  }
  const { node, correction } = moment.of(knownOf(request, history.segments.features))
  const from = moment.positionOf(request.openedAt)
  // Of a group in which nobody was ever open for so long nothing can be said: the group above it is asked.
  for (let group = node; group >= 0; group = history.segments.parentOf(group)) {
    const curve = moment.curves.of(group)
    const open = 1 - reachedAt(correction, 1 - lasting(curve, at - from))
    if (open > NOBODY) return 1 - (1 - reachedAt(correction, 1 - lasting(curve, until - from))) / open
  }
  return 0
}
