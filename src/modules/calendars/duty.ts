import { type Calendar, compileCalendar, weekdays } from '#library/calendar'
import type { CalendarHours } from './schemas.ts'

/** Somebody's usual week; a member may stand in it more than once. */
export type RotaEntry = { memberId: string; hours: CalendarHours }

/** What differs from the usual week. Of several that cover an instant, the one entered last holds. Epoch milliseconds. */
export type DutyChange = { memberId: string; kind: 'on' | 'off'; fromMs: number; toMs: number }

export type DutyPlan = {
  /** The team's calendar: its zone is the rota's, its openings are when somebody should be on duty. */
  calendar: Calendar
  /** Who is in the team now. Nobody else is ever on duty, whatever rota and changes say. */
  memberIds: readonly string[]
  rota: readonly RotaEntry[]
  /** In the order in which they were entered. */
  changes: readonly DutyChange[]
}

/** Somebody is on duty from, to; or nobody is while the calendar is open: a gap. Epoch milliseconds. */
export type DutySpan = { fromMs: number; toMs: number; memberIds: string[] }

export type Duty = {
  /** Who is on duty at an instant, in the order of the rota. */
  at(ms: number): string[]
  /** Where `[fromMs, toMs)` has somebody on duty or a gap, in order of time; neighbours differ in who is on duty. */
  spans(fromMs: number, toMs: number): DutySpan[]
  /** Who is on duty first at or after an instant, and from when; null where nobody ever is again. */
  next(ms: number): { memberId: string; atMs: number } | null
}

type Base = Pick<Calendar, 'isOpen' | 'nextOpen' | 'nextClose' | 'elapsed'>

/** The weeks of a rota, compiled: a member's week is a calendar without holidays, in the zone of the team's calendar. */
export function compileRota(rota: readonly RotaEntry[], timeZone: string): Map<string, Calendar> {
  const weeks = new Map<string, CalendarHours>()
  for (const { memberId, hours } of rota) {
    const week: CalendarHours = { ...weeks.get(memberId) }
    for (const day of weekdays) if (hours[day]) week[day] = [...(week[day] ?? []), ...hours[day]]
    if (weekdays.some((day) => week[day]?.some(([from, to]) => from !== to))) weeks.set(memberId, week)
  }
  return new Map([...weeks].map(([memberId, hours]) => [memberId, compileCalendar({ timeZone, hours })]))
}

/**
 * Who is on duty when: the usual week, minus absences, plus extra duty. Where the rota has no hours at all, every member
 * is on duty while the team's calendar is open. The rota knows no holidays: a team for emergencies works on them.
 *
 * A pure function of the plan; `rota` may be given compiled, as it is the costly part.
 * @throws CalendarError for instants outside 1970–2200
 */
export function dutyOf(plan: DutyPlan, rota = compileRota(plan.rota, plan.calendar.timeZone)): Duty {
  const present = new Set(plan.memberIds)
  // A rota of people who have all left is still a rota: the gaps show.
  const order = [...new Set([...rota.keys(), ...plan.memberIds])].filter((id) => present.has(id))
  const changes = Map.groupBy(plan.changes, ({ memberId }) => memberId)
  const people = order.map((id) => ({
    id,
    base: rota.size === 0 ? plan.calendar : (rota.get(id) ?? null),
    changes: changes.get(id) ?? [],
  }))
  const at = (ms: number): string[] => people.filter((person) => isOn(person, ms)).map(({ id }) => id)
  return {
    at,
    spans(fromMs, toMs) {
      const edges = new Set<number>([fromMs])
      for (const edge of edgesOf(plan.calendar, fromMs, toMs)) edges.add(edge)
      for (const { base, changes } of people) {
        if (base && base !== plan.calendar) for (const edge of edgesOf(base, fromMs, toMs)) edges.add(edge)
        for (const change of changes)
          for (const edge of [change.fromMs, change.toMs]) if (edge > fromMs && edge < toMs) edges.add(edge)
      }
      const order = [...edges].sort((a, b) => a - b)
      const spans: DutySpan[] = []
      for (const [i, start] of order.entries()) {
        if (start >= toMs) break
        const memberIds = at(start)
        if (memberIds.length === 0 && !plan.calendar.isOpen(start)) continue
        const end = order[i + 1] ?? toMs
        const last = spans.at(-1)
        if (last?.toMs === start && sameIds(last.memberIds, memberIds)) last.toMs = end
        else spans.push({ fromMs: start, toMs: end, memberIds })
      }
      return spans
    },
    next(ms) {
      let first: { memberId: string; atMs: number } | null = null
      for (const person of people) {
        const atMs = nextOn(person, ms)
        if (atMs !== null && (first === null || atMs < first.atMs)) first = { memberId: person.id, atMs }
      }
      return first
    },
  }
}

type Person = { base: Base | null; changes: readonly DutyChange[] }

const isOn = ({ base, changes }: Person, ms: number): boolean => {
  const last = changes.findLast(({ fromMs, toMs }) => fromMs <= ms && ms < toMs)
  return last ? last.kind === 'on' : (base?.isOpen(ms) ?? false)
}

/** The least instant from `ms` on at which somebody is on duty. */
function nextOn(person: Person, ms: number): number | null {
  let at = ms
  for (;;) {
    if (isOn(person, at)) return at
    const edges = person.changes.flatMap(({ fromMs, toMs }) => [fromMs, toMs]).filter((edge) => edge > at)
    const opens = person.base && !person.base.isOpen(at) ? openingAfter(person.base, at) : null
    const next = Math.min(...edges, opens ?? Number.POSITIVE_INFINITY)
    if (next === Number.POSITIVE_INFINITY) return null
    at = next
  }
}

/** The openings and closings strictly between two instants. */
function* edgesOf(base: Base, fromMs: number, toMs: number): Generator<number> {
  let at = fromMs
  for (;;) {
    const open = base.isOpen(at)
    // What stays as it is until the end is not followed further: it may do so for centuries.
    if (base.elapsed(at, toMs) * 1000 === (open ? toMs - at : 0)) return
    const edge = open ? base.nextClose(at) : base.nextOpen(at)
    if (edge >= toMs) return
    yield edge
    at = edge
  }
}

/** The next opening; null where a calendar that opens on single dates only has opened for the last time. */
function openingAfter(base: Base, ms: number): number | null {
  try {
    return base.nextOpen(ms)
  } catch {
    return null
  }
}

const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, i) => id === b[i])
