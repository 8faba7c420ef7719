import { AsyncLocalStorage } from 'node:async_hooks'
import type { Attributes, SpanOf, Tracer } from '#platform/telemetry'

/** The span that is always open for this tracer, as far as anybody sees it. */
export const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

export type RecordedSpan = SpanOf & {
  /** The name of the span around it. */
  within: string | undefined
  /** What was set while it was open. */
  told: Record<string, Attributes[string]>
}

/** A tracer that writes down what it is asked to trace. */
export function recordingTracer(): Tracer & { spans: RecordedSpan[] } {
  const open = new AsyncLocalStorage<string>()
  const spans: RecordedSpan[] = []
  return {
    spans,
    span: (of, work) => {
      const span: RecordedSpan = { ...of, within: open.getStore(), told: { ...of.attributes } }
      spans.push(span)
      const set = (more: Attributes): void => {
        Object.assign(span.told, more)
      }
      return open.run(of.name, () => work({ set, name: () => {}, fail: () => set({ failed: true }) }))
    },
    current: () =>
      open.getStore() === undefined ? undefined : { traceId: TRACEPARENT.slice(3, 35), traceparent: TRACEPARENT },
  }
}
