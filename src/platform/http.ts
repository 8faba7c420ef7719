import { Hono, type Context as HonoContext } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Clock } from '#platform/clock'
import { DatabaseAway } from '#platform/db'
import { invalidField, notSignedIn, Refusal, type RefusalKind } from '#platform/errors'
import { type Gate, parseInput, refuseUnlessAllowed } from '#platform/gate'
import { randomPart } from '#platform/ids'
import { jsonAnswer } from '#platform/json-answer'
import type { Log } from '#platform/log'
import type { PresenceBook } from '#platform/presence'
import type { RateLimit } from '#platform/rate-limit'
import type { AnyOperation, Authenticate, Route, Visit } from '#platform/routes'
import type { Storage } from '#platform/storage'
import type { Telemetry } from '#platform/telemetry'

export { type Authenticate, route } from '#platform/routes'

/** What each kind of refusal is answered with. */
export const STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale: 412,
  limit: 429,
  too_large: 413,
} as const satisfies Record<RefusalKind, ContentfulStatusCode>

const TITLE = {
  invalid: 'The input is not valid',
  unauthenticated: 'Not signed in',
  forbidden: 'Not permitted',
  not_found: 'Not found',
  conflict: 'Not possible in the present state',
  stale: 'Changed meanwhile',
  limit: 'Too many requests',
  too_large: 'Too large',
} as const satisfies Record<RefusalKind, string>

const MAX_JSON_BYTES = 1024 * 1024

export type ApiDeps = {
  gate: Gate
  clock: Clock
  log: Log
  rateLimit: RateLimit
  storage: Storage
  presence: PresenceBook
  authenticate: Authenticate
  routes: readonly Route[]
  telemetry?: Telemetry
}

/** A refusal as a problem document (RFC 9457). */
export function problem(c: HonoContext, refusal: Refusal, traceId: string): Response {
  const retryAfter = refusal.details.retryAfterSeconds
  return c.body(
    JSON.stringify({
      type: `/problems/${refusal.code}`,
      title: TITLE[refusal.kind],
      status: STATUS[refusal.kind],
      code: refusal.code,
      detail: refusal.message,
      ...(refusal.issues.length > 0 ? { issues: refusal.issues } : {}),
      ...refusal.details,
      traceId,
    }),
    STATUS[refusal.kind],
    {
      'content-type': 'application/problem+json',
      ...(typeof retryAfter === 'number' ? { 'retry-after': String(retryAfter) } : {}),
    },
  )
}

/** The peer's address; what a proxy on this machine says it forwards for, when there is one. */
export function addressOf(c: HonoContext): string {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined
  const peer = env?.incoming?.socket?.remoteAddress ?? 'unknown'
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return forwarded && /^(::ffff:)?127\.|^::1$/.test(peer) ? forwarded : peer
}

/** A trace id for logs and problem documents: that of the request's span, the caller's (W3C traceparent) or a new one. */
export const traceOf = (c: HonoContext): string =>
  (c.get('traceId') as string | undefined) ??
  /^[\da-f]{2}-([\da-f]{32})-/.exec(c.req.header('traceparent') ?? '')?.[1] ??
  randomPart(16).toString('hex')

async function readBytes(c: HonoContext, max: number): Promise<Buffer> {
  const tooLarge = () =>
    new Refusal('input/too_large', 'too_large', `The body is larger than ${max} bytes. Send less at once.`, { max })
  const announced = Number(c.req.header('content-length') ?? Number.NaN)
  if (announced > max) throw tooLarge()
  // The server reads no more than was announced: no need to count the pieces, which takes a stream.
  if (announced >= 0) return Buffer.from(await c.req.arrayBuffer())
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of c.req.raw.body ?? []) {
    length += chunk.length
    if (length > max) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

async function readJson(c: HonoContext): Promise<Record<string, unknown>> {
  const bytes = await readBytes(c, MAX_JSON_BYTES)
  if (bytes.length === 0) return {}
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type))
    throw new Refusal('input/not_json', 'invalid', 'Send JSON with the header Content-Type: application/json.')
  let value: unknown
  try {
    value = JSON.parse(utf8.decode(bytes))
  } catch (error) {
    const where = error instanceof SyntaxError ? error.message : 'it is not UTF-8'
    throw new Refusal('input/not_json', 'invalid', `The body is not JSON: ${where}.`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal('input/not_object', 'invalid', 'The body must be a JSON object.')
  // Escapes may carry what no text column can hold: U+0000 and half of a surrogate pair.
  if (/\\u(0000|d[89ab])/i.test(bytes.toString('latin1'))) refuseUnstorable(value, '', 0)
  return value as Record<string, unknown>
}

const DEEPEST = 64

function refuseUnstorable(value: unknown, path: string, depth: number): void {
  if (depth > DEEPEST)
    throw new Refusal('input/too_deep', 'invalid', `The body is nested more than ${DEEPEST} levels deep.`)
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
    throw invalidField(
      'input/not_text',
      path,
      'Contains characters that are not text (U+0000 or half of a pair). Remove them.',
    )
  if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      refuseUnstorable(key, path, depth + 1)
      refuseUnstorable(inner, path === '' ? key : `${path}.${key}`, depth + 1)
    }
}

