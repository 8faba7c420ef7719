import type { Atom } from './atom.ts'
import { readDate } from './dates.ts'
import { readClock, readPart } from './hours.ts'
import { type Cursor, type Lexeme, NOTHING } from './lexemes.ts'
import { readWait } from './waits.ts'
import { readEdge, readStretch, readWeekday } from './weeks.ts'

/** Reads a sentence from left to right; what a date holds is read once. */
export function atomsOf(cursor: Cursor): Atom[] {
  const atoms: Atom[] = []
  let floor = 0
  for (let at = 0; at < cursor.lexemes.length; ) {
    const atom = read(cursor, at, floor)
    if (!atom) {
      at += 1
      continue
    }
    if (atom.hour || atom.day || atom.part || atom.endOfDay || atom.wait !== undefined) atoms.push(atom)
    floor = atom.to
    at = Math.max(atom.to, at + 1)
  }
  return atoms
}

function read(cursor: Cursor, at: number, floor: number): Atom | undefined {
  const lexeme = cursor.lexemes[at] as Lexeme
  const { sense, figures } = lexeme
  if (sense.not) return undefined
  if (!figures && sense === NOTHING) return undefined
  const { from, before } = cursor.before(at, floor)
  const make = (to: number, more: Omit<Atom, 'from' | 'to' | 'before'>): Atom => ({ from, to, before, ...more })
  const edge = readEdge(cursor, at, make)
  if (edge) return edge
  const wait = readWait(cursor, at, before, make)
  if (wait) return wait
  const date = readDate(cursor, at, before, make)
  if (date) return date
  const week = readWeekday(cursor, at, floor, make) ?? readStretch(cursor, at, floor, make)
  if (week) return week
  return readClock(cursor, at, before, make) ?? readPart(cursor, at, make)
}
