/** The smallest pieces of a date: "on Friday", "the 14th of March", "between 9 and 11", "within 48 hours". */
import { findSlip } from './compile.ts'
import type { Language, Sense } from './table.ts'
import type { Figures, Token } from './tokens.ts'

export type Part = 'morning' | 'afternoon' | 'evening' | 'night'

/** A day or a stretch of days, not yet placed. Weekdays count from 1, Monday. */
export type Day =
  | { type: 'weekday'; weekday: number; which: 'plain' | 'next' | 'this' | 'last'; weeks: number }
  | { type: 'date'; year: number | undefined; month: number; day: number }
  | { type: 'number'; day: number }
  | { type: 'offset'; days: number }
  | { type: 'business'; days: number }
  | { type: 'months'; months: number }
  | { type: 'week'; weeks: number; edge: Edge | undefined }
  | { type: 'month'; months: number; month: number | undefined; edge: Edge | undefined }
  | { type: 'weekend'; weeks: number; before: boolean }
  | { type: 'following'; days: number }
  | { type: 'range'; first: Day; last: Day }

export type Edge = 'start' | 'mid' | 'end'

/** Minutes of the day; `sure` when the half of the day is known. */
export interface Hour {
  readonly minutes: number
  readonly sure: boolean
}

export interface Atom {
  /** Lexemes covered, with the prepositions before. */
  from: number
  to: number
  day?: Day
  first?: Hour
  hour?: Hour
  part?: Part
  /** Minutes from now. */
  wait?: number
  /** The end of the day, "EOD". */
  endOfDay?: boolean
  /** What stands before it. */
  before: Sense
  recurring?: boolean
  past?: boolean
  /** Not a date unless one stands beside it. */
  weak?: boolean
}

/** A word or phrase of a sentence with what it can mean in a date. */
export interface Lexeme {
  readonly at: number
  readonly end: number
  readonly sense: Sense
  readonly figures: Figures | undefined
  readonly text: string
  /** Begins with a capital letter, or is in capitals. */
  readonly capital: boolean
}

const NOTHING: Sense = {}

export function lexemesOf(tokens: readonly Token[], from: number, to: number, language: Language, text: string): Lexeme[] {
  const lexemes: Lexeme[] = []
  for (let at = from; at < to; ) {
    const token = tokens[at] as Token
    const match = language.dateWords.find(tokens, at, to)
    const sense = match?.value ?? (token.kind === 'word' ? findSlip(language, token.text) : undefined) ?? NOTHING
    const end = at + (match?.length ?? 1)
    const letter = text.charAt(token.start)
    const capital = token.kind === 'word' && letter !== letter.toLowerCase()
    lexemes.push({ at, end, sense, figures: match ? undefined : token.figures, text: token.text, capital })
    at = end
  }
  return lexemes
}

const PREPOSITIONS = ['by', 'before', 'within', 'in', 'from', 'to', 'between', 'at', 'on', 'for', 'after', 'since', 'hours'] as const
const PARTS = ['morning', 'afternoon', 'evening', 'night'] as const

export class AtomReader {
  private readonly lexemes: readonly Lexeme[]
  private readonly language: Language
  private readonly monthFirst: boolean

  constructor(lexemes: readonly Lexeme[], language: Language, monthFirst: boolean) {
    this.lexemes = lexemes
    this.language = language
    this.monthFirst = monthFirst
  }

  all(): Atom[] {
    const atoms: Atom[] = []
    let floor = 0
    for (let at = 0; at < this.lexemes.length; ) {
      const atom = this.read(at, floor)
      if (!atom) {
        at += 1
        continue
      }
      if (!(atom.weak === true && !atom.hour && !atom.day)) atoms.push(atom)
      floor = atom.to
      at = Math.max(atom.to, at + 1)
    }
    return atoms
  }

  private sense(at: number): Sense {
    return this.lexemes[at]?.sense ?? NOTHING
  }

  /** The next lexeme that is not an article or the like. */
  private skip(at: number, most = 2): number {
    let here = at
    while (here < at + most && (this.sense(here).filler || this.sense(here).of) && !this.sense(here).n) here += 1
    return here
  }

  private number(at: number): number | undefined {
    const { figures, sense } = this.lexemes[at] ?? {}
    return figures ? figures.number : sense?.n
  }

