/** The pure part of the over-promise guard: what a chance means to the firm's floor. */

/** How ripe the history is that a chance rests on. */
export type Ripeness = 'none' | 'thin' | 'learning' | 'ready' | 'preparing'

/**
 * `unmeasured`: nobody holds it to the floor; `honest`: at the floor or above; `reasoned`: below, with a reason;
 * `needs_reason` and `refused`: not made.
 */
export type Verdict = 'unmeasured' | 'honest' | 'reasoned' | 'needs_reason' | 'refused'

export type Judged = {
  chance: number | null
  state: Ripeness
  /** Below it a reason is asked for; 0: there is none. */
  floor: number
  /** Below the floor nothing is promised. */
  hard: boolean
  /** By a member or a program, to a customer: what the firm's own rule or its past promises is not stopped. */
  held: boolean
  reasoned: boolean
}

/** So close to the floor, two readings of one curve do not differ. */
const CLOSE = 1e-6

export function judge({ chance, state, floor, hard, held, reasoned }: Judged): Verdict {
  if (!held || chance === null || floor === 0 || !(state === 'learning' || state === 'ready')) return 'unmeasured'
  if (chance >= floor - CLOSE) return 'honest'
  if (hard) return 'refused'
  return reasoned ? 'reasoned' : 'needs_reason'
}

/** A chance as it is kept and said: in whole percent, rounded down, so that what is below the floor never reads like it. */
export const saidChance = (chance: number): number => Math.floor((chance + CLOSE) * 100) / 100
