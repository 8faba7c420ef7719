import { bins } from './ages.ts'
import type { Cell } from './cells.ts'
import type { Curve } from './curve.ts'
import { History } from './history.ts'
import type { Openings } from './holidays.ts'
import { Housekeeping } from './housekeeping.ts'
import { type Ages, Leaf, type Running } from './leaf.ts'
import type { Event } from './live.ts'
import { Progress, type Step } from './progress.ts'
import { Rhythm } from './rhythm.ts'
import { Segments } from './segments.ts'

const VERSION = 1

type Numbers = readonly number[]

/** A model as JSON: numbers, texts and curves in base64. */
export interface StoredModel {
  readonly version: number
  readonly zone: string
  readonly now: number
  /** null: nothing has come in yet. */
  readonly firstDay: number | null
  readonly today: number | null
  readonly position: number
  readonly seen: number
  readonly completions: number
  readonly weights: Numbers
  readonly hours: History['hours']
  readonly marks: History['marks']
  readonly segments: ReturnType<Segments['toJSON']>
  readonly leaves: readonly (readonly [
    index: number,
    cells: readonly StoredCell[],
    snapshots: readonly (Ages & { readonly day: number })[],
  ])[]
  readonly curves: readonly { readonly survival: string; readonly supportMs: number }[]
  readonly running: readonly StoredRequest[]
  readonly past: readonly {
    readonly day: number
    readonly byLeaf: readonly (readonly [leaf: number, curve: number, counts: readonly (readonly [number, number])[]])[]
  }[]
  readonly housekeeping: readonly (readonly [number, readonly [number, number][]])[]
  readonly progress: {
    readonly segments: ReturnType<Segments['toJSON']>
    readonly counts: readonly (readonly [leaf: number, completed: Numbers, exits: Numbers])[]
    readonly completions: number
  }
  readonly events: readonly Event[]
}

/** `day` null: before all kept days. */
type StoredCell = Omit<Cell, 'day'> & { readonly day: number | null }
/** `curve` is an index, −1 for none. */
type StoredRequest = readonly [
  id: string,
  from: number,
  wall: number,
  day: number,
  leaf: number,
  curve: number,
  steps: readonly Step[],
]

/** @see restoreModel */
export function storeModel(history: History, events: readonly Event[], now: number): StoredModel {
  const curves = new Map<Curve, number>()
  const curveIndex = (curve: Curve | null): number => {
    if (curve === null) return -1
    const known = curves.get(curve)
    if (known !== undefined) return known
    curves.set(curve, curves.size)
    return curves.size - 1
  }
  const stored = [...history.leaves.values()].flatMap((leaf) =>
    leaf.running.map(
      ({ id, from, wall, day, leaf: index, curve, steps }): StoredRequest => [
        id,
        from,
        wall,
        day,
        index,
        curveIndex(curve),
        steps,
      ],
    ),
  )
  const past = history.past.days.map(({ day, byLeaf }) => ({
    day,
    byLeaf: [...byLeaf].map(([leaf, { curve, counts }]) => [leaf, curveIndex(curve), [...counts]] as const),
  }))
  return {
    version: VERSION,
    zone: history.wall.zone,
    now,
    firstDay: finite(history.firstDay),
    today: finite(history.today),
    position: history.position,
    seen: history.seen,
    completions: history.completions,
    weights: history.rhythm.weights,
    hours: history.hours,
    marks: history.marks,
    segments: history.segments.toJSON(),
    leaves: [...history.leaves].map(([index, { cells, snapshots }]) => [
      index,
      cells.list().map((cell) => ({ ...cell, day: finite(cell.day) })),
      [...snapshots].sort(([a], [b]) => a - b).map(([day, ages]) => ({ day, ...ages })),
    ]),
    curves: [...curves.keys()].map(({ survival, supportMs }) => ({ survival: encode(survival), supportMs })),
    running: stored,
    past,
    housekeeping: [...history.housekeeping.counts],
    progress: {
      segments: history.progress.segments.toJSON(),
      counts: [...history.progress.counts].map(([leaf, { completed, exits }]) => [leaf, [...completed], [...exits]]),
      completions: history.progress.completions,
    },
    events,
  }
}

/**
 * What `storeModel` was given.
 * @throws {RangeError} for a model that another version has stored: fit it again
 */
export function restoreModel(
  stored: StoredModel,
  calendar: Openings | null,
): { history: History; running: Map<string, Running>; events: Event[]; now: number } {
  if (stored.version !== VERSION)
    throw new RangeError(`A model of version ${stored.version} cannot be read: fit it again.`)
  const history = new History(stored.zone, calendar, stored.segments.features)
  history.segments = Segments.fromJSON(stored.segments)
  history.firstDay = stored.firstDay ?? Number.POSITIVE_INFINITY
  history.today = stored.today ?? Number.NEGATIVE_INFINITY
  history.position = stored.position
  history.seen = stored.seen
  history.completions = stored.completions
  history.rhythm = new Rhythm(stored.weights)
  history.hours = stored.hours.map(({ day, counts }) => ({ day, counts: [...counts] }))
  history.marks = [...stored.marks]
  for (const [index, cells, snapshots] of stored.leaves) {
    const leaf = new Leaf()
    for (const cell of cells) leaf.cells.push({ ...cell, day: cell.day ?? Number.NEGATIVE_INFINITY })
    for (const { day, bins: ages, counts } of snapshots)
      leaf.snapshots.set(day, { bins: [...ages], counts: [...counts] })
    history.leaves.set(index, leaf)
  }
  const curves = stored.curves.map(({ survival, supportMs }) => ({ survival: decode(survival), supportMs }))
  const running = new Map<string, Running>()
  for (const [id, from, wall, day, leaf, curve, steps] of stored.running) {
    const request: Running = { id, from, wall, day, leaf, curve: curves[curve] ?? null, steps }
    history.leaves.get(leaf)?.admit(request)
    running.set(id, request)
  }
  history.past.days = stored.past.map(({ day, byLeaf }) => ({
    day,
    byLeaf: new Map(
      byLeaf.map(([leaf, curve, counts]) => [leaf, { curve: curves[curve] as Curve, counts: new Map(counts) }]),
    ),
  }))
  history.housekeeping = new Housekeeping()
  history.housekeeping.counts = new Map(
    stored.housekeeping.map(([category, days]) => [category, days.map(([day, n]) => [day, n])]),
  )
  const { segments, counts, completions } = stored.progress
  history.progress = new Progress(
    Segments.fromJSON(segments),
    new Map(
      counts.map(([leaf, completed, exits]) => [
        leaf,
        { completed: Float64Array.from(completed), exits: Float64Array.from(exits) },
      ]),
    ),
  )
  history.progress.completions = completions
  return { history, running, events: [...stored.events], now: stored.now }
}

const finite = (day: number): number | null => (Number.isFinite(day) ? day : null)

/** Without the end, over which nothing changes any more. */
function encode(survival: Float32Array): string {
  const last = survival.at(-1)
  let length = survival.length
  while (length > 1 && survival[length - 2] === last) length--
  return new Uint8Array(survival.slice(0, length).buffer).toBase64()
}

function decode(text: string): Float32Array {
  const bytes = Uint8Array.fromBase64(text)
  const known = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
  const survival = new Float32Array(bins).fill(known.at(-1) ?? 1)
  survival.set(known)
  return survival
}
