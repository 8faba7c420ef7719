import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { init, signInLink } from '#modules/accounts'
import { type Clock, systemClock } from '#platform/clock'
import { startEmbeddedPostgres } from '#platform/embedded-postgres'
import { type Log, silentLog } from '#platform/log'
import { migrate } from '#platform/migrate'
import { memoryStorage } from '#test/memory-storage'
import { noLooks, sweepOnce } from '../../src/clocks.ts'
import { followUps } from '../../src/follow-ups.ts'
import { loadSample } from '../../src/sample/load-sample.ts'
import { createWeb } from '../../src/web.ts'
import { buildWorld } from '../../src/world.ts'

const OWNER = { ownerEmail: 'clara.soler@example.com', ownerName: 'Clara Soler' }
const BUSINESS = { name: 'Casa Clara', country: 'ES', timeZone: 'Europe/Madrid', sample: true }

export type SampleProduct = {
  origin: string
  organizationId: string
  /** The cookie of a new session of the owner, as `name=value`. */
  signIn(): Promise<string>
  close(): Promise<void>
}

/** A throw-away product that serves the sample business over HTTP; what it says of promises is up to date once. */
export async function startSampleProduct({
  clock = systemClock,
  log = silentLog,
}: {
  clock?: Clock
  log?: Log
} = {}): Promise<SampleProduct> {
  const dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'kept-sample-'))
  const postgres = await startEmbeddedPostgres({ dir, volatile: true, onProgress: () => {} })
  const secret = 'sample-sample-sample-sample-sample'
  let origin = ''
  const world = buildWorld({
    ...(await migrate(postgres.adminUrl, { secret })),
    secret,
    version: '0.0.0',
    url: () => origin,
    storage: memoryStorage(),
    smtpUrl: undefined,
    log,
    clock,
    connections: 6,
  })
  const server = serve({ fetch: createWeb(world).fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((listening) => server.once('listening', listening))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { organizationId } = await init(world.gate, followUps, { ...BUSINESS, ...OWNER })
  await loadSample(
    { gate: world.gate, database: world.database, clock, log, storage: world.options.storage },
    organizationId,
  )
  await sweepOnce({ gate: world.gate, database: world.database, clock }, { ...noLooks(), lastAt: clock.now() })
  return {
    origin,
    organizationId,
    async signIn() {
      const { link } = await signInLink(world.gate, OWNER.ownerEmail)
      const answer = await fetch(`${origin}/v1/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token: new URL(link).hash.slice(1) }),
      })
      const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
      if (!cookie) throw new Error(`Signing in failed: ${await answer.text()}`)
      return cookie
    },
    async close() {
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await world.close()
      await postgres.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
