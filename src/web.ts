import { join } from 'node:path'
import { Hono } from 'hono'
import { createAuthenticate } from '#modules/accounts'
import { consoleFiles } from '#platform/console-files'
import { createApi } from '#platform/http'
import { mountStream } from '#platform/live'
import { openApi } from '#platform/openapi'
import { createRateLimit } from '#platform/rate-limit'
import { requestSpans } from '#platform/request-spans'
import { approvals } from './portal/approvals.ts'
import { portal } from './portal/portal.ts'
import type { Description } from './reference/api.ts'
import { reference } from './reference/reference.ts'
import { routes } from './routes.ts'
import type { World } from './world.ts'

const CONSOLE = join(import.meta.dirname, '../dist/console')

/** The HTTP application of a world: health, the API, the live stream, the customers' pages, the console. */
export function createWeb(world: World): Hono {
  const { gate, clock, log, database, live, presence, instance } = world
  const { telemetry } = world.options
  const rateLimit = createRateLimit(clock)
  const authenticate = createAuthenticate({ database, clock, instance })
  world.onChange(authenticate.forget)
  const app = new Hono()
  app.get('/healthz', (c) => c.json({ status: 'ok', version: instance.version }, 200, { 'cache-control': 'no-store' }))
  app.get('/readyz', async (c) => {
    const ready = await database.ping().then(
      () => true,
      () => false,
    )
    return c.json({ status: ready ? 'ready' : 'the database does not answer' }, ready ? 200 : 503, {
      'cache-control': 'no-store',
    })
  })
  const api = openApi(routes, instance.version)
  const description = JSON.stringify(api)
  app.get('/openapi.json', (c) => c.body(description, 200, { 'content-type': 'application/json' }))
  if (telemetry?.tracer) {
    app.use('/v1/*', requestSpans(telemetry.tracer))
    app.use('/t/*', requestSpans(telemetry.tracer))
    app.use('/a/*', requestSpans(telemetry.tracer))
  }
  // Set before the answer is made: adding to a finished one would copy it.
  app.use('*', async (c, next) => {
    c.header('x-content-type-options', 'nosniff')
    c.header('cross-origin-opener-policy', 'same-origin')
    c.header('x-frame-options', 'DENY')
    c.header('referrer-policy', 'no-referrer')
    if (instance.url.startsWith('https:')) c.header('strict-transport-security', 'max-age=31536000')
    await next()
  })
  mountStream(app, live, presence, authenticate, 'desk.read')
  app.route('/', reference(api as Description, instance.version))
  app.route('/', portal(world))
  app.route('/', approvals({ ...world, authenticate }))
  app.route(
    '/',
    createApi({
      gate,
      clock,
      log,
      rateLimit,
      storage: world.options.storage,
      presence,
      authenticate,
      routes,
      ...(telemetry ? { telemetry } : {}),
    }),
  )
  app.route('/', consoleFiles(CONSOLE))
  return app
}
