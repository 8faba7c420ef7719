/** Stretches of time from now: "within 48 hours", "in three working days". */
import type { Atom, Make } from './atom.ts'
import type { Cursor } from './lexemes.ts'
import type { Sense } from './table.ts'

export function readWait(cursor: Cursor, at: number, before: Sense, make: Make): Atom | undefined {
  const sense = cursor.sense(at)
  if (sense.dur !== undefined) {
    const to = cursor.sense(at + 1).hourly ? at + 2 : at + 1
    if (before.for || cursor.sense(to).ago) return undefined
    const isSaid = before.within || before.in || before.by || sense.in || to > at + 1
    return make(to, isSaid ? { wait: sense.dur } : { weak: true })
  }
  if (sense.fewdays) return undefined
  // "часа через два"
  if ((sense.minute || sense.hour || sense.day || sense.week) && cursor.sense(at + 1).in) {
    const isRange = cursor.isMark(at + 3, '-') && cursor.number(at + 4) !== undefined
    const end = isRange ? at + 5 : at + 3
    const count = cursor.number(end - 1)
    const follows = cursor.sense(end)
    if (count !== undefined && !(follows.minute || follows.hour || follows.day || follows.week || follows.m))
      return make(end, waiting(count, sense))
  }
  let count = countAt(cursor, at)
  if (count === undefined) return undefined
  if (sense.week || sense.day) {
    if (before.within || before.in || before.by) return make(at + 1, waiting(sense.week ? 1 : count, sense))
    return undefined
  }
  let here = at + 1
  const joint = cursor.sense(here)
  if (joint.to || joint.or || cursor.isMark(here, '-/') || (joint.and && before.between)) {
    const second = countAt(cursor, cursor.skip(here + 1))
    if (second !== undefined && second >= count) {
      here = cursor.skip(here + 1) + 1
      count = second
    }
  }
  while (cursor.sense(here).next || (cursor.sense(here).filler && !cursor.sense(here).biz && here < at + 5)) here += 1
  let unit = cursor.sense(here)
  const isBusinessFirst = unit.biz && !unit.day
  if (isBusinessFirst) {
    here += 1
    unit = { ...cursor.sense(here), biz: 1 }
  }
  if (!(unit.minute || unit.hour || unit.day || unit.week || unit.month)) return undefined
  let to = here + 1
  if (unit.day && !unit.biz && cursor.sense(to).biz) {
    unit = { ...unit, biz: 1 }
    to += 1
  }
  if (unit.hour && unit.clocked && count <= 24 && cursor.isHour(before) && !before.within && !before.in)
    return undefined
  if (cursor.sense(to).ago || cursor.sense(to).last || before.since || before.for || cursor.sense(at - 1).last)
    return { ...make(to, {}), weak: true }
  const later = cursor.sense(to).hourly
  if (later) to += 1
  const isSaid = before.within || before.in || before.by || before.before || before.after || later
  if (cursor.sense(at - 1).every) return make(to, { day: { type: 'offset', days: 1 }, recurring: true })
  if (isSaid) return make(to, waiting(count, unit))
  if (unit.biz) return make(to, waiting(count, unit))
  if (
    unit.hour &&
    count <= 24 &&
    cursor.lexemes[here]?.text.charAt(0) === 'h' &&
    cursor.lexemes[here]?.text.length === 1
  )
    return undefined
  return { ...make(to, {}), weak: true }
}

function countAt(cursor: Cursor, at: number): number | undefined {
  const pair = cursor.lexemes[at]?.figures?.pair
  if (pair && !pair.dot && pair.second > pair.first) return pair.second
  return cursor.number(at)
}

function waiting(count: number, unit: Sense): Pick<Atom, 'wait' | 'day'> {
  if (count > 999) return {}
  if (unit.minute) return { wait: count }
  if (unit.hour) return { wait: count * 60 }
  if (unit.week) return { day: { type: 'offset', days: (unit.n ?? 1) * count * 7 } }
  if (unit.month) return { day: { type: 'months', months: count } }
  return { day: unit.biz ? { type: 'business', days: count } : { type: 'offset', days: count } }
}
