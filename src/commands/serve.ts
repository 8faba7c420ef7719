import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { startLink } from '#modules/accounts'
import { startMailListener } from '#modules/mailboxes'
import { readConfig } from '#platform/config'
import { claimInstallation, openInstallation } from '#platform/installation'
import { listenOnFreePort } from '#platform/listen'
import { createLog } from '#platform/log'
import { stopOnSignals } from '#platform/stop-signals'
import { noTelemetry } from '#platform/telemetry'
import { createWeb } from '../web.ts'
import { openWorld, say, VERSION } from './open.ts'

type Roles = { web: boolean; worker: boolean; claims: boolean }
/** How to close what was opened, in the order of opening. */
type Closing = (() => unknown)[]

/**
 * `start` (all roles), `web`, `worker`: runs until Ctrl-C. Only `start` claims the installation: any number of web and
 * worker processes may run beside each other.
 */
export async function serve(roles: Roles): Promise<void> {
  const closing: Closing = []
  let stopping = false
  const closeAll = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close()
  }
  const stop = async (): Promise<void> => {
    stopping = true
    say('stopping …')
    await closeAll()
    say('stopped')
  }
  stopOnSignals(stop, { onError: (error) => say(String(error)) })
  try {
    await run(roles, closing)
  } catch (error) {
    // Asked to stop while it started: what fails now does so because it is being closed, and `stop` ends the process.
    if (stopping) return
    await closeAll()
    throw error
  }
}

async function run(roles: Roles, closing: Closing): Promise<void> {
  const config = readConfig(process.env)
  const claimed = roles.claims ? await claimInstallation(openInstallation(config)) : undefined
  if (claimed?.running) {
    const { pid, url } = claimed.running
    say(`Kept is running already (process ${pid})${url ? `: ${url}` : ''}`)
    return process.exit(0)
  }
  if (claimed?.claim) closing.push(() => claimed.claim.release())
  // Loaded only where somebody wants it.
  const measures = config.metricsPort === undefined ? undefined : await import('#platform/metrics')
  const metrics = measures?.createMetrics(VERSION)
  const tracing =
    config.tracesShare === undefined
      ? undefined
      : (await import('#platform/tracing')).createTracing({
          version: VERSION,
          share: config.tracesShare,
          onTrouble: (message) => createLog(config.logLevel).warn({}, message),
        })
  if (tracing) closing.push(tracing.stop)
  const telemetry = { ...(metrics?.telemetry ?? noTelemetry), tracer: tracing?.tracer }
  const opening = openWorld(say, metrics || tracing ? telemetry : undefined)
  // Asked to stop while it opens: the PostgreSQL that it starts must not be left running.
  closing.push(async () => (await opening.catch(() => undefined))?.close())
  const opened = await opening
  const { world } = opened
  if (measures && metrics && config.metricsPort !== undefined) {
    metrics.watch(world.database)
    const { url, stop } = await measures.serveMetrics(metrics, { host: config.host, port: config.metricsPort })
    closing.push(stop)
    say(`Measurements: ${url}`)
  }
  if (roles.web) {
    const listener = getRequestListener(createWeb(world).fetch)
    const server = createServer((request, response) => void listener(request, response))
    server.requestTimeout = 60_000
    server.headersTimeout = 15_000
    const { url } = await listenOnFreePort(server, config.host, config.port, (taken, next) =>
      say(`port ${taken} is taken, trying ${next}`),
    )
    closing.push(
      () =>
        new Promise<void>((resolve) => {
          server.close(() => resolve())
          setTimeout(() => server.closeAllConnections(), 1_000).unref()
          server.closeIdleConnections()
          world.live.stop()
        }),
    )
    opened.setUrl(url)
    claimed?.claim?.announce(world.options.url())
    say(`Kept is ready: ${world.options.url()}`)
  }
  if (roles.worker) {
    const starting = world.work(opened.adminUrl, { alone: roles.web })
    closing.push(async () => (await starting.catch(() => undefined))?.stop())
    await starting
    if (config.mailListener) {
      const { gate, clock, log, options } = world
      const listener = await startMailListener({ gate, clock, log, storage: options.storage, ...config.mailListener })
      closing.push(listener.stop)
      say(`Mail for your mailboxes is taken at ${config.mailListener.host}:${listener.port} (SMTP)`)
    }
    if (!roles.web) {
      if (config.url === undefined)
        say(`KEPT_URL is not set: links in mails begin with ${world.options.url()}. Set it where that is not right.`)
      say('The worker is running')
    }
  }
  if (roles.claims) {
    const { link, purpose } = await startLink(world.gate)
    say(`${purpose === 'set_up' ? 'Set up your business' : 'Sign in'} (the link works once): ${link}`)
    say('Press Ctrl-C to stop')
  }
}
