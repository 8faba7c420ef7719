import type { History } from './history.ts'
import { ringDays } from './marks.ts'
import type { Moment } from './moment.ts'
import { DAY } from './rhythm.ts'

const ENOUGH_SIMILAR = 30
const LEARNING_DAYS = 42
const ENOUGH_REQUESTS = 30

/**
 * `none`: nothing has been closed yet, a date would be the policy's; `thin`: fewer than 30 requests in all; `learning`:
 * less than six weeks of history.
 */
export type State = 'none' | 'thin' | 'learning' | 'ready'

const loggedDays = ({ firstDay, today }: History): number => (Number.isFinite(firstDay) ? today - firstDay + 1 : 0)

/** How ripe a history is. */
export function stateOf(history: History): State {
  if (history.completions === 0) return 'none'
  if (history.seen < ENOUGH_REQUESTS) return 'thin'
  return loggedDays(history) < LEARNING_DAYS ? 'learning' : 'ready'
}

/** What a quote rests on. */
export interface Basis {
  /** In which features the requests it rests on are alike: `category+channel`, `category`, `all`. */
  readonly level: string
  /** How many they are, open ones included. */
  readonly similar: number
  /** The stretch of time they were watched in: `112 days`. */
  readonly window: string
  readonly state: State
  /** Where the process changed, if that is why the window ends: epoch milliseconds, to about the week. */
  readonly changedAbout?: number
}

/** The finest group with 30 requests in its window, else the coarsest. */
export function basisOf({ history, curves }: Moment, node: number): Basis {
  const { segments } = history
  let at = node
  while (at !== 0 && curves.windowOf(at).similar < ENOUGH_SIMILAR) at = segments.parentOf(at)
  const window = curves.windowOf(at)
  const days = Math.min(loggedDays(history), ringDays(window.rings))
  return {
    level: segments.levelOf(at),
    similar: window.similar,
    window: `${days} days`,
    state: stateOf(history),
    ...(window.changed ? { changedAbout: history.wall.instantOf((history.today - days) * DAY) } : {}),
  }
}
