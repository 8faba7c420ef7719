import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Tracer } from '#platform/telemetry'

/**
 * A span for each request, under the template of its route: an address may hold a customer's link, and is not told. A
 * caller's traceparent is taken over; the trace's id is the one in logs and problem documents.
 */
export const requestSpans =
  (tracer: Tracer): MiddlewareHandler =>
  (c, next) => {
    const { method, path } = c.req
    if (path.startsWith('/t/assets/')) return next()
    return tracer.span(
      {
        name: method,
        kind: 'server',
        attributes: { 'http.request.method': method },
        parent: c.req.header('traceparent'),
      },
      async (span) => {
        c.set('traceId', tracer.current()?.traceId)
        await next()
        const route = routePath(c)
        span.set({ 'http.route': route, 'http.response.status_code': c.res.status })
        span.name(`${method} ${route}`)
        if (c.res.status >= 500) span.fail()
      },
    )
  }
