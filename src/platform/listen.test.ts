import { createServer, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { listenOnFreePort } from './listen.ts'

describe('listening on a free port', () => {
  const servers: Server[] = []
  const server = (): Server => {
    const made = createServer()
    servers.push(made)
    return made
  }
  afterEach(() => {
    for (const made of servers.splice(0)) made.close()
  })

  it('takes any port for 0, and shows the address', async () => {
    const { port, url } = await listenOnFreePort(server(), '127.0.0.1', 0)
    expect(port).toBeGreaterThan(0)
    expect(url).toBe(`http://127.0.0.1:${port}`)
  })

  it('says that a port is taken and uses the next', async () => {
    const first = await listenOnFreePort(server(), '127.0.0.1', 0)
    const told: [number, number][] = []
    const second = await listenOnFreePort(server(), '127.0.0.1', first.port, (taken, next) => told.push([taken, next]))
    expect(told[0]).toEqual([first.port, first.port + 1])
    expect(second.port).toBe(told.at(-1)?.[1])
  })

  it('gives each of many that ask at once a port of its own', async () => {
    const { port } = await listenOnFreePort(server(), '127.0.0.1', 0)
    const all = await Promise.all(Array.from({ length: 8 }, () => listenOnFreePort(server(), '127.0.0.1', port)))
    expect(new Set(all.map((one) => one.port)).size).toBe(8)
  })

  it('counts a port as taken that somebody else has on the other loopback address', async () => {
    const other = server()
    const there = await new Promise<boolean>((resolve) => {
      other.once('error', () => resolve(false)).listen({ host: '::1', port: 0 }, () => resolve(true))
    })
    if (!there) return // this machine has no IPv6
    const { port } = other.address() as { port: number }
    const told: number[] = []
    await listenOnFreePort(server(), '127.0.0.1', port, (taken) => told.push(taken))
    expect(told[0]).toBe(port)
  })

  it('shows a host for all addresses as one that a browser here can open', async () => {
    const { port, url } = await listenOnFreePort(server(), '0.0.0.0', 0)
    expect(url).toBe(`http://127.0.0.1:${port}`)
  })

  it('refuses a host that is not this machine', async () => {
    await expect(listenOnFreePort(server(), '192.0.2.1', 0)).rejects.toThrow('HOST 192.0.2.1 is not an address')
  })
})
