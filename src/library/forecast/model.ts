import { type Basis, basisOf, type State, stateOf } from './basis.ts'
import { chanceKept, type LastStep, whenChance } from './chance.ts'
import type { History } from './history.ts'
import type { Running } from './leaf.ts'
import { addEvents, type Event, inOrder, liveUntil } from './live.ts'
import { Moment } from './moment.ts'
import { type Asked, knownOf, type News } from './news.ts'
import type { Change } from './progress.ts'
import { curvePoints, type Quote, quote } from './quote.ts'
import { type StoredModel, storeModel } from './stored.ts'

const DAY = 86_400_000

/** What a firm's log says of requests to come. Made by `fitForecast`. */
export class ForecastModel {
  readonly #history: History
  /** Open at the last midnight, by id. */
  readonly #running: Map<string, Running>
  /** What has happened since. */
  #events: Event[]
  #now: number
  #moment: Moment | null = null

  constructor(state: { history: History; running: Map<string, Running>; events: Event[]; now: number }) {
    this.#history = state.history
    this.#running = state.running
    this.#events = inOrder(state.events)
    this.#now = state.now
  }

  /** Up to when the log has been taken in; epoch milliseconds. */
  get now(): number {
    return this.#now
  }

  /** How ripe it is. */
  get state(): State {
    return stateOf(this.#at().history)
  }

  /**
   * The instant by which such requests end with each confidence, counted from when it came in; null with a reason where
   * the firm's history does not reach so far. With a `now` later than that: given that it is still open then.
   * @throws {RangeError} for a confidence outside (0, 1)
   */
  quote(
    request: Asked,
    options: { readonly confidence: readonly number[]; readonly now?: number | undefined },
  ): Quote[] {
    return quote(this.#at(), request, options)
  }

  /**
   * The probability that a request which is open at `now` ends by `dueAt`. Where its changes are known (its own, or those
   * told of its id) the clock starts again at the last one. null: nothing has ever been closed.
   */
  chanceKept(request: Asked, { dueAt, now }: { readonly dueAt: number; readonly now: number }): number | null {
    const moment = this.#at()
    return chanceKept(moment, request, { dueAt, now, last: this.#lastStep(request, now) })
  }

  /**
   * The earliest instant from `now` on at which `chanceKept` has come down to `chance`, if it is still open then; at the
   * latest `dueAt`. Read off the curve, not searched for. null: nothing has ever been closed.
   */
  whenChance(
    request: Asked,
    { dueAt, chance, now }: { readonly dueAt: number; readonly chance: number; readonly now: number },
  ): number | null {
    return whenChance(this.#at(), request, { dueAt, chance, now, last: this.#lastStep(request, now) })
  }

  /** The chance of having ended by an instant, given that it is open at `now`: up to 60 points at equal steps of chance. */
  curve(request: Asked, { now }: { readonly now: number }): { at: number; chance: number }[] {
    return curvePoints(this.#at(), request, now)
  }

  /**
   * Takes in what has happened since; the model then is the one that a fit of the whole log would give. An opening told
   * twice counts once, the end of a request that is not open is passed over, and so is what lies after `now`.
   */
  update(news: News, { now }: { readonly now: number }): this {
    const until = Math.max(now, this.#now)
    const { wall, segments } = this.#history
    const events: Event[] = this.#events.slice()
    const close = (id: string, closedAt: number, openedAt: number, lost: boolean): void => {
      if (closedAt <= until && closedAt >= openedAt - DAY)
        events.push({ id, wall: wall.wallOf(Math.max(openedAt, closedAt)), kind: 'closed', lost })
    }
    const change = (id: string, one: Change): void => {
      if (one.at <= until) events.push({ id, wall: wall.wallOf(one.at), kind: 'changed', change: one })
    }
    for (const request of news.opened ?? []) {
      if (!(request.openedAt <= until)) continue
      if (request.closedAt !== null && request.closedAt < request.openedAt - DAY) continue
      events.push({
        id: request.id,
        wall: wall.wallOf(request.openedAt),
        kind: 'opened',
        known: knownOf(request, segments.features),
      })
      for (const one of request.changes ?? []) change(request.id, one)
      const endedAt = request.closedAt ?? request.lostAt ?? null
      if (endedAt !== null) close(request.id, endedAt, request.openedAt, request.closedAt === null)
    }
    for (const { id, closedAt, lost = false } of news.closed ?? []) close(id, closedAt, Number.NEGATIVE_INFINITY, lost)
    for (const one of news.changed ?? []) change(one.id, one)
    this.#events = liveUntil(this.#history, this.#running, events, wall.wallOf(until))
    this.#now = until
    this.#moment = null
    return this
  }

  /** What quotes over requests of all kinds rest on. */
  basis(): Basis {
    return basisOf(this.#at(), 0)
  }

  /** Everything the model knows, as JSON; `fitForecast.fromJSON` reads it. The calendar is not in it. */
  toJSON(): StoredModel {
    return storeModel(this.#history, this.#events, this.#now)
  }

  /** The last thing that happened to a request by `now`, as far as the question or the model says. */
  #lastStep(request: Asked, now: number): LastStep | null {
    const { progress, wall } = this.#history
    const told = request.changes as readonly Change[] | undefined
    if (told) {
      const changes = told.filter(({ at }) => at <= now)
      const last = changes.at(-1)
      return last ? { at: last.at, node: progress.find(last, changes.length) } : null
    }
    if (request.id === undefined) return null
    const steps = this.#running.get(request.id)?.steps ?? []
    const today = this.#events.filter(({ id, kind }) => id === request.id && kind === 'changed')
    const last = today.at(-1)
    if (last?.kind === 'changed')
      return { at: last.change.at, node: progress.find(last.change, steps.length + today.length) }
    const step = steps.at(-1)
    return step ? { at: wall.instantOf(step.wall), node: step.leaf } : null
  }

  #at(): Moment {
    if (this.#moment) return this.#moment
    let history = this.#history
    if (this.#events.length > 0) {
      history = history.fork()
      // Changes are left for midnight: what is open is shared with the history that has not had this day yet.
      const settled = this.#events.filter(({ kind }) => kind !== 'changed')
      addEvents(history, new Map(this.#running), settled, true)
    }
    this.#moment = new Moment(history, this.#now)
    return this.#moment
  }
}
