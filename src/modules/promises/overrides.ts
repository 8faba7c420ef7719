import type { Outcome } from './promise.ts'

/** Promises that were held to the floor, alike in where they lay, who made them and how they went. */
export type Tally = { below: boolean; memberId: string | null; outcome: Outcome; n: number }

export type Went = {
  made: number
  kept: number
  keptAsMoved: number
  keptAsTold: number
  broken: number
  /** Withdrawn, or declined by the customer. */
  ended: number
  pending: number
  /** Kept, or kept as moved, of those that have come out; null: none has. */
  keptShare: number | null
}

export type MemberOverrides = { memberId: string | null; made: number; below: number; belowBroken: number }

const FIELD = {
  kept: 'kept',
  kept_as_moved: 'keptAsMoved',
  kept_as_told: 'keptAsTold',
  broken: 'broken',
  withdrawn: 'ended',
  declined: 'ended',
  pending: 'pending',
} as const satisfies Record<Outcome, keyof Went>

/** How some promises went. */
export function wentOf(tallies: readonly Tally[]): Went {
  const counts = { made: 0, kept: 0, keptAsMoved: 0, keptAsTold: 0, broken: 0, ended: 0, pending: 0 }
  for (const { outcome, n } of tallies) {
    counts.made += n
    counts[FIELD[outcome]] += n
  }
  const good = counts.kept + counts.keptAsMoved
  const judged = good + counts.keptAsTold + counts.broken
  return { ...counts, keptShare: judged === 0 ? null : good / judged }
}

/** By who promised: whoever went below the floor most often comes first. Programs have no member. */
export function byMember(tallies: readonly Tally[]): MemberOverrides[] {
  const sum = (some: readonly Tally[]): number => some.reduce((all, { n }) => all + n, 0)
  return [...Map.groupBy(tallies, ({ memberId }) => memberId)]
    .map(([memberId, own]) => {
      const below = own.filter((tally) => tally.below)
      const broken = below.filter(({ outcome }) => outcome === 'broken' || outcome === 'kept_as_told')
      return { memberId, made: sum(own), below: sum(below), belowBroken: sum(broken) }
    })
    .toSorted((a, b) => b.below - a.below || b.made - a.made || ((a.memberId ?? '') < (b.memberId ?? '') ? -1 : 1))
}
