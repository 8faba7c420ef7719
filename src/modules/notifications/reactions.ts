import type { Reaction } from '#platform/context'
import { RULES } from './kinds.ts'

/** Events that may concern a member → the task that tells them. */
export const reactions: Readonly<Record<string, readonly Reaction[]>> = Object.fromEntries(
  Object.entries(RULES).map(([type, { when }]) => [
    type,
    [when ? { task: 'notifications.tell', when } : 'notifications.tell'],
  ]),
)
