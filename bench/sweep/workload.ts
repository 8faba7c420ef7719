import type pg from 'pg'
import { type Calendar, type CalendarSpec, compileCalendar } from '#library/calendar'
import { newId } from '#platform/ids'
import { seeded } from '../calendar/workload.ts'
import { smoke } from '../support.ts'

/** A Wednesday on which all four zones are at work. */
export const NOW = Date.parse('2026-03-18T15:00:00Z')
/** What fell due since then, and not before, is newly due at NOW. */
export const BEFORE = NOW - 300_000

export const ORGANIZATIONS = smoke ? 5 : 100
const CUSTOMERS = 20
const ZONES = ['America/New_York', 'America/Chicago', 'Europe/Madrid', 'Europe/London']
/** Business seconds to answer in, by how urgent it is. */
export const BUDGETS = [1_800, 7_200, 14_400]
export const HOURS: CalendarSpec['hours'] = Object.fromEntries(
  (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => [day, [['09:00', '17:00'] as const]]),
)
export const HOLIDAYS = ['2026-01-01', '2026-01-06', '2026-04-03', '2026-05-01', '2026-05-25', '2026-12-25']

export const specs: CalendarSpec[] = ZONES.map((timeZone) => ({ timeZone, hours: HOURS, holidays: HOLIDAYS }))
const calendars: Calendar[] = specs.map(compileCalendar)

/** One open record, for Kept as for those it is compared with. */
export type Opened = {
  organization: number
  /** Which of the organization's four calendars. */
  calendar: number
  /** Which of BUDGETS. */
  urgency: number
  startedAt: number
  dueAt: number
}

/**
 * Open records in a hundred organizations on four calendars: 5 % were due long ago, 0.2 % in the last five minutes, all others
 * are due within the next business hours. The same for a seed.
 */
export function* openings(count: number, seed = 7): Generator<Opened> {
  const random = seeded(seed)
  const pick = (length: number): number => Math.floor(random() * length)
  const epoch = Date.parse('2025-09-01T00:00:00Z')
  for (let i = 0; i < count; i++) {
    const [organization, urgency, zone] = [pick(ORGANIZATIONS), pick(BUDGETS.length), pick(ZONES.length)]
    const calendar = calendars[zone]
    const budget = BUDGETS[urgency]
    if (!calendar || budget === undefined) continue
    const share = random()
    const ahead =
      share < 0.05
        ? -600 - pick(5 * 8 * 3600)
        : share < 0.052
          ? -1 - Math.floor(random() * 298)
          : 300 + Math.floor(random() * budget)
    const worked = calendar.elapsed(epoch, NOW) + ahead
    const dueAt = calendar.due(epoch, worked)
    yield { organization, calendar: zone, urgency, startedAt: calendar.due(epoch, worked - budget), dueAt }
  }
}

export type Loaded = { orgIds: string[]; calendarIds: string[][]; newlyDue: number }

const CHUNK = 10_000
const at = (ms: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(ms)
const iso = (ms: number): string => new Date(ms).toISOString()

/** Puts open promises into Kept's tables, as their making would have left them: rows, events, heads of chains. */
export async function loadPromises(owner: pg.Pool, count: number): Promise<Loaded> {
  const orgIds = Array.from({ length: ORGANIZATIONS }, () => newId(at(BEFORE)))
  const customers = orgIds.map(() => Array.from({ length: CUSTOMERS }, () => newId(at(BEFORE))))
  const calendarIds = orgIds.map(() => ZONES.map(() => newId(at(BEFORE))))
  for (const [i, orgId] of orgIds.entries()) {
    await owner.query(
      `insert into organization (id, name, country, time_zone, language, created_at)
       values ($1, 'Bench', 'US', 'America/New_York', 'en', $2)`,
      [orgId, iso(BEFORE)],
    )
    await owner.query(
      `insert into customer (org_id, id, name, kind, created_at) select $1, id, 'Bench', 'person', $3 from unnest($2::uuid[]) id`,
      [orgId, customers[i], iso(BEFORE)],
    )
    for (const [k, spec] of specs.entries())
      await owner.query(
        `insert into calendar (org_id, id, name, time_zone, hours, holidays, overrides, is_default, created_at)
         values ($1, $2, $3, $4, $5, $6, '{}', $7, $8)`,
        [
          ...[orgId, calendarIds[i]?.[k], spec.timeZone, spec.timeZone, JSON.stringify(HOURS)],
          ...[JSON.stringify(HOLIDAYS.map((date) => ({ date, name: 'Holiday' }))), k === 0, iso(BEFORE)],
        ],
      )
  }
  let newlyDue = 0
  let rows: Record<string, unknown>[] = []
  const write = async (): Promise<void> => {
    await owner.query(INSERT, [JSON.stringify(rows)])
    rows = []
  }
  for (const opened of openings(count)) {
    const { organization, calendar, urgency, startedAt, dueAt } = opened
    if (dueAt >= BEFORE && dueAt < NOW) newlyDue++
    const id = newId(at(startedAt))
    rows.push({
      org: orgIds[organization],
      id,
      event: newId(at(startedAt)),
      customer: customers[organization]?.[rows.length % CUSTOMERS],
      calendar: calendarIds[organization]?.[calendar],
      about: `request:${newId(at(startedAt))}`,
      seconds: BUDGETS[urgency],
      started: iso(startedAt),
      due: iso(dueAt),
      broken: dueAt < BEFORE,
    })
    if (rows.length === CHUNK) await write()
  }
  if (rows.length > 0) await write()
  await owner.query('vacuum analyze promise, event')
  return { orgIds, calendarIds, newlyDue }
}

const INSERT = `
  with given as materialized (
    select * from jsonb_to_recordset($1) as g (org uuid, id uuid, event uuid, customer uuid, calendar uuid, about text,
      seconds int, started timestamptz, due timestamptz, broken boolean)
  ), made as (
    insert into promise (org_id, id, chain_id, kind, wording, language, beneficiary, customer_id, about, basis, state, consent,
      made_at, due_at, next_check_at, ended_at, clock, caveats, followed, chain_seq, chain_hash, calendar_id, tz_revision)
    select org, id, id, 'answer', 'You will have an answer from us by then.', 'en', 'customer', customer, about, 'policy',
      case when broken then 'broken' else 'open' end, 'not_asked', started, due, case when broken then null else due end,
      case when broken then due end,
      jsonb_build_object('type', 'counted', 'calendarId', calendar, 'calendarVersion', 1, 'tzRevision', 'bench', 'startAt', started,
        'duration', jsonb_build_object('unit', 'business_seconds', 'n', seconds), 'pauses', '[]'::jsonb),
      '[]', true, 1, sha256(id::text::bytea), calendar, 'bench'
    from given
  )
  insert into event (org_id, id, at, type, subject, about, actor_kind, actor_id, data, stream, stream_seq, previous_hash, hash)
  select org, event, started, 'promise.made', 'promise:' || id, about, 'system', 'clock',
    jsonb_build_object('kind', 'answer', 'basis', 'policy', 'state', 'open', 'dueAt', due), id, 1, '\\x00', sha256(id::text::bytea)
  from given`

/** What was newly due is due again. No vacuum: it would make every connection plan its statements anew in the next round. */
export async function undoSweep(owner: pg.Pool): Promise<void> {
  await owner.query(
    `update promise set state = 'open', next_check_at = due_at, ended_at = null where state = 'broken' and due_at >= $1`,
    [iso(BEFORE)],
  )
}
