import { promises as dns } from 'node:dns'
import { isIP } from 'node:net'
import { ImapFlow } from 'imapflow'
import { isPublicAddress } from '#platform/public-address'
import { LARGEST_MAIL } from './keep-mail.ts'

/** Why a mailbox cannot be watched; stable, for programs and for texts in other languages. */
export const WATCH_FAILURES = [
  'unknown_host',
  'private_server',
  'not_encrypted',
  'unreachable',
  'certificate',
  'login_refused',
  'folder_missing',
  'password_lost',
  'interrupted',
] as const
export type WatchFailure = (typeof WATCH_FAILURES)[number]

export class WatchError extends Error {
  override name = 'WatchError'
  readonly code: WatchFailure
  constructor(code: WatchFailure, detail = '') {
    super(`${code} ${detail}`.trim())
    this.code = code
  }
}

export type ImapServer = {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  username: string
  password: string
}

type ConnectOptions = {
  allowPrivateAddresses: boolean
  /** Ends the connection, also while it is made. */
  signal?: AbortSignal
  /** How a name becomes addresses; the system's way unless a test says otherwise. */
  resolve?: (name: string) => Promise<string[]>
}

const everyAddress = async (name: string): Promise<string[]> =>
  (await dns.lookup(name, { all: true, verbatim: true })).map(({ address }) => address)

/** Of the addresses of a name so many are tried. */
const TRIED = 4
const MEGABYTE = 1024 * 1024

/**
 * Signs in at an IMAP server. Every address of its name is checked, and the connection made to a checked one, so that a
 * second answer of the name server changes nothing. One that does not answer is passed over for the next: a machine
 * without IPv6 knows IPv6 addresses too. @throws {WatchError}
 */
export async function connectImap(
  server: ImapServer,
  { allowPrivateAddresses, signal, resolve = everyAddress }: ConnectOptions,
): Promise<ImapFlow> {
  const name = server.host.replace(/^\[|\]$/g, '')
  const addresses = await unlessStopped(
    resolve(name).catch(() => []),
    signal,
  )
  if (addresses.length === 0) throw new WatchError('unknown_host', name)
  if (!allowPrivateAddresses && !addresses.every(isPublicAddress)) throw new WatchError('private_server', name)
  // Whoever listens on the way would read the password.
  if (server.security === 'none' && addresses.some(isPublicAddress)) throw new WatchError('not_encrypted', name)
  let failure = new WatchError('unreachable', name)
  for (const address of addresses.slice(0, TRIED))
    try {
      return await signIn(server, name, address, signal)
    } catch (error) {
      failure = watchErrorOf(error)
      if (failure.code !== 'unreachable' || signal?.aborted) break
    }
  throw failure
}

async function signIn(server: ImapServer, name: string, address: string, signal?: AbortSignal): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: address,
    ...(isIP(name) === 0 ? { servername: name } : {}),
    port: server.port,
    secure: server.security === 'tls',
    doSTARTTLS: server.security === 'starttls',
    auth: { user: server.username, pass: server.password },
    logger: false,
    // Servers end an IDLE after half an hour, and many a router forgets a silent connection sooner.
    maxIdleTime: 5 * 60_000,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    // The folder is asked for once a minute: whoever says nothing for two is gone.
    socketTimeout: 120_000,
    autoIdleDelay: 200,
    disableAutoEnable: true,
    clientInfo: { name: 'Kept' },
    // A server cannot make us hold more than a mail.
    maxLiteralSize: LARGEST_MAIL + MEGABYTE,
    maxResponseSize: LARGEST_MAIL + 2 * MEGABYTE,
    maxLineLength: 16 * MEGABYTE,
  })
  // What ends the connection later shows as its close; unheard, it would end the process.
  client.on('error', () => {})
  const stop = (): void => client.close()
  signal?.addEventListener('abort', stop, { once: true })
  client.once('close', () => signal?.removeEventListener('abort', stop))
  if (signal?.aborted) client.close()
  try {
    await client.connect()
    return client
  } catch (error) {
    client.close()
    throw error
  }
}

/** A name server cannot be told to stop. */
async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work
  const stopped = Promise.withResolvers<never>()
  const stop = (): void => stopped.reject(new WatchError('interrupted', 'stopped'))
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    return await Promise.race([work, stopped.promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** What an error of a connection means for whoever has to mend it. */
export function watchErrorOf(error: unknown): WatchError {
  if (error instanceof WatchError) return error
  if (!(error instanceof Error)) return new WatchError('interrupted', String(error))
  const { authenticationFailed, mailboxMissing, code } = error as Error & {
    authenticationFailed?: boolean
    mailboxMissing?: boolean
    code?: string
  }
  if (authenticationFailed) return new WatchError('login_refused')
  if (mailboxMissing) return new WatchError('folder_missing')
  if (/CERT|SELF_SIGNED|TLS|SSL|ALTNAME/.test(code ?? '')) return new WatchError('certificate', code)
  if (
    /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EADDRNOTAVAIL|CONNECT_TIMEOUT|GREETING_TIMEOUT)$/.test(
      code ?? '',
    )
  )
    return new WatchError('unreachable', code)
  return new WatchError('interrupted', code ?? error.message)
}
