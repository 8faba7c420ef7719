import type { Input, OperationName, Output, SheetName } from './contract.ts'
import { paths } from './paths.gen.ts'
import { problemOf, unreachable } from './problem.ts'

export interface CallOptions {
  readonly signal?: AbortSignal
  /** Makes a write happen once however often it is sent; a fresh one for every intent of a person. */
  readonly idempotencyKey?: string
  /** The version the reader saw; the server refuses when a colleague changed the row since. */
  readonly version?: number
}

const credentialDoors: ReadonlySet<OperationName> = new Set([
  'sessions.create',
  'organizations.create',
  'signInLinks.create',
])

let onSignedOut: () => void = () => {}

/** What to do when the session has ended. */
export function whenSignedOut(action: () => void): void {
  onSignedOut = action
}

/**
 * Calls one operation of the public API by its name. What the path names goes into the path; the rest into the query
 * of a read, into the JSON body of a write; a `bytes` that is a Blob is the body itself.
 * @throws Problem
 */
export async function api<N extends OperationName>(
  name: N,
  input: Input<N>,
  options: CallOptions = {},
): Promise<Output<N>> {
  const [method, pattern] = paths[name]
  const { path, rest } = fillPath(pattern, input as Record<string, unknown>)
  const reads = method === 'get'
  const headers: Record<string, string> = { accept: 'application/json' }
  const bytes = rest.bytes instanceof Blob ? rest.bytes : null
  if (!reads) {
    headers['content-type'] = bytes ? 'application/octet-stream' : 'application/json'
    // Sending the same bytes to the same place twice is once by itself.
    if (!bytes) headers['idempotency-key'] = options.idempotencyKey ?? crypto.randomUUID()
  }
  if (options.version !== undefined) headers['if-match'] = `"${options.version}"`
  const response = await fetch(reads ? path + queryOf(rest) : path, {
    method: method.toUpperCase(),
    headers,
    credentials: 'same-origin',
    ...(reads ? {} : { body: bytes ?? JSON.stringify(rest) }),
    ...(options.signal ? { signal: options.signal } : {}),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw unreachable()
  })
  // A credential that is refused is no session that has ended.
  if (response.status === 401 && !credentialDoors.has(name)) onSignedOut()
  if (!response.ok) throw await problemOf(response)
  return (response.status === 204 ? undefined : await response.json()) as Output<N>
}

/** Where a list lies as a file. */
export function addressOf<N extends SheetName>(name: N, input: Input<N>): string {
  const { path, rest } = fillPath(paths[name][1], input)
  return path + queryOf(rest)
}

function fillPath(pattern: string, input: Record<string, unknown>): { path: string; rest: Record<string, unknown> } {
  const rest = { ...input }
  const path = pattern.replace(/:(\w+)/g, (_, field: string) => {
    const value = rest[field]
    delete rest[field]
    return encodeURIComponent(String(value))
  })
  return { path, rest }
}

function queryOf(values: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