  private isMark(at: number, marks: string): boolean {
    const text = this.lexemes[at]?.text
    return text !== undefined && text.length === 1 && marks.includes(text)
  }

  private read(at: number, floor: number): Atom | undefined {
    const lexeme = this.lexemes[at] as Lexeme
    const { sense, figures } = lexeme
    if (sense.not) return undefined
    if (!figures && sense === NOTHING) return undefined
    const { from, before } = this.before(at, floor)
    const make = (to: number, more: Omit<Atom, 'from' | 'to' | 'before'>): Atom => ({ from, to, before, ...more })
    const edge = this.edge(at, make)
    if (edge) return edge
    const wait = this.wait(at, before, make)
    if (wait) return wait
    const date = this.date(at, before, make)
    if (date) return date
    const week = this.weekday(at, floor, make) ?? this.stretch(at, floor, make)
    if (week) return week
    return this.clock(at, before, make) ?? this.part(at, make)
  }

  /** Prepositions and articles that stand before `at`, back to `floor`. */
  private before(at: number, floor: number): { from: number; before: Sense } {
    let from = at
    const before: Record<string, number> = {}
    for (let here = at - 1; here >= floor && here >= at - 5; here--) {
      const sense = this.sense(here)
      const found = PREPOSITIONS.filter((name) => sense[name])
      if (found.length === 0 && !sense.filler && !sense.oclock) break
      if (found.length > 0 || from === here + 1) from = here
      for (const name of found) before[name] ??= 1
      if (sense.oclock) before.hours = 1
    }
    return { from, before }
  }

  private edge(at: number, make: Make): Atom | undefined {
    const sense = this.sense(at)
    const edge = sense.end ? 'end' : sense.start ? 'start' : sense.mid ? 'mid' : undefined
    if (sense.eod) return make(at + 1, { endOfDay: true })
    if (!edge) return undefined
    let here = this.skip(at + 1, 3)
    const modifier = this.sense(here)
    if ((modifier.next || modifier.this || modifier.last) && !modifier.wk) here += 1
    const target = this.sense(here)
    const after = this.sense(here + 1)
    const weeks = target.wk ?? (target.week ? (modifier.next || after.next ? 1 : 0) : undefined)
    if (weeks !== undefined) return make(target.week && after.next ? here + 2 : here + 1, { day: { type: 'week', weeks, edge } })
    if (target.mo !== undefined || target.month || target.m) {
      const months = target.mo ?? (modifier.next || after.next ? 1 : 0)
      const to = target.month && after.next ? here + 2 : here + 1
      return make(to, { day: { type: 'month', months, month: target.m, edge } })
    }
    if (target.year || !target.day || edge !== 'end') return undefined
    return make(here + 1, { endOfDay: true })
  }

  private wait(at: number, before: Sense, make: Make): Atom | undefined {
    const sense = this.sense(at)
    if (sense.dur !== undefined) {
      const to = this.sense(at + 1).hourly ? at + 2 : at + 1
      if (before.for || this.sense(to).ago) return undefined
      const isSaid = before.within || before.in || before.by || sense.in || to > at + 1
      return make(to, isSaid ? { wait: sense.dur } : { weak: true })
    }
    if (sense.fewdays) return undefined
    // "часа через два"
    if ((sense.minute || sense.hour || sense.day || sense.week) && this.sense(at + 1).in) {
      const count = this.number(at + 2)
      const follows = this.sense(at + 3)
      if (count !== undefined && !(follows.minute || follows.hour || follows.day || follows.week || follows.m))
        return make(at + 3, this.waiting(count, sense))
    }
    let count = this.count(at)
    if (count === undefined) return undefined
    let here = at + 1
    const joint = this.sense(here)
    if (joint.to || joint.or || this.isMark(here, '-/') || (joint.and && before.between)) {
      const second = this.count(this.skip(here + 1))
      if (second !== undefined && second >= count) {
        here = this.skip(here + 1) + 1
        count = second
      }
    }
    while (this.sense(here).next || (this.sense(here).filler && !this.sense(here).biz && here < at + 5)) here += 1
    let unit = this.sense(here)
    const isBusinessFirst = unit.biz && !unit.day
    if (isBusinessFirst) {
      here += 1
      unit = { ...this.sense(here), biz: 1 }
    }
    if (!(unit.minute || unit.hour || unit.day || unit.week || unit.month)) return undefined
    let to = here + 1
    if (unit.day && !unit.biz && this.sense(to).biz) {
      unit = { ...unit, biz: 1 }
      to += 1
    }
    if (unit.hour && count <= 24 && this.isHour(before) && !before.within && !before.in) return undefined
    if (this.sense(to).ago || this.sense(to).last || before.since || before.for || this.sense(at - 1).last) return { ...make(to, {}), weak: true }
    const later = this.sense(to).hourly
    if (later) to += 1
    const isSaid = before.within || before.in || before.by || before.before || before.after || later
    if (this.sense(at - 1).every) return make(to, { day: { type: 'offset', days: 1 }, recurring: true })
    if (isSaid) return make(to, this.waiting(count, unit))
    if (unit.biz) return make(to, this.waiting(count, unit))
    if (unit.hour && count <= 24 && this.lexemes[here]?.text.charAt(0) === 'h' && this.lexemes[here]?.text.length === 1) return undefined
    return { ...make(to, {}), weak: true }
  }

