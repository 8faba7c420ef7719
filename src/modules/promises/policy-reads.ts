import type { Tx } from '#platform/db'

/**
 * What policies ask of the organization within one transaction that changes none of it: its calendars, teams, members.
 * Read once, however much happens; not to be kept beyond the transaction.
 */
export type PolicyReads = { once<T>(what: string, read: () => Promise<T>): Promise<T> }

export function policyReads(): PolicyReads {
  const read = new Map<string, Promise<unknown>>()
  return {
    once<T>(what: string, ask: () => Promise<T>): Promise<T> {
      const known = read.get(what) as Promise<T> | undefined
      if (known) return known
      const asked = ask()
      read.set(what, asked)
      return asked
    },
  }
}

const ofTransactions = new WeakMap<Tx, PolicyReads>()

/** The reads of a transaction in which things happen, one after the other. */
export function readsOf(db: Tx): PolicyReads {
  const known = ofTransactions.get(db) ?? policyReads()
  ofTransactions.set(db, known)
  return known
}
