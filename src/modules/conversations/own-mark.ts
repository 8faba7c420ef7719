import type { Keys } from '#platform/tokens'

/** By which this installation knows its own mail when it comes back; nobody else can write it. */
export const ownMark = (keys: Keys): string => keys.derive('loop-mark').toString('hex').slice(0, 32)
