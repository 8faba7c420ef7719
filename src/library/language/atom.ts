/** The smallest pieces of a date, not yet placed: "on Friday", "between 9 and 11", "within 48 hours". */
import type { Sense } from './table.ts'

export const PARTS = ['morning', 'afternoon', 'evening', 'night'] as const
export type Part = (typeof PARTS)[number]

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

/** An atom that ends before lexeme `to`. */
export type Make = (to: number, more: Omit<Atom, 'from' | 'to' | 'before'>) => Atom
