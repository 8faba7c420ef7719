/** Dates by their numbers: "14 March", "the 14th", "14/3", "12–14 May". */
import type { Atom, Day, Make } from './atom.ts'
import { type Cursor, type Lexeme, NOTHING } from './lexemes.ts'
import type { Sense } from './table.ts'

export function readDate(cursor: Cursor, at: number, before: Sense, make: Make): Atom | undefined {
  const { figures, sense } = cursor.lexemes[at] as Lexeme
  if (figures?.date) return make(at + 1, { day: { type: 'date', ...figures.date, year: figures.date.year } })
  if (figures?.pair) return pairDate(cursor, at, before, make)
  if (sense.m && !sense.n) {
    const day = cursor.number(at + 1)
    if (day === undefined || day < 1 || day > 31) return undefined
    if (!(cursor.lexemes[at + 1]?.figures && cursor.sense(at + 2).m === undefined)) return undefined
    return withYear(cursor, at + 2, sense.m, day, make)
  }
  const day = cursor.number(at)
  if (day === undefined || day < 1 || day > 31) return undefined
  let here = cursor.skip(at + 1)
  if (cursor.sense(here).dayno && cursor.sense(here + 1).m) here += 1
  const month = cursor.sense(here).m
  if (month) return withYear(cursor, here + 1, month, day, make)
  const joint = cursor.sense(at + 1)
  if (joint.to || joint.and || joint.or || cursor.isMark(at + 1, '-')) {
    const second = cursor.skip(at + 2)
    const last = cursor.number(second)
    const late = cursor.skip(second + 1)
    const lastMonth = cursor.sense(late).m
    if (last !== undefined && last >= day && last <= 31 && lastMonth) {
      const to = withYear(cursor, late + 1, lastMonth, last, make)
      const first: Day = { type: 'date', year: undefined, month: lastMonth, day }
      return { ...to, day: { type: 'range', first, last: to.day as Day } }
    }
  }
  if (cursor.sense(at + 1).thing) return undefined
  if (cursor.sense(at + 1).dayno) return make(at + 2, { day: { type: 'number', day } })
  const isNamed = cursor.sense(at - 1).dayno || (cursor.sense(at - 1).filler && cursor.sense(at - 2).dayno)
  if (isNamed && !cursor.sense(at + 1).hour) return make(at + 1, { day: { type: 'number', day } })
  if (figures?.ordinal && !(cursor.sense(at + 1).w && !cursor.sense(at + 1).weak && cursor.sense(at + 2).of)) {
    const unknown = cursor.lexemes[at + 1]
    if (unknown && unknown.sense === NOTHING && /^\p{L}/u.test(unknown.text) && !hasDayBefore(cursor, at)) {
      const { from } = cursor.before(at, 0)
      if (from === at) return undefined
    }
    return make(at + 1, { day: { type: 'number', day } })
  }
  // "Friday 13", "viernes 13"
  if (
    figures &&
    hasDayBefore(cursor, at) &&
    !cursor.isHour(before) &&
    !before.at &&
    !before.from &&
    !before.between &&
    !isClockTail(cursor, at + 1)
  )
    return make(at + 1, { day: { type: 'number', day } })
  return undefined
}

function hasDayBefore(cursor: Cursor, at: number): boolean {
  const here = cursor.isMark(at - 1, ',') ? at - 2 : at - 1
  return (
    cursor.sense(here).w !== undefined ||
    (cursor.sense(here).filler !== undefined && cursor.sense(here - 1).w !== undefined)
  )
}

function isClockTail(cursor: Cursor, at: number): boolean {
  const sense = cursor.sense(at)
  return Boolean(sense.oclock || sense.am || sense.pm || sense.hour || sense.to) || cursor.isMark(at, '-')
}

function withYear(cursor: Cursor, at: number, month: number, day: number, make: Make): Atom {
  const here = cursor.isMark(at, ',') ? at + 1 : cursor.skip(at)
  const year = cursor.lexemes[here]?.figures?.number
  if (year !== undefined && year >= 2000 && year <= 2199) {
    const to = cursor.sense(here + 1).year ? here + 2 : here + 1
    return make(to, { day: { type: 'date', year, month, day } })
  }
  return make(at, { day: { type: 'date', year: undefined, month, day } })
}

function pairDate(cursor: Cursor, at: number, before: Sense, make: Make): Atom | undefined {
  const pair = cursor.lexemes[at]?.figures?.pair
  if (!pair || cursor.sense(at + 1).thing) return undefined
  const { first, second, dot, wide } = pair
  const isClock = dot && wide && first <= 24 && second <= 59
  const after = cursor.sense(at + 1)
  if (
    isClock &&
    (second > 12 || second === 0 || before.hours || before.at || after.oclock || after.hour || after.am || after.pm)
  )
    return undefined
  if (isClock && cursor.isMark(at + 1, '-')) return undefined
  const flip = (cursor.monthFirst && first <= 12) || (first <= 12 && second > 12)
  const [day, month] = flip ? [second, first] : [first, second]
  if (day < 1 || day > 31 || month < 1 || month > 12) return undefined
  if (dot && !wide && !hasDayBefore(cursor, at) && !before.by && !before.on && !before.at) return undefined
  return make(at + 1, { day: { type: 'date', year: undefined, month, day } })
}
