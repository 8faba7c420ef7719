import { createServer, type Server } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ImapServer, startImapServer } from '#test/imap-server'
import { ownCertificate } from '#test/own-certificate'
import { startSilentServer } from '#test/silent-server'
import { connectImap, watchErrorOf } from './imap-connection.ts'

const certificate = ownCertificate()
if (certificate === null) console.warn('Skipped: a certificate that nobody has signed (openssl is not installed).')

let imap: ImapServer
let secure: Server
let silent: Awaited<ReturnType<typeof startSilentServer>>
const portOf = (server: Server): number => (server.address() as { port: number }).port

beforeAll(async () => {
  imap = await startImapServer()
  silent = await startSilentServer()
  secure = createServer(certificate ?? {}, (socket) => socket.end('* OK ready\r\n')).on('tlsClientError', () => {})
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  secure.close()
  silent.close()
  await imap.close()
})

const server = (over: object = {}) => ({
  ...{ host: 'imap.example.com', port: imap.port, security: 'none' as const, username: 'help', password: 'secret' },
  ...over,
})
type Options = Partial<Parameters<typeof connectImap>[1]> & { at?: string[] }
/** What stands in the way, or null. */
async function tried(over: object = {}, { at = ['127.0.0.1'], ...options }: Options = {}): Promise<string | null> {
  try {
    const resolve = () => Promise.resolve(at)
    const client = await connectImap(server(over), { allowPrivateAddresses: true, resolve, ...options })
    client.close()
    return null
  } catch (error) {
    return watchErrorOf(error).code
  }
}

test('an address that does not answer is passed over for the next of the name', async () => {
  expect(await tried({}, { at: ['127.0.0.2', '127.0.0.3', '127.0.0.1'] })).toBe(null)
  expect(await tried({}, { at: ['127.0.0.2', '127.0.0.3'] })).toBe('unreachable')
})

test('a password that is refused at one address is not tried at the others', async () => {
  const before = imap.seen.refusals
  expect(await tried({ password: 'wrong' }, { at: ['127.0.0.1', '127.0.0.1'] })).toBe('login_refused')
  expect(imap.seen.refusals).toBe(before + 1)
})

describe('what is not connected to', () => {
  const nobody = async (over: object, options: Options) => {
    const before = imap.seen.connections
    const code = await tried(over, options)
    expect(imap.seen.connections).toBe(before)
    return code
  }
  test('a private address, also beside a public one', async () => {
    for (const at of [['127.0.0.1'], ['192.0.78.1', '127.0.0.1'], ['::ffff:127.0.0.1'], ['fd00::1']])
      expect(await nobody({ security: 'tls' }, { at, allowPrivateAddresses: false }), at.join()).toBe('private_server')
  })
  test('a public address in the clear', async () => {
    expect(await nobody({}, { at: ['192.0.78.1'] })).toBe('not_encrypted')
    expect(await nobody({}, { at: ['127.0.0.1', '192.0.78.1'] })).toBe('not_encrypted')
  })
  test('a name that nobody has', async () => {
    expect(await nobody({}, { at: [] })).toBe('unknown_host')
    const resolve = () => Promise.reject(new Error('the name server is away'))
    expect(await nobody({}, { resolve })).toBe('unknown_host')
  })
})

test.skipIf(certificate === null)('a certificate that nobody has signed is refused', async () => {
  expect(await tried({ port: portOf(secure), security: 'tls' })).toBe('certificate')
})

test('a server that offers no encryption where it is wanted hears no password', async () => {
  const before = imap.seen.signIns
  expect(await tried({ security: 'starttls' })).not.toBe(null)
  expect(imap.seen.signIns).toBe(before)
})

test('it is told to stop while a server keeps it waiting, or a name server', async () => {
  const stop = new AbortController()
  const waiting = tried({ port: silent.port }, { signal: stop.signal })
  while (silent.waiting() === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  stop.abort()
  await waiting
  const resolve = () => new Promise<string[]>(() => {})
  expect(await tried({}, { signal: AbortSignal.abort(), resolve })).toBe('interrupted')
  expect(await tried({}, { signal: AbortSignal.abort() })).toBe('interrupted')
})
