import { createGate, type Hint } from '#platform/gate'
import { silentLog } from '#platform/log'
import type { World } from '../../src/world.ts'

export type Clockwork = Parameters<typeof import('../../src/clocks.ts').startClocks>[0]

/**
 * What the clocks of a world are given, with a clock that stands where it is set, and with a task that follows each
 * broken promise: its outbox row is part of the measured work.
 */
export function clockworkOf(
  world: World,
  now: () => number,
  onCommit: (hint: Hint) => void = () => {},
): Omit<Clockwork, 'lookEveryMs'> {
  const clock = { now: () => Temporal.Instant.fromEpochMilliseconds(Math.floor(now())) }
  const gate = createGate({
    database: world.database,
    clock,
    instance: world.instance,
    log: silentLog,
    reactions: new Map([['promise.broken', ['bench.follow']]]),
    onCommit,
  })
  return { gate, database: world.database, clock, log: silentLog }
}
