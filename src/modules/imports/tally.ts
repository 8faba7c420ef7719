import type { LogRow } from './read-row.ts'
import { noteSentences, type RowNote, rowNotes } from './row-errors.ts'
import type { CheckSummary } from './schemas.ts'

type Noted = { count: number; firstLine: number }

/** Counts of a dry run, in memory that does not grow with the file. */
export class Tally {
  rows = 0
  valid = 0
  bad = 0
  known = 0
  /** Customers that are not there yet. */
  made = 0
  #notes = new Map<RowNote, Noted>()
  #first: number | null = null
  #last: number | null = null
  #notClosed = 0
  #targets = { kept: 0, late: 0, notClosed: 0 }

  note(note: RowNote, line: number): void {
    const noted = this.#notes.get(note)
    if (noted) noted.count++
    else this.#notes.set(note, { count: 1, firstLine: line })
  }

  take(row: LogRow): void {
    this.valid++
    const opened = row.openedAt.epochMilliseconds
    const closed = row.closedAt?.epochMilliseconds ?? null
    if (this.#first === null || opened < this.#first) this.#first = opened
    if (this.#last === null || opened > this.#last) this.#last = opened
    if (closed !== null && closed > (this.#last ?? 0)) this.#last = closed
    if (closed === null) this.#notClosed++
    if (row.targetAt === null) return
    if (closed === null) this.#targets.notClosed++
    else if (closed <= row.targetAt.epochMilliseconds) this.#targets.kept++
    else this.#targets.late++
  }

  /** @param now the last instant that a log can be complete until */
  summary(now: Temporal.Instant, repeatsSought: boolean, encodings: CheckSummary['encodings']): CheckSummary {
    const text = (at: number | null): string | null =>
      at === null ? null : Temporal.Instant.fromEpochMilliseconds(Math.min(at, now.epochMilliseconds)).toString()
    return {
      rows: this.rows,
      valid: this.valid,
      bad: this.bad,
      known: this.known,
      notes: rowNotes.flatMap((code) => {
        const noted = this.#notes.get(code)
        return noted ? [{ code, sentence: noteSentences[code], ...noted }] : []
      }),
      firstInstant: text(this.#first),
      lastInstant: text(this.#last),
      notClosed: this.#notClosed,
      targets: { ...this.#targets },
      repeatsSought,
      encodings,
    }
  }
}
