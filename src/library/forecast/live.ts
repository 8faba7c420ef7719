import type { Closing, History } from './history.ts'
import type { Running } from './leaf.ts'
import type { Change, Step } from './progress.ts'
import { REMEMBERED_DAYS } from './recalibration.ts'
import { dayOf } from './rhythm.ts'
import type { Known } from './segments.ts'

/** Something that happened; wall-clock milliseconds. */
export type Event = { readonly id: string; readonly wall: number } & (
  | { readonly kind: 'opened'; readonly known: Known }
  | { readonly kind: 'closed'; readonly lost: boolean }
  | { readonly kind: 'changed'; readonly change: Change }
)

/** In order of time, and at the same time in the order in which things happen to a request. */
const ORDER = { opened: 0, changed: 1, closed: 2 }
export const inOrder = (events: readonly Event[]): Event[] =>
  events.toSorted((a, b) => a.wall - b.wall || ORDER[a.kind] - ORDER[b.kind])

/**
 * Adds events of the day that is being added, or late news of earlier days: these go where they belong, but the curves
 * that requests were quoted by in between stay what they were.
 */
export function addEvents(
  history: History,
  running: Map<string, Running>,
  events: readonly Event[],
  scored: boolean,
): void {
  const admitted: Running[] = []
  const closings: Closing[] = []
  for (const event of events) {
    if (event.kind === 'opened') {
      if (running.has(event.id)) continue
      const request = history.admit({ id: event.id, wall: event.wall, leaf: history.segments.leafOf(event.known) })
      running.set(event.id, request)
      admitted.push(request)
      continue
    }
    const request = running.get(event.id)
    if (!request) continue
    if (event.kind === 'closed') {
      running.delete(event.id)
      closings.push({ request, wall: Math.max(event.wall, request.wall), lost: event.lost })
    } else takeStep(history, request, event.change, event.wall)
  }
  history.add(admitted, closings, scored)
}

/** Adds a change to what is known of an open request. */
export function takeStep(history: History, request: Running, change: Change, wall: number): void {
  const leaf = history.progress.leafOf(change, request.steps.length + 1)
  const step: Step = { wall, from: history.positionOf(wall), leaf }
  request.steps = [...request.steps, step]
}

/** Brings a history to the midnight before `wall`, with the events up to then. Returns those that came later. */
export function liveUntil(
  history: History,
  running: Map<string, Running>,
  events: readonly Event[],
  wall: number,
): Event[] {
  const today = dayOf(wall)
  const ordered = inOrder(events)
  if (!Number.isFinite(history.firstDay)) {
    const first = ordered.find(({ kind }) => kind === 'opened')
    if (!first) return []
    history.firstDay = dayOf(first.wall)
    history.today = Math.min(history.firstDay, today)
  }
  let next = 0
  while (history.today < today) {
    let end = next
    while (end < ordered.length && dayOf((ordered[end] as Event).wall) <= history.today) end++
    if (end > next) addEvents(history, running, ordered.slice(next, end), history.today >= today - REMEMBERED_DAYS)
    next = end
    history.nextDay(history.today)
  }
  return ordered.slice(next)
}
