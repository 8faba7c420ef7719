import { type Operations, operations } from './client/operations.gen.ts'

export type { Operations } from './client/operations.gen.ts'

// What every runtime of the web has, as far as it is used here: no types of a particular one are needed.
interface Answer {
  readonly ok: boolean
  readonly status: number
  readonly headers: { get(name: string): string | null }
  text(): Promise<string>
}
interface Sent {
  method: string
  headers: Record<string, string>
  body?: string | Uint8Array
  signal?: Signal
}
/** An AbortSignal. */
export interface Signal {
  readonly aborted: boolean
  readonly reason: unknown
  throwIfAborted(): void
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}
/** `fetch`, as far as it is used. */
export type Fetch = (url: string, init: Sent) => Promise<Answer>
const runtime = globalThis as unknown as {
  readonly fetch: Fetch
  readonly crypto: { randomUUID(): string }
  setTimeout(work: () => void, milliseconds: number): unknown
  clearTimeout(timer: unknown): void
}

export type OperationName = keyof Operations
export type Input<N extends OperationName> = Operations[N]['input']
export type Output<N extends OperationName> = Operations[N]['output']
/** Operations that answer with a page of rows and where the next begins. */
export type ListName = {
  [N in OperationName]: Output<N> extends { items: readonly unknown[]; nextCursor: string | null } ? N : never
}[OperationName]
export type Row<N extends ListName> = Output<N> extends { items: readonly (infer T)[] } ? T : never

export interface ClientOptions {
  /** Where Kept is: `https://promises.example.com`. */
  readonly url: string
  /** An API key: `kept_…`. */
  readonly key: string
  /** How often a call is tried again that found nobody, or a server that asked to come later. Default: 4. */
  readonly retries?: number
  /** Default: the runtime's own. */
  readonly fetch?: Fetch
}

export interface CallOptions {
  readonly signal?: Signal
  /** A write with the same key happens once, however often it is sent. Default: a fresh one, kept over retries. */
  readonly idempotencyKey?: string
  /** The version that was read: refused with 412 when somebody has changed it since. */
  readonly ifVersion?: number
}

/** What the API refused, and why: decide on `code`. */
export class Problem extends Error {
  override name = 'Problem'
  /** Stable: `promises/past_due`. */
  readonly code: string
  readonly status: number
  /** Fields that are wrong. */
  readonly issues: readonly { path: string; code: string; message: string }[]
  /** Names the request in the server's log. */
  readonly traceId: string
  /** All of the answer: figures that the sentence names, and more. */
  readonly body: Readonly<Record<string, unknown>>

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    const text = (name: string, otherwise: string) => (typeof body[name] === 'string' ? body[name] : otherwise)
    super(text('detail', `The server answered ${status}.`))
    this.status = status
    this.code = text('code', 'unknown')
    this.traceId = text('traceId', '')
    this.issues = Array.isArray(body.issues) ? body.issues : []
    this.body = body
  }
}

export interface Client {
  /**
   * Calls an operation of the API by its name.
   * @throws {Problem} what the API refuses; the signal's reason; what `fetch` throws when nobody answers
   */
  call<N extends OperationName>(name: N, input: Input<N>, options?: CallOptions): Promise<Output<N>>
  /** The rows of a list, page after page, fetched as they are asked for. */
  rows<N extends ListName>(
    name: N,
    input: Input<N>,
    options?: Pick<CallOptions, 'signal'>,
  ): AsyncGenerator<Row<N>, void>
}

const LATER = new Set([429, 502, 503, 504])
const FIRST_WAIT_MS = 300
const LONGEST_WAIT_MS = 30_000

/** A client of one Kept, with one key. */
export function createClient({ url, key, retries = 4, fetch = runtime.fetch }: ClientOptions): Client {
  const base = url.replace(/\/+$/, '')

  async function call<N extends OperationName>(
    name: N,
    input: Input<N>,
    options: CallOptions = {},
  ): Promise<Output<N>> {
    // What is not typed may ask for anything.
    if (!Object.hasOwn(operations, name)) throw new TypeError(`There is no operation ${name} for API keys.`)
    const [method, pattern] = operations[name]
    const { path, rest } = fill(pattern, input as Record<string, unknown>)
    const reads = method === 'get'
    const headers: Record<string, string> = { accept: 'application/json', authorization: `Bearer ${key}` }
    const bytes = rest.bytes instanceof Uint8Array ? rest.bytes : undefined
    if (!reads) {
      headers['content-type'] = bytes ? 'application/octet-stream' : 'application/json'
      if (!bytes) headers['idempotency-key'] = options.idempotencyKey ?? runtime.crypto.randomUUID()
    }
    if (options.ifVersion !== undefined) headers['if-match'] = `"${options.ifVersion}"`
    const sent: Sent = {
      method: method.toUpperCase(),
      headers,
      ...(reads ? {} : { body: bytes ?? JSON.stringify(rest) }),
      ...(options.signal ? { signal: options.signal } : {}),
    }
    const answer = await insist(base + path + (reads ? queryOf(rest) : ''), sent, options.signal)
    const text = await answer.text()
    if (!answer.ok) throw new Problem(answer.status, objectIn(text))
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false
    return (text === '' ? undefined : isJson ? JSON.parse(text) : text) as Output<N>
  }

  /** Sends until there is an answer that is worth having, or patience is at its end. Safe: every write has its key. */
  async function insist(address: string, sent: Sent, signal: Signal | undefined): Promise<Answer> {
    for (let attempt = 0; ; attempt++) {
      signal?.throwIfAborted()
      const last = attempt >= retries
      let wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt)
      try {
        const answer = await fetch(address, sent)
        if (last || !LATER.has(answer.status)) return answer
        const asked = Number(answer.headers.get('retry-after'))
        if (asked > 0) wait = Math.min(LONGEST_WAIT_MS, asked * 1000)
        await answer.text()
      } catch (error) {
        if (last || signal?.aborted) throw error
      }
      await pause(wait, signal)
    }
  }

  return {
    call,
    async *rows<N extends ListName>(name: N, input: Input<N>, options: Pick<CallOptions, 'signal'> = {}) {
      for (let cursor: string | null = null; ; ) {
        const asked = { ...(input as object), ...(cursor === null ? {} : { cursor }) } as Input<N>
        const page = (await call(name, asked, options)) as { items: Row<N>[]; nextCursor: string | null }
        yield* page.items
        if (page.nextCursor === null) return
        cursor = page.nextCursor
      }
    },
  }
}

/** Puts what the path names into the path; the rest is left. */
function fill(pattern: string, input: Record<string, unknown>): { path: string; rest: Record<string, unknown> } {
  const rest = { ...input }
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    if (value === undefined || value === '') throw new TypeError(`${pattern} needs ${name}.`)
    return encodeURIComponent(String(value))
  })
  return { path, rest }
}

function queryOf(values: Record<string, unknown>): string {
  const pairs = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function pause(milliseconds: number, signal: Signal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      runtime.clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = runtime.setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    signal?.addEventListener('abort', stop)
  })
}