const shapeOf = (op: AnyOperation): Record<string, unknown> =>
  'shape' in op.input && typeof op.input.shape === 'object' ? (op.input.shape as Record<string, unknown>) : {}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The version in `If-Match`; undefined for any. What cannot be understood is not passed over: it protects an edit. */
function versionRead(c: HonoContext): number | undefined {
  const ifMatch = c.req.header('if-match')
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined
  const version = /^(?:W\/)?"(\d{1,15})"$/.exec(ifMatch.trim())?.[1]
  if (version === undefined)
    throw invalidField('input/if_match', 'If-Match', 'Send the ETag that was read as it was given, for example "3".')
  return Number(version)
}

async function inputOf(c: HonoContext, { method, op, options }: Route): Promise<Record<string, unknown>> {
  // Ids are written in small letters everywhere: in rows, events and references.
  const params = Object.fromEntries(
    Object.entries(c.req.param() as Record<string, string>).map(([name, value]) => [
      name,
      UUID.test(value) ? value.toLowerCase() : value,
    ]),
  )
  for (const value of [...Object.values(params), ...Object.values(c.req.query())])
    if (value.includes('\0') || value.includes('\uFFFD'))
      throw new Refusal('input/not_utf8', 'invalid', 'The address contains bytes that are not text.')
  if (method === 'get') return { ...c.req.query(), ...params }
  const body = options.bytes === undefined ? await readJson(c) : { bytes: await readBytes(c, options.bytes) }
  const version = 'ifVersion' in shapeOf(op) ? versionRead(c) : undefined
  const edit = version === undefined ? {} : { ifVersion: version }
  for (const [name, value] of Object.entries(params))
    if (name in body && (body as Record<string, unknown>)[name] !== value)
      throw invalidField('input/in_address', name, 'Is in the address already. Leave it out of the body.')
  return { ...body, ...edit, ...params }
}

/** Only a page of our own may write with a cookie: browsers say where a request comes from. */
function refuseForeignSite(c: HonoContext): void {
  if (c.req.method === 'GET' || c.req.method === 'HEAD' || !c.req.header('cookie')) return
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  const own =
    site === 'same-origin' ||
    (site === undefined && (origin === undefined || new URL(c.req.url).host === hostOf(origin)))
  if (!own && !c.req.header('authorization'))
    throw new Refusal(
      'access/foreign_site',
      'forbidden',
      'Requests from another site are not accepted. Use an API key.',
    )
}

/** What is nobody's doing out there, as a problem document: the database is away (503), or a bug (500). */
function fault(c: HonoContext, error: unknown, traceId: string): Response {
  const away = error instanceof DatabaseAway
  const [status, code, title, detail] = !away
    ? ([500, 'internal', 'Something went wrong', FAULT] as const)
    : error.mayHaveCommitted
      ? ([503, 'internal/outcome_unknown', 'The database was lost', OUTCOME_UNKNOWN] as const)
      : ([503, 'internal/unavailable', 'Not available at present', UNAVAILABLE] as const)
  const body = { type: `/problems/${code}`, title, status, code, detail, traceId }
  return c.body(JSON.stringify(body), status, {
    'content-type': 'application/problem+json',
    ...(away ? { 'retry-after': '5' } : {}),
  })
}

const FAULT = 'This is a fault of Kept, and nothing was changed. Tell your administrator the trace id.'
const UNAVAILABLE = 'The database does not answer, and nothing was changed. Try again in a moment.'
const OUTCOME_UNKNOWN =
  'The database was lost while this was being written: it may have been. Repeat it with the same Idempotency-Key, or look first.'

