import { promises as dns, type LookupAddress } from 'node:dns'
import { type IncomingHttpHeaders, type IncomingMessage, request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from '#platform/public-address'

/** Why something could not be fetched; stable, for programs and for texts in other languages. */
export const FETCH_FAILURES = [
  'bad_address',
  'credentials',
  'private_address',
  'unknown_host',
  'unreachable',
  'certificate',
  'too_slow',
  'too_large',
  'too_many_redirects',
  'status',
  'encoded',
] as const
type FetchFailure = (typeof FETCH_FAILURES)[number]

/** @param detail what a sentence needs: a status, a host */
export class FetchError extends Error {
  override name = 'FetchError'
  readonly code: FetchFailure
  readonly detail: string
  constructor(code: FetchFailure, detail = '') {
    super(`${code} ${detail}`.trim())
    this.code = code
    this.detail = detail
  }
}

export type FetchOptions = {
  /** Which IP addresses may be asked. Default: public ones. */
  allows?: (address: string) => boolean
  accept?: string
  /** Default 2 MB. */
  maxBytes?: number
  /** For everything together: looking up, connecting, redirects, the body. Default 10 s. */
  milliseconds?: number
  maxRedirects?: number
  signal?: AbortSignal
  /** How a name becomes addresses; the system's way unless a test says otherwise. */
  resolve?: (host: string) => Promise<LookupAddress[]>
}

const REDIRECTS: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308])
const everyAddress = (host: string): Promise<LookupAddress[]> => dns.lookup(host, { all: true, verbatim: true })

/**
 * Gets what lies at an address that somebody typed, from the public internet only: http or https, nothing of ours sent
 * along, every address of the name checked, the connection made to the checked ones, each redirect checked like the
 * first address.
 * @throws {FetchError}
 */
export async function fetchPublic(address: string, options: FetchOptions = {}): Promise<{ url: string; body: Buffer }> {
  const { maxRedirects = 3, milliseconds = 10_000 } = options
  const limit = AbortSignal.timeout(milliseconds)
  const signal = options.signal ? AbortSignal.any([limit, options.signal]) : limit
  let url = checkedUrl(address)
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const answer = await within(signal, ask(url, options, signal))
    if (!REDIRECTS.has(answer.statusCode)) {
      const body = await within(signal, bodyOf(answer, options.maxBytes ?? 2 * 1024 * 1024))
      return { url: url.href, body }
    }
    answer.destroy()
    url = checkedUrl(answer.headers.location ?? '', url)
  }
  throw new FetchError('too_many_redirects', String(maxRedirects))
}

/** The address as a URL that may be fetched; nothing is looked up. @throws {FetchError} */
export function checkedUrl(address: string, base?: URL): URL {
  const url = URL.parse(address, base?.href)
  if (!url || address === '' || !/^https?:$/.test(url.protocol) || url.hostname === '')
    throw new FetchError('bad_address')
  if (url.username !== '' || url.password !== '') throw new FetchError('credentials')
  return url
}

/** What to send; without it, a plain question for what lies there. */
type Sent = { headers: Record<string, string>; body: string | Buffer }

/**
 * Posts to an address that somebody typed, with the same care as {@link fetchPublic}. A redirect is not followed: what
 * is signed or encrypted for one address is not shown to another. Whatever is answered is given back, with as much of
 * its text as `maxBytes` (default 4 kB) holds.
 * @throws {FetchError} when nobody answered
 */
export async function postPublic(
  address: string,
  sent: Sent,
  options: FetchOptions = {},
): Promise<{ status: number; body: Buffer; headers: IncomingHttpHeaders }> {
  const { milliseconds = 10_000, maxBytes = 4096 } = options
  const limit = AbortSignal.timeout(milliseconds)
  const signal = options.signal ? AbortSignal.any([limit, options.signal]) : limit
  const answer = await within(signal, ask(checkedUrl(address), options, signal, sent))
  const body = await within(signal, beginningOf(answer, maxBytes))
  return { status: answer.statusCode ?? 0, body, headers: answer.headers }
}

async function beginningOf(answer: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of answer as AsyncIterable<Buffer>) {
    pieces.push(piece)
    size += piece.length
    if (size >= maxBytes) break
  }
  answer.destroy()
  return Buffer.concat(pieces).subarray(0, maxBytes)
}

function ask(url: URL, options: FetchOptions, signal: AbortSignal, sent?: Sent): Promise<IncomingMessage> {
  const { allows = isPublicAddress, accept = '*/*', resolve = everyAddress } = options
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // Node connects to a literal address without looking it up.
  if (isIP(host) !== 0 && !allows(host)) return Promise.reject(new FetchError('private_address', host))
  return new Promise((answered, failed) => {
    const send = url.protocol === 'https:' ? requestSecure : requestPlain
    send(url, {
      // A connection of its own: none that stays open for somebody else, none through a proxy.
      agent: false,
      method: sent ? 'POST' : 'GET',
      headers: {
        accept,
        'accept-encoding': 'identity',
        'user-agent': 'Kept',
        ...sent?.headers,
        ...(sent && { 'content-length': Buffer.byteLength(sent.body) }),
      },
      lookup: lookupOf(resolve, allows),
      signal,
    })
      .on('response', answered)
      .on('error', (error: NodeJS.ErrnoException) => failed(failureOf(error, host)))
      .end(sent?.body)
  })
}

/** Gives the connection the addresses that were checked, so that a second answer of the name server changes nothing. */
const lookupOf =
  (resolve: (host: string) => Promise<LookupAddress[]>, allows: (address: string) => boolean): LookupFunction =>
  (host, { all }, done) => {
    resolve(host).then(
      (found) => {
        const refused = found.find(({ address }) => !allows(address))
        const [first] = found
        if (refused) done(new FetchError('private_address', host), '', 0)
        else if (!first) done(new FetchError('unknown_host', host), '', 0)
        else if (all) done(null, found)
        else done(null, first.address, first.family)
      },
      () => done(new FetchError('unknown_host', host), '', 0),
    )
  }

async function bodyOf(answer: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const { statusCode = 0, headers } = answer
  const refuse = (code: FetchFailure, detail = ''): never => {
    answer.destroy()
    throw new FetchError(code, detail)
  }
  if (statusCode < 200 || statusCode > 299) refuse('status', String(statusCode))
  if (!/^(identity)?$/i.test(headers['content-encoding'] ?? '')) refuse('encoded', headers['content-encoding'])
  if (Number(headers['content-length'] ?? 0) > maxBytes) refuse('too_large', String(maxBytes))
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of answer as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > maxBytes) refuse('too_large', String(maxBytes))
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** What `work` gives, or the failure that its error means; out of time also where the system does not stop by itself. */
async function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const over = Promise.withResolvers<never>()
  const stop = (): void => over.reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  work.catch(() => {})
  try {
    return await Promise.race([work, over.promise])
  } catch (error) {
    throw signal.aborted ? new FetchError('too_slow') : failureOf(error as NodeJS.ErrnoException, '')
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function failureOf(error: NodeJS.ErrnoException & { cause?: unknown }, host: string): FetchError {
  if (error instanceof FetchError) return error
  if (error.cause instanceof FetchError) return error.cause
  const code = error.code ?? ''
  const untrusted = /^(CERT_|DEPTH_|UNABLE_|SELF_SIGNED|ERR_TLS_|ERR_SSL_|EPROTO)/.test(code)
  return new FetchError(untrusted ? 'certificate' : 'unreachable', host)
}
