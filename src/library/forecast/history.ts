import { lasting } from './curve.ts'
import { Curves } from './curves.ts'
import { Holidays, type Openings } from './holidays.ts'
import { Housekeeping } from './housekeeping.ts'
import { type Ages, agesOf, Leaf, type Mark, type Running, together } from './leaf.ts'
import { WallClock } from './local-time.ts'
import { isKept } from './marks.ts'
import { Progress } from './progress.ts'
import { Past, REMEMBERED_DAYS } from './recalibration.ts'
import { DAY, dayOf, hourOfWeek, Rhythm } from './rhythm.ts'
import { Segments } from './segments.ts'

const RHYTHM_DAYS = 120
const HOUR = 3_600_000

export interface Opening {
  readonly id: string
  readonly wall: number
  readonly leaf: number
}

export interface Closing {
  readonly request: Running
  readonly wall: number
  /** It did not end: nothing is known of it from then on. */
  readonly lost: boolean
}

/**
 * A firm's log as far as one local midnight: what is kept of it, and how a day is added. Nothing here knows what comes
 * later, and a day added to what is kept gives the same as the whole log from the start.
 */
export class History {
  readonly wall: WallClock
  readonly holidays: Holidays
  segments: Segments
  /** By segment; only finest ones have running requests. */
  leaves = new Map<number, Leaf>()
  past = new Past()
  progress = new Progress()
  housekeeping = new Housekeeping()
  rhythm = Rhythm.flat()
  /** Completions by hour of the day, of the last 120 days. */
  hours: { day: number; counts: number[] }[] = []
  /** The kept midnights. */
  marks: Mark[] = []
  firstDay = Number.POSITIVE_INFINITY
  /** The local day that is next to be added. */
  today = Number.NEGATIVE_INFINITY
  /** Operating time that has passed until its midnight. */
  position = 0
  seen = 0
  completions = 0
  #forked: Set<number> | null = null
  #ages: { position: number; of: ReadonlyMap<number, Ages> } | null = null

  constructor(zone: string, calendar: Openings | null, features: readonly string[]) {
    this.wall = new WallClock(zone)
    this.holidays = new Holidays(this.wall, calendar)
    this.segments = new Segments(features)
  }

  /** A copy that can take a part of a day while this one stays as it is. */
  fork(): History {
    const copy = new History(this.wall.zone, null, [])
    Object.assign(copy, this)
    copy.leaves = new Map(this.leaves)
    copy.past = this.past.fork()
    copy.progress = this.progress.fork()
    copy.housekeeping = this.housekeeping.fork()
    copy.#forked = new Set()
    return copy
  }

  /** Operating position of a time: exactly on the day that is being added, by today's rhythm on other days. */
  positionOf(wall: number): number {
    const day = dayOf(wall)
    let position = this.position
    for (let ahead = this.today; ahead < day; ahead++) position += this.rhythm.ofDay(ahead, this.holidays.has(ahead))
    for (let back = this.today; back > day; back--) {
      if (this.today - back > 1_500) return position - (this.today - 1_500 - day) * DAY
      position -= this.rhythm.ofDay(back - 1, this.holidays.has(back - 1))
    }
    return position + this.rhythm.sinceMidnight(wall, day, this.holidays.has(day))
  }

  /** Adds what happened on `today`, in order of time. `scored`: recalibration will look at what came in. */
  add(running: readonly Running[], closings: readonly Closing[], scored: boolean): void {
    if (scored) {
      const curves = new Curves(this, this.position)
      for (const request of running) request.curve = curves.of(request.leaf)
    }
    for (const request of running) {
      const path = this.segments.pathOf(request.leaf)
      for (let i = 0; i < path.length; i++)
        this.#leaf(path[i] as number).countOpening(request.from, request.day, this.marks)
      this.#leaf(request.leaf).admit(request)
    }
    this.#ages = null
    this.seen += running.length
    this.#end(closings)
  }

  /** A request as it comes in. */
  admit({ id, wall, leaf }: Opening): Running {
    return { id, wall, leaf, from: this.positionOf(wall), day: dayOf(wall), curve: null, steps: [] }
  }