  private count(at: number): number | undefined {
    const pair = this.lexemes[at]?.figures?.pair
    if (pair && !pair.dot && pair.second > pair.first) return pair.second
    return this.number(at)
  }

  private waiting(count: number, unit: Sense): Pick<Atom, 'wait' | 'day'> {
    if (count > 999) return {}
    if (unit.minute) return { wait: count }
    if (unit.hour) return { wait: count * 60 }
    if (unit.week) return { day: { type: 'offset', days: (unit.n ?? 1) * count * 7 } }
    if (unit.month) return { day: { type: 'months', months: count } }
    return { day: unit.biz ? { type: 'business', days: count } : { type: 'offset', days: count } }
  }

  private isHour(before: Sense): boolean {
    if (before.hours) return true
    return !this.language.hourArticle && Boolean(before.at || before.by || before.before || before.after)
  }

  private date(at: number, before: Sense, make: Make): Atom | undefined {
    const { figures, sense } = this.lexemes[at] as Lexeme
    if (figures?.date) return make(at + 1, { day: { type: 'date', ...figures.date, year: figures.date.year } })
    if (figures?.pair) return this.pairDate(at, before, make)
    if (sense.m && !sense.n) {
      const day = this.number(at + 1)
      if (day === undefined || day < 1 || day > 31) return undefined
      if (!(this.lexemes[at + 1]?.figures && this.sense(at + 2).m === undefined)) return undefined
      return this.withYear(at + 2, sense.m, day, make)
    }
    const day = this.number(at)
    if (day === undefined || day < 1 || day > 31) return undefined
    let here = this.skip(at + 1)
    if (this.sense(here).dayno && this.sense(here + 1).m) here += 1
    const month = this.sense(here).m
    if (month) return this.withYear(here + 1, month, day, make)
    const joint = this.sense(at + 1)
    if (joint.to || joint.and || joint.or || this.isMark(at + 1, '-')) {
      const second = this.skip(at + 2)
      const last = this.number(second)
      const late = this.skip(second + 1)
      const lastMonth = this.sense(late).m
      if (last !== undefined && last >= day && last <= 31 && lastMonth) {
        const to = this.withYear(late + 1, lastMonth, last, make)
        const first: Day = { type: 'date', year: undefined, month: lastMonth, day }
        return { ...to, day: { type: 'range', first, last: to.day as Day } }
      }
    }
    if (this.sense(at + 1).thing) return undefined
    if (this.sense(at + 1).dayno) return make(at + 2, { day: { type: 'number', day } })
    const isNamed = this.sense(at - 1).dayno || (this.sense(at - 1).filler && this.sense(at - 2).dayno)
    if (isNamed && !this.sense(at + 1).hour) return make(at + 1, { day: { type: 'number', day } })
    if (figures?.ordinal && !(this.sense(at + 1).w && !this.sense(at + 1).weak && this.sense(at + 2).of)) {
      const unknown = this.lexemes[at + 1]
      if (unknown && unknown.sense === NOTHING && /^\p{L}/u.test(unknown.text) && !this.hasDayBefore(at)) {
        const { from } = this.before(at, 0)
        if (from === at) return undefined
      }
      return make(at + 1, { day: { type: 'number', day } })
    }
    // "Friday 13", "viernes 13"
    if (figures && this.hasDayBefore(at) && !this.isHour(before) && !before.at && !before.from && !before.between && !this.isClockTail(at + 1))
      return make(at + 1, { day: { type: 'number', day } })
    return undefined
  }

