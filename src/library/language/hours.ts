/** Times of day: "at 3", "15h30", "half past nine", "dos quarts de deu", "between 9 and 11". */
import { type Atom, type Hour, type Make, PARTS } from './atom.ts'
import { type Cursor, NOTHING } from './lexemes.ts'
import type { Sense } from './table.ts'

interface ReadHour {
  readonly hour: Hour
  readonly to: number
  readonly plain: boolean
  readonly half: 'am' | 'pm' | undefined
}

export function readClock(cursor: Cursor, at: number, before: Sense, make: Make): Atom | undefined {
  const first = hourAt(cursor, at)
  if (!first) return undefined
  let joint = first.to
  while (cursor.sense(joint).filler && !cursor.sense(joint).to && joint < first.to + 1) joint += 1
  const link = cursor.sense(joint)
  const isRange = link.to || cursor.isMark(joint, '-') || (before.between && link.and) || (before.from && link.by)
  const next = isRange ? hourAfter(cursor, joint + 1) : undefined
  if (next && (before.from || before.between || before.hours || first.plain || next.plain || link.by))
    return spanOf(first, next, make, false)
  if (next && (link.to || cursor.isMark(joint, '-'))) return spanOf(first, next, make, !cursor.isHour(before))
  const after = cursor.sense(first.to)
  if (after.thing || (after.m && !after.weak)) return undefined
  const isSaid = first.plain || cursor.isHour(before)
  if (!isSaid) {
    if (before.on || before.from || before.between || before.by) return make(first.to, { hour: first.hour, weak: true })
    return undefined
  }
  const follower = cursor.lexemes[first.to]
  const isNameAfter = !first.plain && follower?.capital && follower.sense === NOTHING && !before.hours
  return make(first.to, { hour: first.hour, ...(isNameAfter ? { weak: true } : {}) })
}

function spanOf(first: ReadHour, next: ReadHour, make: Make, weak: boolean): Atom {
  // "9-11h", "from 2 to 4 pm"
  const half = next.half && !first.half && first.hour.minutes < 720 && first.hour.minutes + 720 <= next.hour.minutes
  const start = half && next.half === 'pm' ? { minutes: first.hour.minutes + 720, sure: true } : first.hour
  return make(next.to, { first: start, hour: next.hour, ...(weak ? { weak: true } : {}) })
}

function hourAfter(cursor: Cursor, at: number): ReadHour | undefined {
  let here = at
  while (
    here < at + 4 &&
    (cursor.sense(here).filler || cursor.sense(here).hours || cursor.sense(here).at || cursor.sense(here).to) &&
    !hourAt(cursor, here)
  )
    here += 1
  return hourAt(cursor, here)
}

/** A time of day at `at`; `plain` when it is one without any preposition. */
function hourAt(cursor: Cursor, at: number): ReadHour | undefined {
  const lexeme = cursor.lexemes[at]
  if (!lexeme) return undefined
  const { figures, sense } = lexeme
  if (figures?.clock !== undefined) {
    const hour = { minutes: figures.clock, sure: figures.sure === true }
    const to = cursor.sense(at + 1).oclock || (cursor.sense(at + 1).hour && !cursor.sense(at + 1).n) ? at + 2 : at + 1
    return halved(cursor, to, hour, true)
  }
  if (figures?.pair) {
    const { first, second, dot, wide } = figures.pair
    if (!dot || !wide || first > 24 || second > 59) return undefined
    const to = cursor.sense(at + 1).oclock || cursor.sense(at + 1).hour ? at + 2 : at + 1
    return halved(cursor, to, { minutes: first * 60 + second, sure: first >= 12 }, to > at + 1)
  }
  if (figures?.ordinal) return undefined
  if (sense.t !== undefined) return { hour: { minutes: sense.t, sure: true }, to: at + 1, plain: true, half: undefined }
  if (sense.pre !== undefined) {
    const base = wholeHour(cursor, skipHours(cursor, at + 1))
    if (!base) return undefined
    const minutes = base.hour * 60 + sense.pre
    // Half an hour before one is 12:30.
    const noon = minutes < 60 ? minutes + 720 : minutes
    return halved(cursor, base.to, { minutes: noon, sure: base.hour > 12 }, true)
  }
  const base = wholeHour(cursor, at)
  if (!base) return undefined
  const tail = cursor.sense(base.to)
  if (tail.suf !== undefined)
    return halved(
      cursor,
      base.to + 1,
      { minutes: base.hour * 60 + tail.suf + (base.hour * 60 + tail.suf < 60 ? 720 : 0), sure: base.hour >= 12 },
      true,
    )
  if (
    !figures &&
    tail.n !== undefined &&
    ((tail.n >= 15 && tail.n < 60) || tail.n === 10 || tail.n === 5) &&
    !cursor.sense(base.to + 1).hour &&
    sense.h !== undefined
  )
    return halved(cursor, base.to + 1, { minutes: base.hour * 60 + tail.n, sure: base.hour >= 12 }, true)
  const letter = cursor.lexemes[base.to]?.text
  const isPlain = (tail.oclock !== undefined && !tail.hours) || (tail.hour !== undefined && letter === 'h')
  const to = tail.oclock || tail.hour ? base.to + 1 : base.to
  if (tail.hour && !tail.clocked) return undefined
  if (tail.minute || tail.day || tail.week || (tail.month && !tail.m)) return undefined
  return halved(cursor, to, { minutes: base.hour * 60, sure: base.hour >= 13 || base.hour === 0 }, isPlain)
}

function skipHours(cursor: Cursor, at: number): number {
  let here = at
  while (
    here < at + 3 &&
    (cursor.sense(here).hours || cursor.sense(here).filler || cursor.sense(here).of || cursor.sense(here).oclock) &&
    wholeHour(cursor, here) === undefined
  )
    here += 1
  return here
}

function wholeHour(cursor: Cursor, at: number): { hour: number; to: number } | undefined {
  const { figures, sense } = cursor.lexemes[at] ?? {}
  const hour = figures
    ? figures.ordinal
      ? undefined
      : figures.number
    : (sense?.h ?? (sense?.filler ? undefined : sense?.n))
  if (hour === undefined || hour > 24) return undefined
  return { hour, to: at + 1 }
}

/** Reads "pm", "de la tarde", "вечера" after an hour. */
function halved(cursor: Cursor, at: number, hour: Hour, plain: boolean): ReadHour {
  const here = cursor.skip(at)
  const sense = cursor.sense(here)
  const { minutes } = hour
  if ((sense.am || sense.pm) && minutes < 780) {
    const half = sense.pm ? 'pm' : 'am'
    return { hour: { minutes: (minutes % 720) + (sense.pm ? 720 : 0), sure: true }, to: here + 1, plain: true, half }
  }
  return { hour, to: at, plain, half: undefined }
}

export function readPart(cursor: Cursor, at: number, make: Make): Atom | undefined {
  const sense = cursor.sense(at)
  const part = PARTS.find((name) => sense[name])
  if (!part) return undefined
  const isRecurring = cursor.sense(at - 1).every !== undefined
  return make(at + 1, { part, ...(sense.weak ? { weak: true } : {}), ...(isRecurring ? { recurring: true } : {}) })
}
