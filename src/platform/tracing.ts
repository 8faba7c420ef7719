import {
  type Context,
  type Link,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { Tracer } from '#platform/telemetry'
import { readTraceparent, traceparentOf } from '#platform/traceparent'

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER } as const
const SEND_EVERY_MS = 2_000
/** What is not sent by then, when the process ends, is lost. */
const PATIENCE_MS = 3_000

export type Tracing = { tracer: Tracer; stop(): Promise<void> }

/**
 * Traces to a collector of OpenTelemetry, by OTLP over HTTP (JSON). Where to, with which headers and under which name
 * say the standard variables (OTEL_EXPORTER_OTLP_…, OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES). Nothing is registered
 * for the whole process: what is to be traced is handed the tracer. Loaded only where somebody wants it.
 * @param options.share of the traces that begin here; of those that a caller began, the caller decides
 * @param options.onTrouble told when spans cannot be sent, and when they can again
 */
export function createTracing(options: {
  version: string
  share: number
  onTrouble: (message: string) => void
}): Tracing {
  const named = resourceFromAttributes({ 'service.name': 'kept', 'service.version': options.version })
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(named)
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(options.share) }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: telling(new OTLPTraceExporter({ timeoutMillis: PATIENCE_MS }), options.onTrouble),
        scheduledDelayMillis: SEND_EVERY_MS,
        exportTimeoutMillis: PATIENCE_MS,
      }),
    ],
  })
  const spans = provider.getTracer('kept', options.version)
  const contexts = new AsyncLocalStorageContextManager().enable()

  const tracer: Tracer = {
    async span({ name, kind, attributes = {}, parent, follows }, work) {
      const before = contextOf(parent) ?? (follows === undefined ? contexts.active() : ROOT_CONTEXT)
      const links = linksTo(follows)
      const span = spans.startSpan(name, { kind: kind ? KINDS[kind] : SpanKind.INTERNAL, attributes, links }, before)
      const fail = (): void => {
        // No message: an error may quote what it failed on.
        span.setStatus({ code: SpanStatusCode.ERROR })
      }
      try {
        return await contexts.with(trace.setSpan(before, span), () =>
          work({ set: (more) => span.setAttributes(more), name: (better) => span.updateName(better), fail }),
        )
      } finally {
        span.end()
      }
    },
    current() {
      const context = trace.getSpan(contexts.active())?.spanContext()
      if (!context) return undefined
      const { traceId, spanId, traceFlags } = context
      const sampled = (traceFlags & TraceFlags.SAMPLED) !== 0
      return { traceId, traceparent: traceparentOf({ traceId, spanId, sampled }) }
    },
  }
  const stop = async (): Promise<void> => {
    await provider.shutdown().catch(() => {})
    contexts.disable()
  }
  return { tracer, stop }
}

/** What a traceparent names, as a span of elsewhere. */
function spanOf(traceparent: string | undefined): SpanContext | undefined {
  const named = readTraceparent(traceparent)
  if (!named) return undefined
  const traceFlags = named.sampled ? TraceFlags.SAMPLED : TraceFlags.NONE
  return { traceId: named.traceId, spanId: named.spanId, traceFlags, isRemote: true }
}

function contextOf(traceparent: string | undefined): Context | undefined {
  const parent = spanOf(traceparent)
  return parent && trace.setSpanContext(ROOT_CONTEXT, parent)
}

function linksTo(traceparent: string | undefined): Link[] {
  const context = spanOf(traceparent)
  return context ? [{ context }] : []
}

/** Says once that spans are lost, and once that they arrive again. */
function telling(exporter: SpanExporter, onTrouble: (message: string) => void): SpanExporter {
  let arriving = true
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const arrived = result.code === 0
        if (arrived !== arriving)
          onTrouble(arrived ? 'Traces arrive again' : `Traces cannot be sent: ${result.error?.message ?? 'refused'}`)
        arriving = arrived
        done(result)
      }),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  }
}