  private hasDayBefore(at: number): boolean {
    const here = this.isMark(at - 1, ',') ? at - 2 : at - 1
    return this.sense(here).w !== undefined || (this.sense(here).filler !== undefined && this.sense(here - 1).w !== undefined)
  }

  private isClockTail(at: number): boolean {
    const sense = this.sense(at)
    return Boolean(sense.oclock || sense.am || sense.pm || sense.hour || sense.to) || this.isMark(at, '-')
  }

  private withYear(at: number, month: number, day: number, make: Make): Atom {
    const here = this.isMark(at, ',') ? at + 1 : this.skip(at)
    const year = this.lexemes[here]?.figures?.number
    if (year !== undefined && year >= 2000 && year <= 2199) {
      const to = this.sense(here + 1).year ? here + 2 : here + 1
      return make(to, { day: { type: 'date', year, month, day } })
    }
    return make(at, { day: { type: 'date', year: undefined, month, day } })
  }

  private pairDate(at: number, before: Sense, make: Make): Atom | undefined {
    const pair = this.lexemes[at]?.figures?.pair
    if (!pair || this.sense(at + 1).thing) return undefined
    const { first, second, dot, wide } = pair
    const isClock = dot && wide && first <= 24 && second <= 59
    const after = this.sense(at + 1)
    if (isClock && (second > 12 || second === 0 || before.hours || before.at || after.oclock || after.hour || after.am || after.pm)) return undefined
    if (isClock && this.isMark(at + 1, '-')) return undefined
    const flip = (this.monthFirst && first <= 12) || (first <= 12 && second > 12)
    const [day, month] = flip ? [second, first] : [first, second]
    if (day < 1 || day > 31 || month < 1 || month > 12) return undefined
    if (dot && !wide && !this.hasDayBefore(at) && !before.by && !before.on && !before.at) return undefined
    return make(at + 1, { day: { type: 'date', year: undefined, month, day } })
  }

  private weekday(at: number, floor: number, make: Make): Atom | undefined {
    const sense = this.sense(at)
    if (sense.weekon) {
      const next = this.skip(at + 1, 3)
      const target = this.sense(next)
      const weeks = sense.weekon
      if (target.d !== undefined) return make(next + 1, { day: { type: 'offset', days: target.d + 7 * weeks } })
      if (target.w) return make(next + 1, { day: { type: 'weekday', weekday: target.w, which: 'plain', weeks } })
      return undefined
    }
    if (sense.w === undefined) return undefined
    const [earlier, later] = [this.sense(at - 1), this.sense(at + 1)]
    const isAlone = at - 1 < floor
    if (sense.weak && (isAlone || !(earlier.on || earlier.by || earlier.next || earlier.this || earlier.before || earlier.for || earlier.filler))) {
      if (this.number(at + 1) === undefined && !later.at) return undefined
    }
    const nearBefore = earlier.filler && at - 2 >= floor ? this.sense(at - 2) : earlier
    const lead = isAlone ? NOTHING : { ...nearBefore, ...earlier }
    if (sense.every || lead.every) return make(at + 1, { day: { type: 'weekday', weekday: sense.w, which: 'plain', weeks: 0 }, recurring: true })
    if (lead.last && !lead.next) return make(at + 1, { day: { type: 'weekday', weekday: sense.w, which: 'last', weeks: 0 }, past: true })
    if (later.last && !later.next && !later.w) return make(at + 2, { day: { type: 'weekday', weekday: sense.w, which: 'last', weeks: 0 }, past: true })
    if (lead.next) return make(at + 1, { day: { type: 'weekday', weekday: sense.w, which: 'next', weeks: 0 } })
    if (later.next && !later.week && !this.sense(at + 2).week) return make(at + 2, { day: { type: 'weekday', weekday: sense.w, which: 'next', weeks: 0 } })
    if (later.week && !later.n && this.language.nextIsNextWeek) return make(at + 2, { day: { type: 'weekday', weekday: sense.w, which: 'plain', weeks: 1 } })
    return make(at + 1, { day: { type: 'weekday', weekday: sense.w, which: lead.this ? 'this' : 'plain', weeks: 0 } })
  }

