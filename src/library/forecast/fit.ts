import { Gathered } from './gather.ts'
import { History } from './history.ts'
import type { Openings } from './holidays.ts'
import type { Running } from './leaf.ts'
import type { Event } from './live.ts'
import { ForecastModel } from './model.ts'
import type { LoggedRequest } from './news.ts'
import { knownOf } from './news.ts'
import { replay } from './replay.ts'
import { dayOf } from './rhythm.ts'
import { restoreModel, type StoredModel } from './stored.ts'

const DAY = 86_400_000
/** What came in before is a slip of the pen. */
const LONGEST_LOG = 200 * 365 * DAY

/** How a log is to be read. */
export interface FitOptions {
  /** Up to when the log is known, in epoch milliseconds; what lies later is not looked at. */
  readonly now: number
  /** Time zone of the firm: its days and weeks are this zone's. */
  readonly zone: string
  /** Its calendar (`kept/calendar`), for holidays. */
  readonly calendar?: Openings | undefined
  /** Names of what is known when a request comes in and is compared, the most important first. */
  readonly features: readonly string[]
}

/**
 * Lives a firm's log through in order of time and returns what it says of requests to come.
 *
 * Of an id that comes twice the last holds. A closing before the opening counts as at once; one more than a day before it
 * makes the request worthless, and it is left out, as is one without an opening.
 *
 * The method: hazards by age over the recent weeks that are alike (log-rank), in the firm's own rhythm of the week, counting
 * what is still open (Kaplan–Meier), drawn from the group above; recalibrated on what earlier quotes came to. See
 * docs/forecast.md.
 *
 * @throws {RangeError} for an unknown zone or a `now` that is no time
 */
export function fitForecast(log: Iterable<LoggedRequest>, options: FitOptions): ForecastModel {
  const { now, zone, features } = options
  if (!Number.isFinite(now)) throw new RangeError(`now: ${now} is not an instant in epoch milliseconds.`)
  const history = new History(zone, options.calendar ?? null, features)
  const { wall } = history
  const today = dayOf(wall.wallOf(now))
  const gathered = new Gathered(features, today * DAY)
  for (const request of log) {
    if (!(request.openedAt <= now && request.openedAt > now - LONGEST_LOG)) continue
    const closedAt = request.closedAt === null || !(request.closedAt <= now) ? null : request.closedAt
    if (closedAt !== null && closedAt < request.openedAt - DAY) continue
    const lostAt = request.lostAt == null || closedAt !== null || !(request.lostAt <= now) ? null : request.lostAt
    const endedAt = closedAt ?? lostAt
    const opened = wall.wallOf(request.openedAt)
    const ended = endedAt === null ? Number.NaN : wall.wallOf(endedAt)
    gathered.add(request, opened, ended < opened ? opened : ended, lostAt !== null)
    for (const change of request.changes ?? []) if (change.at <= now) gathered.tell(change, wall.wallOf(change.at))
  }
  const { running, begun, ended, changed } = replay(history, gathered, today)
  const events: Event[] = []
  for (const row of begun)
    events.push({
      id: gathered.idOf(row),
      wall: gathered.opened[row] as number,
      kind: 'opened',
      known: gathered.groups[gathered.group[row] as number] ?? knownOf({}, features),
    })
  for (const { row, change, wall: at } of changed)
    events.push({ id: gathered.idOf(row), wall: at, kind: 'changed', change })
  for (const row of ended)
    events.push({
      id: gathered.idOf(row),
      wall: gathered.closed[row] as number,
      kind: 'closed',
      lost: gathered.lost.has(row),
    })
  const open = new Map<string, Running>()
  running.forEach((request, row) => {
    if (request) open.set(gathered.idOf(row), request)
  })
  return new ForecastModel({
    history,
    running: open,
    events,
    now,
  })
}

/** A stored model; give it the calendar it was fitted with. @throws {RangeError} when another version has stored it */
fitForecast.fromJSON = (json: StoredModel, options: { readonly calendar?: Openings | undefined } = {}): ForecastModel =>
  new ForecastModel(restoreModel(json, options.calendar ?? null))
