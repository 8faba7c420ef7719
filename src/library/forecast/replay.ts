import type { Gathered } from './gather.ts'
import type { Closing, History } from './history.ts'
import type { Running } from './leaf.ts'
import { takeStep } from './live.ts'
import { REMEMBERED_DAYS } from './recalibration.ts'
import { dayOf } from './rhythm.ts'

/** Rows of one kind of event in order of days: `rows[starts[day - first] …]`. */
interface ByDay {
  readonly first: number
  readonly starts: Int32Array
  readonly rows: Int32Array
}

function byDay(times: Float64Array, count: number): ByDay {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (let row = 0; row < count; row++) {
    const at = times[row] as number
    if (at < first) first = at
    if (at > last) last = at
  }
  if (first === Number.POSITIVE_INFINITY) return { first: 0, starts: new Int32Array(1), rows: new Int32Array(0) }
  first = dayOf(first)
  const days = dayOf(last) - first + 1
  const starts = new Int32Array(days + 1)
  for (let row = 0; row < count; row++) {
    const at = times[row] as number
    if (!Number.isNaN(at)) starts[dayOf(at) - first + 1] = (starts[dayOf(at) - first + 1] as number) + 1
  }
  for (let day = 0; day < days; day++) starts[day + 1] = (starts[day + 1] as number) + (starts[day] as number)
  const next = starts.slice()
  const rows = new Int32Array(starts[days] as number)
  for (let row = 0; row < count; row++) {
    const at = times[row] as number
    if (Number.isNaN(at)) continue
    const day = dayOf(at) - first
    rows[next[day] as number] = row
    next[day] = (next[day] as number) + 1
  }
  return { first, starts, rows }
}

/** The rows of one day in order of time; rows of the same time as they came. */
function rowsOf({ first, starts, rows }: ByDay, day: number, times: Float64Array): Int32Array {
  const i = day - first
  if (i < 0 || i + 1 >= starts.length) return new Int32Array(0)
  const found = rows.slice(starts[i] as number, starts[i + 1] as number)
  for (let at = 1; at < found.length; at++)
    if ((times[found[at] as number] as number) < (times[found[at - 1] as number] as number))
      return found.sort((a, b) => (times[a] as number) - (times[b] as number) || a - b)
  return found
}

/**
 * Lives a log through, day by day, up to the midnight that begins the day `last`.
 * @returns what was running then, by row, and which rows began and ended since
 */
export function replay(
  history: History,
  log: Gathered,
  last: number,
): { running: (Running | undefined)[]; begun: Int32Array; ended: Int32Array; changed: Gathered['changed'] } {
  const opened = byDay(log.opened, log.count)
  const closed = byDay(log.closed, log.count)
  const changedAt = Float64Array.from(log.changed, ({ wall }) => wall)
  const changed = byDay(changedAt, changedAt.length)
  const running = new Array<Running | undefined>(log.count)
  if (opened.rows.length === 0) {
    history.today = last
    return { running, begun: new Int32Array(0), ended: new Int32Array(0), changed: [] }
  }
  history.firstDay = opened.first
  const keepFrom = last - REMEMBERED_DAYS
  const leafOfGroup = new Int32Array(log.groups.length).fill(-1)
  for (history.today = opened.first; history.today < last; history.nextDay(keepFrom)) {
    const begun = rowsOf(opened, history.today, log.opened)
    const ended = rowsOf(closed, history.today, log.closed)
    if (begun.length + ended.length === 0 && changedAt.length === 0) continue
    const admitted: Running[] = []
    for (const row of begun) {
      const group = log.group[row] as number
      if (leafOfGroup[group] === -1) leafOfGroup[group] = history.segments.leafOf(log.groups[group] ?? {})
      const request = history.admit({
        id: log.idOf(row),
        wall: log.opened[row] as number,
        leaf: leafOfGroup[group] as number,
      })
      running[row] = request
      admitted.push(request)
    }
    for (const at of rowsOf(changed, history.today, changedAt)) {
      const { row, change, wall } = log.changed[at] as Gathered['changed'][number]
      const request = running[row]
      if (request && !(wall > (log.closed[row] as number))) takeStep(history, request, change, wall)
    }
    const closings: Closing[] = []
    for (const row of ended) {
      const request = running[row]
      if (!request) continue
      closings.push({ request, wall: log.closed[row] as number, lost: log.lost.has(row) })
      running[row] = undefined
    }
    history.add(admitted, closings, history.today >= keepFrom)
  }
  return {
    running,
    begun: rowsOf(opened, last, log.opened),
    ended: rowsOf(closed, last, log.closed),
    changed: [...rowsOf(changed, last, changedAt)].map((at) => log.changed[at] as Gathered['changed'][number]),
  }
}