  /** Relative days, weeks, months, weekends. */
  private stretch(at: number, floor: number, make: Make): Atom | undefined {
    const sense = this.sense(at)
    const part = PARTS.find((name) => sense[name])
    if (sense.d !== undefined) {
      const day: Day = { type: 'offset', days: sense.d }
      const isPast = sense.d < 0
      return make(at + 1, { day, ...(part && sense.d !== 1 ? { part } : {}), ...(isPast ? { past: true } : {}) })
    }
    if (sense.dayafter) return make(at + 1, { day: { type: 'following', days: 1 } })
    if (sense.weekafter) return make(at + 1, { day: { type: 'following', days: 7 } })
    const [earlier, later] = [at > floor ? this.sense(at - 1) : NOTHING, this.sense(at + 1)]
    if (sense.wk !== undefined) return make(at + 1, { day: { type: 'week', weeks: sense.wk, edge: undefined }, ...(sense.wk < 0 ? { past: true } : {}) })
    if (sense.mo !== undefined) return make(at + 1, { day: { type: 'month', months: sense.mo, month: undefined, edge: undefined }, ...(sense.mo < 0 ? { past: true } : {}) })
    const isNext = earlier.next || later.next
    const to = later.next && !earlier.next ? at + 2 : at + 1
    if ((sense.weekend || sense.week || sense.month) && (earlier.every || (earlier.filler && this.sense(at - 2).every))) return make(to, { day: { type: 'offset', days: 1 }, recurring: true })
    if (sense.weekend) {
      if (earlier.last || later.last) return make(at + 1, { day: { type: 'offset', days: -1 }, past: true })
      const { before } = this.before(at, floor)
      return make(to, { day: { type: 'weekend', weeks: isNext && this.language.nextIsNextWeek && !earlier.this ? 1 : 0, before: Boolean(before.by || before.before) } })
    }
    if (sense.week || sense.month) {
      if (earlier.last || later.last) return make(later.last ? at + 2 : at + 1, { day: { type: 'offset', days: -7 }, past: true })
      if (!isNext && !earlier.this && !later.this) return undefined
      const ahead = isNext ? 1 : 0
      const end = later.this && !earlier.this ? at + 2 : to
      if (sense.week) return make(end, { day: { type: 'week', weeks: ahead, edge: undefined } })
      return make(end, { day: { type: 'month', months: ahead, month: undefined, edge: undefined } })
    }
    return undefined
  }

  private part(at: number, make: Make): Atom | undefined {
    const sense = this.sense(at)
    const part = PARTS.find((name) => sense[name])
    if (!part) return undefined
    const isRecurring = this.sense(at - 1).every !== undefined
    return make(at + 1, { part, weak: !sense.t, ...(isRecurring ? { recurring: true } : {}) })
  }

  private clock(at: number, before: Sense, make: Make): Atom | undefined {
    const first = this.hour(at)
    if (!first) return undefined
    let joint = first.to
    while (this.sense(joint).filler && joint < first.to + 1) joint += 1
    const link = this.sense(joint)
    const isRange = link.to || this.isMark(joint, '-') || (before.between && link.and) || (before.from && link.by)
    const next = isRange ? this.hourAfter(joint + 1) : undefined
    if (next && (before.from || before.between || before.hours || first.plain || next.plain || link.by)) return this.spanOf(first, next, make, false)
    if (next && (link.to || this.isMark(joint, '-'))) return this.spanOf(first, next, make, !this.isHour(before))
    const after = this.sense(first.to)
    if (after.thing || (after.m && !after.weak)) return undefined
    const isSaid = first.plain || this.isHour(before) || before.at
    if (!isSaid) {
      if (before.on || before.from || before.between || before.by) return make(first.to, { hour: first.hour, weak: true })
      return undefined
    }
    const follower = this.lexemes[first.to]
    const isNameAfter = !first.plain && follower?.capital && follower.sense === NOTHING && !before.hours
    return make(first.to, { hour: first.hour, ...(isNameAfter ? { weak: true } : {}) })
  }

  private spanOf(first: ReadHour, next: ReadHour, make: Make, weak: boolean): Atom {
    // "9-11h", "from 2 to 4 pm"
    const half = next.half && !first.half && first.hour.minutes < 720 && first.hour.minutes + 720 <= next.hour.minutes
    const start = half && next.half === 'pm' ? { minutes: first.hour.minutes + 720, sure: true } : first.hour
    return make(next.to, { first: start, hour: next.hour, ...(weak ? { weak: true } : {}) })
  }

