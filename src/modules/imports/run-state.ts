import type { ImportRow } from './queries.ts'
import type { Position } from './scan-csv.ts'
import type { CheckSummary } from './schemas.ts'

/** What the work in the background keeps between its steps, in `import.resume`. */
export type RunState = {
  /** Who works on it now: a worker whose attempt is not this one stops. */
  attempt: string | null
  check: CheckSummary | null
  /** Where the import goes on; null: it has not begun. */
  position: Position | null
  /** The instant that open requests are censored at, fixed when the import begins. */
  completeUntil: string | null
  /** Rows whose customer was there and got something, and rows of customers that this import made before. */
  completed: number
  joined: number
  undo: Undo | null
}

/** What is undone, one after the other: requests hold customers, and customers contacts. */
export const undoPhases = ['requests', 'customers', 'contacts', 'completed'] as const

/** How far an undo is: what it is at, where that goes on, how many of each went, and how many stayed. */
export type Undo = Record<(typeof undoPhases)[number], number> & {
  phase: (typeof undoPhases)[number]
  after: string[] | null
  kept: number
}

export const undoBegun: Undo = {
  phase: 'requests',
  after: null,
  requests: 0,
  customers: 0,
  contacts: 0,
  completed: 0,
  kept: 0,
}

const fresh: RunState = {
  attempt: null,
  check: null,
  position: null,
  completeUntil: null,
  completed: 0,
  joined: 0,
  undo: null,
}

export const runStateOf = (row: ImportRow): RunState => ({ ...fresh, ...((row.resume ?? {}) as Partial<RunState>) })

export const storedRunState = (state: RunState): string => JSON.stringify(state)
