import type { Calendar } from '#library/calendar'
import type { ClockPause } from './clock.ts'
import { pausesOf } from './clock.ts'
import type { Duration } from './duration.ts'
import type { PreviewRow } from './preview-queries.ts'
import { endangers, type Running, rederive } from './rederivation.ts'

type Found = { id: string; dueMs: number; wasMs: number }

/** Counts what a calendar as it would be makes of running promises, and keeps the soonest of those to be shown. */
export class PreviewCount {
  readonly counts = { running: 0, moveSilently: 0, earlier: 0, later: 0, toldAffected: 0, inDanger: 0, paused: 0 }
  readonly #calendar: Calendar
  readonly #durations = new Map<string, Duration>()
  readonly #endangered: Soonest
  readonly #silent: Soonest

  constructor(calendar: Calendar, most: { inDanger: number; silent: number }) {
    this.#calendar = calendar
    this.#endangered = new Soonest(most.inDanger)
    this.#silent = new Soonest(most.silent)
  }

  add(row: PreviewRow): void {
    const { counts } = this
    counts.running++
    const promise = this.#runningOf(row)
    if (!promise) return
    const result = rederive(promise, this.#calendar)
    if (result.what === 'stands') counts.paused++
    if (result.what !== 'moves' && result.what !== 'differs') return
    if (result.dueMs > promise.dueMs) counts.later++
    else counts.earlier++
    const found = { id: row.id, dueMs: result.dueMs, wasMs: promise.dueMs }
    if (result.what === 'moves') {
      counts.moveSilently++
      this.#silent.offer(found)
      return
    }
    counts.toldAffected++
    if (!endangers(result, promise.dueMs)) return
    counts.inDanger++
    this.#endangered.offer(found)
  }

  inDanger(): readonly Found[] {
    return this.#endangered.list
  }

  silent(): readonly Found[] {
    return this.#silent.list
  }

  #runningOf(row: PreviewRow): Running | null {
    const duration = this.#durationOf(row)
    if (duration === null) return null
    const pauses = row.pauses === null ? [] : (JSON.parse(row.pauses) as ClockPause[])
    const startMs = Math.floor(row.start)
    return {
      startMs,
      duration,
      pauses: pauses.length === 0 ? [] : pausesOf({ pauses }, startMs),
      dueMs: Math.floor(row.due),
      windowFromMs: row.window_from,
      answerByMs: row.answer_by,
      told: row.told,
      paused: row.paused,
    }
  }

  /** Few durations, many promises: each text is read once. */
  #durationOf({ duration, seconds }: PreviewRow): Duration | null {
    if (duration === null) return seconds === null ? null : { unit: 'business_seconds', n: seconds }
    const known = this.#durations.get(duration)
    if (known) return known
    const read = JSON.parse(duration) as Duration
    this.#durations.set(duration, read)
    return read
  }
}

/** The few that were due soonest, in order. */
class Soonest {
  readonly list: Found[] = []
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  offer(found: Found): void {
    const { list } = this
    if (list.length === this.#most && found.wasMs >= (list.at(-1)?.wasMs ?? 0)) return
    const at = list.findIndex((other) => other.wasMs > found.wasMs)
    list.splice(at < 0 ? list.length : at, 0, found)
    if (list.length > this.#most) list.pop()
  }
}
