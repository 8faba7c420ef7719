/** Weekdays, days from today, weeks, months, weekends and their ends. */
import { type Atom, type Day, type Make, PARTS } from './atom.ts'
import { type Cursor, NOTHING } from './lexemes.ts'

export function readEdge(cursor: Cursor, at: number, make: Make): Atom | undefined {
  const sense = cursor.sense(at)
  const edge = sense.end ? 'end' : sense.start ? 'start' : sense.mid ? 'mid' : undefined
  if (sense.eod) return make(at + 1, { endOfDay: true })
  if (!edge) return undefined
  let here = cursor.skip(at + 1, 3)
  const modifier = cursor.sense(here)
  if ((modifier.next || modifier.this || modifier.last) && !modifier.wk) here += 1
  const target = cursor.sense(here)
  const after = cursor.sense(here + 1)
  const weeks = target.wk ?? (target.week ? (modifier.next || after.next ? 1 : 0) : undefined)
  if (weeks !== undefined)
    return make(target.week && after.next ? here + 2 : here + 1, { day: { type: 'week', weeks, edge } })
  if (target.mo !== undefined || target.month || target.m) {
    const months = target.mo ?? (modifier.next || after.next ? 1 : 0)
    const named = target.month && after.of ? cursor.sense(here + 2).m : undefined
    if (named) return make(here + 3, { day: { type: 'month', months: 0, month: named, edge } })
    const to = target.month && after.next ? here + 2 : here + 1
    return make(to, { day: { type: 'month', months, month: target.m, edge } })
  }
  if (target.year || !target.day || edge !== 'end') return undefined
  return make(here + 1, { endOfDay: true })
}

export function readWeekday(cursor: Cursor, at: number, floor: number, make: Make): Atom | undefined {
  const sense = cursor.sense(at)
  if (sense.weekon) {
    const next = cursor.skip(at + 1, 3)
    const target = cursor.sense(next)
    const weeks = sense.weekon
    if (target.d !== undefined) return make(next + 1, { day: { type: 'offset', days: target.d + 7 * weeks } })
    if (target.w) return make(next + 1, { day: { type: 'weekday', weekday: target.w, which: 'plain', weeks } })
    return undefined
  }
  if (sense.w === undefined) return undefined
  const [earlier, later] = [cursor.sense(at - 1), cursor.sense(at + 1)]
  const isAlone = at - 1 < floor
  if (
    sense.weak &&
    (isAlone ||
      !(earlier.on || earlier.by || earlier.next || earlier.this || earlier.before || earlier.for || earlier.filler))
  ) {
    if (cursor.number(at + 1) === undefined && !later.at) return undefined
  }
  const nearBefore = earlier.filler && at - 2 >= floor ? cursor.sense(at - 2) : earlier
  const lead = isAlone ? NOTHING : { ...nearBefore, ...earlier }
  if (sense.every || lead.every)
    return make(at + 1, { day: { type: 'weekday', weekday: sense.w, which: 'plain', weeks: 0 }, recurring: true })
  if (lead.last && !lead.next)
    return make(at + 1, { day: { type: 'weekday', weekday: sense.w, which: 'last', weeks: 0 }, past: true })
  if (later.last && !later.next && !later.w)
    return make(at + 2, { day: { type: 'weekday', weekday: sense.w, which: 'last', weeks: 0 }, past: true })
  if (lead.next) return make(at + 1, { day: { type: 'weekday', weekday: sense.w, which: 'next', weeks: 0 } })
  if (later.next && !later.week && !cursor.sense(at + 2).week)
    return make(at + 2, { day: { type: 'weekday', weekday: sense.w, which: 'next', weeks: 0 } })
  if (later.week && !later.n && cursor.language.nextIsNextWeek)
    return make(at + 2, { day: { type: 'weekday', weekday: sense.w, which: 'plain', weeks: 1 } })
  return make(at + 1, { day: { type: 'weekday', weekday: sense.w, which: lead.this ? 'this' : 'plain', weeks: 0 } })
}

/** Relative days, weeks, months, weekends. */
export function readStretch(cursor: Cursor, at: number, floor: number, make: Make): Atom | undefined {
  const sense = cursor.sense(at)
  const part = PARTS.find((name) => sense[name])
  if (sense.d !== undefined) {
    const day: Day = { type: 'offset', days: sense.d }
    const isPast = sense.d < 0
    return make(at + 1, { day, ...(part ? { part } : {}), ...(isPast ? { past: true } : {}) })
  }
  if (
    sense.dayafter !== undefined &&
    (cursor.sense(at + 1).of || cursor.sense(at + 1).filler) &&
    cursor.sense(cursor.skip(at + 1)) === NOTHING
  )
    return undefined
  if (sense.dayafter !== undefined)
    return make(at + 1, { day: { type: 'following', days: sense.dayafter }, ...(part ? { part } : {}) })
  if (sense.weekafter) return make(at + 1, { day: { type: 'following', days: 7 } })
  const [earlier, later] = [at > floor ? cursor.sense(at - 1) : NOTHING, cursor.sense(at + 1)]
  if (sense.wk !== undefined)
    return make(at + 1, {
      day: { type: 'week', weeks: sense.wk, edge: undefined },
      ...(sense.wk < 0 ? { past: true } : {}),
    })
  if (sense.mo !== undefined)
    return make(at + 1, {
      day: { type: 'month', months: sense.mo, month: undefined, edge: undefined },
      ...(sense.mo < 0 ? { past: true } : {}),
    })
  const isNext = earlier.next || later.next
  const to = later.next && !earlier.next ? at + 2 : at + 1
  if ((sense.weekend || sense.week || sense.month) && (earlier.every || (earlier.filler && cursor.sense(at - 2).every)))
    return make(to, { day: { type: 'offset', days: 1 }, recurring: true })
  // "In November". Names and verbs ("en Marc", "may") are written the other way.
  const { before: said } = cursor.before(at, floor)
  const isName = cursor.lexemes[at]?.capital !== cursor.language.monthFirst
  const isNumbered = cursor.number(at + 1) !== undefined || cursor.number(at - 1) !== undefined
  if (sense.m && !sense.n && !isName && !isNumbered && (said.in || said.by || said.before))
    return make(at + 1, { day: { type: 'month', months: 0, month: sense.m, edge: undefined } })
  if (sense.weekend) {
    if (earlier.last || later.last) return make(at + 1, { day: { type: 'offset', days: -1 }, past: true })
    const { before } = cursor.before(at, floor)
    return make(to, {
      day: {
        type: 'weekend',
        weeks: isNext && cursor.language.nextIsNextWeek && !earlier.this ? 1 : 0,
        before: Boolean(before.by || before.before),
      },
    })
  }
  if (sense.week || sense.month) {
    if (earlier.last || later.last)
      return make(later.last ? at + 2 : at + 1, { day: { type: 'offset', days: -7 }, past: true })
    if (!isNext && !earlier.this && !later.this) return undefined
    const ahead = isNext ? 1 : 0
    const end = later.this && !earlier.this ? at + 2 : to
    if (sense.week) return make(end, { day: { type: 'week', weeks: ahead, edge: undefined } })
    return make(end, { day: { type: 'month', months: ahead, month: undefined, edge: undefined } })
  }
  return undefined
}