  private hourAfter(at: number): ReadHour | undefined {
    let here = at
    while (here < at + 4 && (this.sense(here).filler || this.sense(here).hours || this.sense(here).at || this.sense(here).to) && !this.hour(here)) here += 1
    return this.hour(here)
  }

  /** A time of day at `at`; `plain` when it is one without any preposition. */
  private hour(at: number): ReadHour | undefined {
    const lexeme = this.lexemes[at]
    if (!lexeme) return undefined
    const { figures, sense } = lexeme
    if (figures?.clock !== undefined) {
      const hour = { minutes: figures.clock, sure: figures.sure === true }
      const to = this.sense(at + 1).oclock || (this.sense(at + 1).hour && !this.sense(at + 1).n) ? at + 2 : at + 1
      return this.halved(to, hour, true)
    }
    if (figures?.pair) {
      const { first, second, dot, wide } = figures.pair
      if (!dot || !wide || first > 24 || second > 59) return undefined
      const to = this.sense(at + 1).oclock || this.sense(at + 1).hour ? at + 2 : at + 1
      return this.halved(to, { minutes: first * 60 + second, sure: first >= 12 }, to > at + 1)
    }
    if (figures?.ordinal) return undefined
    if (sense.t !== undefined) return { hour: { minutes: sense.t, sure: true }, to: at + 1, plain: true, half: undefined }
    if (sense.pre !== undefined) {
      const base = this.wholeHour(this.skipHours(at + 1))
      if (!base) return undefined
      const minutes = base.hour * 60 + sense.pre
      return this.halved(base.to, { minutes: (minutes + 1440) % 1440, sure: base.hour > 12 }, true)
    }
    const base = this.wholeHour(at)
    if (!base) return undefined
    const tail = this.sense(base.to)
    if (tail.suf !== undefined) return this.halved(base.to + 1, { minutes: (base.hour * 60 + tail.suf + 1440) % 1440, sure: base.hour >= 12 }, true)
    if (!figures && tail.n !== undefined && (tail.n >= 15 && tail.n < 60 || tail.n === 10 || tail.n === 5) && !this.sense(base.to + 1).hour && sense.h !== undefined)
      return this.halved(base.to + 1, { minutes: base.hour * 60 + tail.n, sure: base.hour >= 12 }, true)
    const letter = this.lexemes[base.to]?.text
    const isPlain = (tail.oclock !== undefined && !tail.hours) || (tail.hour !== undefined && letter === 'h')
    const to = tail.oclock || tail.hour ? base.to + 1 : base.to
    if (tail.minute || tail.day || tail.week || (tail.month && !tail.m)) return undefined
    return this.halved(to, { minutes: base.hour * 60, sure: base.hour >= 13 || base.hour === 0 }, isPlain)
  }

  private skipHours(at: number): number {
    let here = at
    while (here < at + 3 && (this.sense(here).hours || this.sense(here).filler || this.sense(here).of || this.sense(here).oclock) && this.wholeHour(here) === undefined) here += 1
    return here
  }

  private wholeHour(at: number): { hour: number; to: number } | undefined {
    const { figures, sense } = this.lexemes[at] ?? {}
    const hour = figures ? (figures.ordinal ? undefined : figures.number) : (sense?.h ?? (sense?.filler ? undefined : sense?.n))
    if (hour === undefined || hour > 24) return undefined
    return { hour, to: at + 1 }
  }

  /** Reads "pm", "de la tarde", "вечера" after an hour. */
  private halved(at: number, hour: Hour, plain: boolean): ReadHour {
    const here = this.skip(at)
    const sense = this.sense(here)
    const { minutes } = hour
    if ((sense.am || sense.pm) && minutes < 780) {
      const half = sense.pm ? 'pm' : 'am'
      return { hour: { minutes: (minutes % 720) + (sense.pm ? 720 : 0), sure: true }, to: here + 1, plain: true, half }
    }
    return { hour, to: at, plain, half: undefined }
  }
}

interface ReadHour {
  readonly hour: Hour
  readonly to: number
  readonly plain: boolean
  readonly half: 'am' | 'pm' | undefined
}

type Make = (to: number, more: Omit<Atom, 'from' | 'to' | 'before'>) => Atom
