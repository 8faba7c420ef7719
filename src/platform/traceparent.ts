/** A span as the W3C Trace Context names it. */
export type SpanId = { traceId: string; spanId: string; sampled: boolean }

const FORM = /^(?!ff)([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(.*)$/

/**
 * What a traceparent header says; undefined where it is none. A later version may say more after what we know.
 * Source: W3C Trace Context, Recommendation of 23 November 2021, 3.2 and 3.4.
 */
export function readTraceparent(text: string | undefined): SpanId | undefined {
  const [, version, traceId, spanId, flags, more] = FORM.exec(text?.trim() ?? '') ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined
  if (more !== '' && (version === '00' || !more?.startsWith('-'))) return undefined
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 }
}

/** The traceparent header that names a span. */
export const traceparentOf = ({ traceId, spanId, sampled }: SpanId): string =>
  `00-${traceId}-${spanId}-0${sampled ? 1 : 0}`
