import { join } from 'node:path'
import { Hono } from 'hono'
import { createAuthenticate } from '#modules/accounts'
import { consoleFiles } from '#platform/console-files'
import { createApi } from '#platform/http'
import { mountStream } from '#platform/live'
import { openApi } from '#platform/openapi'
import { createRateLimit } from '#platform/rate-limit'
import { portal } from './portal/portal.ts'
import { routes } from './routes.ts'
import type { World } from './world.ts'

const CONSOLE = join(import.meta.dirname, '../dist/console')

/** The HTTP application of a world: health, the API, the live stream, the customers' pages, the console. */
export function createWeb(world: World): Hono {
  const { gate, clock, log, database, live, instance } = world
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
  const description = JSON.stringify(openApi(routes, instance.version))
  app.get('/openapi.json', (c) => c.body(description, 200, { 'content-type': 'application/json' }))
  app.use('*', async (c, next) => {
    await next()
    c.header('x-content-type-options', 'nosniff')
    c.header('cross-origin-opener-policy', 'same-origin')
    if (!c.res.headers.has('x-frame-options')) c.header('x-frame-options', 'DENY')
    if (!c.res.headers.has('referrer-policy')) c.header('referrer-policy', 'no-referrer')
  })
  mountStream(app, live, authenticate, 'desk.read')
  app.route('/', portal(world))
  app.route('/', createApi({ gate, clock, log, rateLimit, authenticate, routes }))
  app.route('/', consoleFiles(CONSOLE))
  return app
}
