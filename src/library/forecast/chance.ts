import { ageWhen, type Curve, lasting } from './curve.ts'
import type { Moment } from './moment.ts'
import { type Asked, knownOf } from './news.ts'
import { type Correction, reachedAt, readAt } from './recalibration.ts'

const NOBODY = 1e-6

/** The last thing that happened to a request: when, in epoch milliseconds, and which segment of changes it is in. */
export interface LastStep {
  readonly at: number
  readonly node: number
}

/** A curve that a request can be read off, from where its age counts. */
interface Reading {
  /** Operating position. */
  readonly from: number
  readonly curve: Curve
  readonly correction: Correction | null
}

/** What a request is read off: the first of these in which anybody was ever open for so long. */
function* readings(moment: Moment, request: Asked, last: LastStep | null): Generator<Reading, void> {
  const { history } = moment
  if (last && !history.progress.isThin)
    yield { from: moment.positionOf(last.at), curve: moment.progressOf(last.node), correction: null }
  const { node, correction } = moment.of(knownOf(request, history.segments.features))
  const from = moment.positionOf(request.openedAt)
  for (let group = node; group >= 0; group = history.segments.parentOf(group))
    yield { from, curve: moment.curves.of(group), correction }
}

/** The share that is open at a position. */
function openAt({ from, curve, correction }: Reading, position: number): number {
  const share = lasting(curve, position - from)
  return correction === null ? share : 1 - reachedAt(correction, 1 - share)
}

/** The first position at which no more than a share is open; null when more always are. */
function openUntil({ from, curve, correction }: Reading, share: number): number | null {
  if (correction !== null && (correction.reached.at(-1) as number) < 1 - share) return null
  const age = ageWhen(curve, correction === null ? share : 1 - readAt(correction, 1 - share))
  return age === null ? null : from + age
}

/** See `ForecastModel.chanceKept`. */
export function chanceKept(
  moment: Moment,
  request: Asked,
  { dueAt, now, last }: { readonly dueAt: number; readonly now: number; readonly last: LastStep | null },
): number | null {
  if (moment.history.completions === 0) return null
  if (dueAt <= now) return 0
  const until = moment.positionOf(dueAt)
  const at = moment.positionOf(now)
  for (const reading of readings(moment, request, last)) {
    const open = openAt(reading, at)
    if (open > NOBODY) return 1 - openAt(reading, until) / open
  }
  return 0
}

/** See `ForecastModel.whenChance`. */
export function whenChance(
  moment: Moment,
  request: Asked,
  {
    dueAt,
    chance,
    now,
    last,
  }: { readonly dueAt: number; readonly chance: number; readonly now: number; readonly last: LastStep | null },
): number | null {
  if (moment.history.completions === 0) return null
  if (dueAt <= now || chance >= 1) return now
  if (chance < 0) return dueAt
  const until = moment.positionOf(dueAt)
  let since = moment.positionOf(now)
  const instant = (): number => Math.min(dueAt, Math.max(now, moment.instantOf(since)))
  for (const reading of readings(moment, request, last)) {
    const open = openAt(reading, since)
    if (open <= NOBODY) continue
    // With a share u open at the due instant, 1 − u / open falls to the chance when open falls to u / (1 − chance).
    const wanted = openAt(reading, until) / (1 - chance)
    if (open <= wanted) return instant()
    const at = openUntil(reading, Math.max(wanted, NOBODY))
    if (at === null || at >= until) return dueAt
    since = Math.max(since, at)
    if (wanted > NOBODY) return instant()
    // From here on nobody was ever open for so long: the next reading is asked.
  }
  return instant()
}
