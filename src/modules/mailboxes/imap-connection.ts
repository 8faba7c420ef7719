import { promises as dns } from 'node:dns'
import { isIP } from 'node:net'
import { ImapFlow } from 'imapflow'
import { isPublicAddress } from '#platform/public-address'

/** Why a mailbox cannot be watched; stable, for programs and for texts in other languages. */
export const WATCH_FAILURES = [
  'unknown_host',
  'private_server',
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

/**
 * Signs in at an IMAP server. Every address of its name is checked, and the connection made to a checked one, so that a
 * second answer of the name server changes nothing. @throws {WatchError}
 */
export async function connectImap(
  server: ImapServer,
  { allowPrivateAddresses }: { allowPrivateAddresses: boolean },
): Promise<ImapFlow> {
  const name = server.host.replace(/^\[|\]$/g, '')
  const address = await addressOf(name, allowPrivateAddresses)
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
    autoIdleDelay: 200,
    disableAutoEnable: true,
    clientInfo: { name: 'Kept' },
  })
  // What ends the connection later shows as its close; unheard, it would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    return client
  } catch (error) {
    client.close()
    throw watchErrorOf(error)
  }
}

async function addressOf(name: string, allowPrivateAddresses: boolean): Promise<string> {
  const found = await dns.lookup(name, { all: true, verbatim: true }).catch(() => [])
  const [first] = found
  if (!first) throw new WatchError('unknown_host', name)
  if (!allowPrivateAddresses && found.some(({ address }) => !isPublicAddress(address)))
    throw new WatchError('private_server', name)
  return first.address
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
  if (/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|CONNECT_TIMEOUT|GREETING_TIMEOUT)$/.test(code ?? ''))
    return new WatchError('unreachable', code)
  return new WatchError('interrupted', code ?? error.message)
}