const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).host : '')

/** The HTTP door: every route of the table, through the gate. */
export function createApi(deps: ApiDeps): Hono {
  const app = new Hono()
  for (const entry of deps.routes) {
    const { method, path, op, options } = entry
    app.on(method.toUpperCase(), path, async (c) => {
      const traceId = traceOf(c)
      const began = performance.now()
      c.header('cache-control', 'no-store')
      const answered = (response: Response): Response => {
        deps.telemetry?.request({ route: path, method, status: response.status }, (performance.now() - began) / 1000)
        return response
      }
      try {
        const address = addressOf(c)
        if (options.limit) deps.rateLimit.take(`${op.name} ${address}`, options.limit.max, options.limit.seconds)
        refuseForeignSite(c)
        const output = await answer(deps, entry, c, { address, traceId })
        const special = options.respond?.(c, output)
        if (special) return answered(special)
        if (typeof output === 'object' && output !== null && 'version' in output && typeof output.version === 'number')
          c.header('etag', `"${output.version}"`)
        return answered(await jsonAnswer(c, output, options.status ?? 200))
      } catch (error) {
        if (error instanceof Refusal) return answered(problem(c, error, traceId))
        logFault(deps.log, op, traceId, error)
        return answered(fault(c, error, traceId))
      }
    })
  }
  app.all('/v1/*', (c) =>
    problem(
      c,
      new Refusal('http/no_such_route', 'not_found', 'There is no such resource. See /openapi.json.'),
      traceOf(c),
    ),
  )
  return app
}

/** The Idempotency-Key of a request. */
function keyOf(c: HonoContext): string | undefined {
  const key = c.req.header('idempotency-key')
  if (key !== undefined && (key.length < 1 || key.length > 255))
    throw invalidField('idempotency/key_invalid', 'Idempotency-Key', 'Must have 1 to 255 characters.')
  return key
}

async function answer(
  deps: ApiDeps,
  entry: Route,
  c: HonoContext,
  at: { address: string; traceId: string },
): Promise<unknown> {
  const { op } = entry
  if ('scope' in op && op.scope === 'directory') return deps.gate.runNarrow(op, await inputOf(c, entry))
  const actor = await deps.authenticate(c.req.raw, c)
  if (!actor && op.permission !== undefined) {
    // Whoever guesses sessions or keys ends here.
    deps.rateLimit.take(`not signed in ${at.address}`, 300, 60)
    throw notSignedIn()
  }
  const input = await inputOf(c, entry)
  if ('scope' in op && op.scope === 'door') {
    const { permission, membersOnly } = op
    if (permission !== undefined) refuseUnlessAllowed({ permission, ...(membersOnly ? { membersOnly } : {}) }, actor)
    const visit: Visit = {
      ...at,
      actor,
      userAgent: (c.req.header('user-agent') ?? '').slice(0, 300),
      now: deps.clock.now(),
      again: () => deps.authenticate(c.req.raw, null),
      fault: (error) => logFault(deps.log, op, at.traceId, error),
      setHeader: (name, value) => c.header(name, value, { append: true }),
    }
    const { rateLimit, storage, presence } = deps
    const door = { ...deps.gate, rateLimit, storage, presence, visit }
    return op.output.parse(await op.run(door, parseInput(op.input, input)))
  }
  if (!actor) throw notSignedIn()
  const idempotencyKey = entry.options.bytes === undefined ? keyOf(c) : undefined
  const options = { idempotencyKey, traceId: at.traceId }
  return deps.gate.run(op as Extract<AnyOperation, { permission: string }>, actor, input, options)
}

const logFault = (log: Log, op: AnyOperation, trace: string, error: unknown): void =>
  log.error({ operation: op.name, trace, error: describe(error) }, 'failed')

/** A bug in words for the log: message and stack, never values. */
export const describe = (error: unknown): string =>
  error instanceof Error && 'severity' in error && 'code' in error
    ? `database error ${String(error.code)}\n${error.stack?.split('\n').slice(1, 8).join('\n')}`
    : error instanceof Error
      ? `${error.name}: ${error.message}\n${error.stack?.split('\n').slice(1, 6).join('\n')}`
      : String(error)