  /** The ages of what runs at a position, by group. */
  agesAt(position: number): ReadonlyMap<number, Ages> {
    if (this.#ages?.position === position) return this.#ages.of
    const of = new Map<number, Ages>()
    const within = new Map<number, Ages[]>()
    for (const [node, { begins }] of this.leaves) {
      if (begins.length === 0) continue
      const ages = agesOf(begins, position)
      for (const above of this.segments.pathOf(node)) {
        const list = within.get(above)
        if (list) list.push(ages)
        else within.set(above, [ages])
      }
    }
    for (const [node, ages] of within) of.set(node, together(ages))
    this.#ages = { position, of }
    return of
  }

  #end(closings: readonly Closing[]): void {
    if (closings.length === 0) return
    this.#ages = null
    const old = new Map<number, number[]>()
    for (const { request, wall, lost } of closings) {
      if (lost) continue
      const days = (wall - request.wall) / DAY
      if (!Housekeeping.isOld(days)) continue
      const category = this.segments.categoryOf(request.leaf)
      const ages = old.get(category)
      if (ages) ages.push(days)
      else old.set(category, [days])
    }
    const bulk = new Set<number>()
    for (const [category, ages] of old) if (this.housekeeping.judge(category, this.today, ages)) bulk.add(category)
    const hours = new Array<number>(24).fill(0)
    for (const { request, wall, lost } of closings) {
      const category = this.segments.categoryOf(request.leaf)
      const completed = !lost && !(bulk.has(category) && Housekeeping.isOld((wall - request.wall) / DAY))
      const age = Math.max(0, this.positionOf(wall) - request.from)
      const day = Math.min(this.today, dayOf(wall))
      const path = this.segments.pathOf(request.leaf)
      for (let i = 0; i < path.length; i++)
        this.#leaf(path[i] as number).countEnd(request.from, age, completed, day, this.marks)
      this.#leaf(request.leaf).dismiss(request)
      if (request.steps.length > 0) this.progress.end(request.steps, request.from + age, completed)
      if (request.curve)
        this.past.add(request.day, request.leaf, request.curve, 1 - lasting(request.curve, age), completed)
      if (!completed) continue
      this.completions++
      if (wall - request.wall >= HOUR) {
        const hour = Math.floor(hourOfWeek(wall)) % 24
        hours[hour] = (hours[hour] as number) + 1
      }
    }
    this.hours = [...this.hours.filter(({ day }) => day > this.today - RHYTHM_DAYS), { day: this.today, counts: hours }]
  }

  /** Ends the day. `keepFrom`: the earliest day at which anything will be asked. */
  nextDay(keepFrom: number): void {
    this.position += this.rhythm.ofDay(this.today, this.holidays.has(this.today))
    this.today++
    if (this.today % 7 === 0) this.#refitRhythm()
    this.past.forget(this.today - REMEMBERED_DAYS)
    if (this.today % 7 === 0) this.#forgetCurves()
    if (!isKept(this.today, Math.max(this.today, keepFrom))) return
    this.marks = [
      ...this.marks.filter(({ day }) => isKept(day, this.today)),
      { day: this.today, position: this.position },
    ]
    for (const [node, ages] of this.agesAt(this.position)) this.leaves.get(node)?.mark(this.today, ages)
  }

  #refitRhythm(): void {
    const week = new Float64Array(168)
    for (const { day, counts } of this.hours) {
      if (day <= this.today - RHYTHM_DAYS) continue
      const from = hourOfWeek(day * DAY)
      counts.forEach((n, hour) => {
        week[from + hour] = (week[from + hour] as number) + n
      })
    }
    this.rhythm = Rhythm.fit(week)
  }

  #forgetCurves(): void {
    const before = this.today - REMEMBERED_DAYS
    for (const { running } of this.leaves.values())
      for (const request of running) {
        if (request.day >= before) break
        request.curve = null
      }
  }

  #leaf(index: number): Leaf {
    let leaf = this.leaves.get(index)
    if (!leaf) {
      leaf = new Leaf()
      this.leaves.set(index, leaf)
      this.#forked?.add(index)
    } else if (this.#forked && !this.#forked.has(index)) {
      leaf = leaf.fork()
      this.leaves.set(index, leaf)
      this.#forked.add(index)
    }
    return leaf
  }
}
