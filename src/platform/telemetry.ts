/** Figures, and names from the tables of the code: few, and no data. */
export type Attributes = Readonly<Record<string, string | number | boolean>>

export type SpanOf = {
  name: string
  /** Default: work within this process. */
  kind?: 'server' | 'client' | 'consumer'
  attributes?: Attributes
  /** What it belongs to, as a W3C traceparent. Default: the span that is open around it. */
  parent?: string | undefined
  /** What it follows from, as a traceparent, where that is long over: a trace of its own, which points there. */
  follows?: string | undefined
}

/** A piece of work in a trace, while it is done. */
export type Span = {
  set(attributes: Attributes): void
  /** Gives it a better name than it began with. */
  name(name: string): void
  /** It went wrong: a fault, not a refusal. */
  fail(): void
}

/** Where traces go. There is none unless somebody wants them. */
export type Tracer = {
  /** Does the work within a span, which ends with it. */
  span<T>(of: SpanOf, work: (span: Span) => Promise<T>): Promise<T>
  /** The span that is open around the caller. */
  current(): { traceId: string; traceparent: string } | undefined
}

/** What a process tells of its work, for whoever measures it. Names come from the tables of the code: few, and no data. */
export type Telemetry = {
  /** A request was answered. `route`: its template. */
  request(of: { route: string; method: string; status: number }, seconds: number): void
  /** An operation ran. `refused`: an answer that was not what was asked for; `failed`: a fault. */
  operation(of: { operation: string; outcome: 'done' | 'refused' | 'failed' }, seconds: number): void
  /** A background task ran. `failed`: it is tried again; `given_up`: for good. */
  task(of: { task: string; outcome: 'done' | 'failed' | 'given_up' }, seconds: number): void
  /** The clock has seen to what was due. */
  sweep(of: { kind: string }, swept: number): void
  tracer?: Tracer | undefined
}

export const noTelemetry: Telemetry = { request: () => {}, operation: () => {}, task: () => {}, sweep: () => {} }

/** Where there is no tracer. */
export const noSpan: Span = { set: () => {}, name: () => {}, fail: () => {} }

/** Does the work within a span, where there is a tracer. */
export const inSpan = <T>(tracer: Tracer | undefined, of: SpanOf, work: (span: Span) => Promise<T>): Promise<T> =>
  tracer ? tracer.span(of, work) : work(noSpan)
