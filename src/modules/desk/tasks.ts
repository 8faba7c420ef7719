import type { Task } from '#platform/queue'
import { handOverWork } from './hand-over-work.ts'

export const tasks: readonly Task[] = [{ name: 'desk.hand_over_work', queue: 'quick', retries: 8, run: handOverWork }]
