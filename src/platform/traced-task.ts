import type { OutboxRow } from '#platform/gate-queries'

/** Beside a task's data while it waits; taken off before anybody sees the data. */
const KEY = '$trace'

/** The task with the traceparent of what queued it. */
export const withTrace = (task: OutboxRow, traceparent: string): OutboxRow => ({
  ...task,
  data: JSON.stringify({ ...JSON.parse(task.data), [KEY]: traceparent }),
})

/** A task's data, and the traceparent of what queued it where there was a trace. */
export function withoutTrace(stored: unknown): { data: Record<string, unknown>; trace?: string } {
  const { [KEY]: trace, ...data } = stored as Record<string, unknown>
  return typeof trace === 'string' ? { data, trace } : { data }
}
