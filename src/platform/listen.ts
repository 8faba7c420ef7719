import { connect, type Server } from 'node:net'

/** Where a server listens. */
export interface Listening {
  readonly port: number
  readonly host: string
  /** For a browser on this machine: a host that stands for all addresses is shown as the loopback address. */
  readonly url: string
}

/**
 * Listens on `port`, or on the next one that is free; port 0 means any. It binds first and reports then, so that
 * nobody can come between. `onTaken` learns of every port that was taken, and of the next that is tried.
 * @throws when 50 ports in a row are taken, the host is not one of this machine's, or the port needs rights.
 */
export async function listenOnFreePort(
  server: Server,
  host: string,
  port: number,
  onTaken: (taken: number, next: number) => void = () => {},
): Promise<Listening> {
  const last = Math.min(port + 50, 65_535)
  for (let next = port; ; next++) {
    try {
      if (port !== 0 && isLoopback(host) && (await answersOnOtherLoopback(host, next))) throw taken(next)
      await listen(server, host, next)
      const address = server.address()
      const bound = typeof address === 'object' && address ? address.port : next
      return { port: bound, host, url: `http://${shownHost(host)}:${bound}` }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
        throw new Error(`HOST ${host} is not an address of this machine`, { cause: error })
      if (code === 'EACCES')
        throw new Error(`Listening on port ${next} needs rights that this account lacks`, { cause: error })
      if (code !== 'EADDRINUSE' || port === 0) throw error
      if (next === last)
        throw new Error(`The ports ${port} to ${last} are all taken: set PORT to a free one`, { cause: error })
      onTaken(next, next + 1)
    }
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error): void => {
      server.removeListener('error', settle)
      server.removeListener('listening', settle)
      if (error) reject(error)
      else resolve()
    }
    server.once('error', settle).once('listening', settle)
    server.listen({ host, port, exclusive: true })
  })
}

const isLoopback = (host: string): boolean => ['127.0.0.1', 'localhost', '::1'].includes(host)

// A browser that is told "localhost" tries both: whoever listens on the other one would be shown in our place.
function answersOnOtherLoopback(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: host === '::1' ? '127.0.0.1' : '::1', port, timeout: 500 })
    const settle = (answers: boolean) => () => {
      socket.destroy()
      resolve(answers)
    }
    socket.once('connect', settle(true)).once('error', settle(false)).once('timeout', settle(false))
  })
}

function taken(port: number): NodeJS.ErrnoException {
  return Object.assign(new Error(`port ${port} is taken`), { code: 'EADDRINUSE' })
}

function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
