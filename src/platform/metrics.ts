import { createServer } from 'node:http'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from '#platform/db'
import { backlogOf } from '#platform/queue-queries'
import type { Telemetry } from '#platform/telemetry'

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
/** A scrape that the database does not answer in this time says the rest without it. */
const PATIENCE_MS = 3_000

export type Metrics = {
  telemetry: Telemetry
  /** What is asked for at each scrape: who waits, and connections. */
  watch(database: Database): void
  /** All of it, in the text format of Prometheus. */
  text(): Promise<string>
}

/** The measurements of a process. Label values are names from the code's tables, so that there are never more than these. */
export function createMetrics(version: string): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'kept_' })
  new Gauge({ name: 'kept_info', help: 'The version that runs', labelNames: ['version'], registers }).set(
    { version },
    1,
  )
  const requests = new Histogram({
    name: 'kept_http_request_seconds',
    help: 'Requests by route, method and status',
    labelNames: ['route', 'method', 'status'],
    buckets: SECONDS,
    registers,
  })
  const operations = new Histogram({
    name: 'kept_operation_seconds',
    help: 'Operations by outcome: done, refused, failed',
    labelNames: ['operation', 'outcome'],
    buckets: SECONDS,
    registers,
  })
  const tasks = new Histogram({
    name: 'kept_task_seconds',
    help: 'Background tasks by outcome: done, failed (tried again), given_up',
    labelNames: ['task', 'outcome'],
    buckets: SECONDS,
    registers,
  })
  const swept = new Counter({
    name: 'kept_swept_total',
    help: 'What came due and was seen to by the clock, by kind',
    labelNames: ['kind'],
    registers,
  })
  const waiting = new Gauge({ name: 'kept_tasks_waiting', help: 'Tasks that no worker has taken yet', registers })
  const oldest = new Gauge({ name: 'kept_tasks_oldest_seconds', help: 'How long the oldest of them waits', registers })
  const connections = new Gauge({
    name: 'kept_connections',
    help: 'Database connections by pool and state: busy, idle, and callers that wait for one',
    labelNames: ['pool', 'state'],
    registers,
  })
  const up = new Gauge({ name: 'kept_database_up', help: '1 when the database answered this scrape', registers })
  let watched: Database | undefined

  const collect = async (database: Database): Promise<void> => {
    for (const { pool, busy, idle, queued } of database.connections()) {
      connections.set({ pool, state: 'busy' }, busy)
      connections.set({ pool, state: 'idle' }, idle)
      connections.set({ pool, state: 'waiting' }, queued)
    }
    const late = new Promise<null>((resolve) => {
      setTimeout(() => resolve(null), PATIENCE_MS).unref()
    })
    const backlog = await Promise.race([database.asSystem(backlogOf), late]).catch(() => null)
    up.set(backlog === null ? 0 : 1)
    if (backlog === null) return
    waiting.set(backlog.waiting)
    oldest.set(backlog.oldestSeconds)
  }

  return {
    telemetry: {
      request: ({ route, method, status }, seconds) =>
        requests.observe({ route, method, status: String(status) }, seconds),
      operation: (of, seconds) => operations.observe(of, seconds),
      task: (of, seconds) => tasks.observe(of, seconds),
      sweep: ({ kind }, n) => swept.inc({ kind }, n),
    },
    watch: (database) => {
      watched = database
    },
    async text() {
      if (watched) await collect(watched)
      return registry.metrics()
    },
  }
}

/** Serves `GET /metrics` on a port of its own: whoever may reach it may read it. */
export async function serveMetrics(
  metrics: Metrics,
  { host, port }: { host: string; port: number },
): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    if (request.url !== '/metrics' || request.method !== 'GET') {
      response.writeHead(404).end()
      return
    }
    const body = await metrics.text()
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(body)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const listening = typeof address === 'object' && address ? address.port : port
  return {
    url: `http://${host}:${listening}/metrics`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
