import { type JobWithMetadata, PgBoss } from 'pg-boss'
import type { Clock } from '#platform/clock'
import type { Database } from '#platform/db'
import type { Gate } from '#platform/gate'
import { organizationsWithTasks } from '#platform/gate-queries'
import { describe } from '#platform/http'
import type { Log } from '#platform/log'
import { recordFailedTask, takeTasks, type WaitingTask } from '#platform/queue-queries'
import { inSpan, type Span, type Telemetry } from '#platform/telemetry'

/** What a task may use: the gate and what the composition root gave its module. No network inside the gate. */
export type TaskContext = {
  orgId: string
  gate: Gate
  clock: Clock
  log: Log
  signal: AbortSignal
  /** The task's span, for the one who is told something: W3C Trace Context. */
  traceparent?: string | undefined
}

export type Task = {
  /** `module.verb_noun`. */
  name: string
  /** Long tasks, and those that wait for somebody else's server, have workers of their own: they hold up nobody. */
  queue: 'quick' | 'long' | 'outside'
  /** Attempts after the first, with back-off from 2 s, doubling up to 15 min. */
  retries: number
  run(ctx: TaskContext, data: Record<string, unknown>): Promise<void>
  /**
   * Several of one organization that are ready at once, oldest first, where together costs less than one by one. What it
   * throws fails none of them: each runs alone then, so that one that cannot be done holds up no other.
   */
  together?(ctx: TaskContext, all: readonly Record<string, unknown>[]): Promise<void>
}

/** What the task library reports: an error, or a plain object with the properties of one. */
const errorOf = (reported: unknown): unknown =>
  typeof reported === 'object' && !(reported instanceof Error) ? Object.assign(new Error(), reported) : reported

type Payload = {
  orgId: string
  task: string
  data: Record<string, unknown>
  /** The traceparent of what queued it, and whether that is long over when it runs. */
  trace?: { parent: string; later: boolean }
}

export type Queue = {
  /** Work was committed here: look at once. */
  hint(): void
  stop(): Promise<void>
}

const QUEUES = ['kept-quick', 'kept-long', 'kept-outside'] as const
/**
 * How a process works a queue off. Quick tasks come in batches. One that waits for somebody else's server has a place of
 * its own, so that it keeps no other back, and an organization has a quarter of the places. They ask once a second, without
 * a pause while the last look at the queue's length (every 5 s) found more waiting than places.
 */
const WORK = {
  'kept-quick': { batchSize: 50, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5 },
  'kept-long': { batchSize: 1, pollingIntervalSeconds: 0.5 },
  'kept-outside': {
    batchSize: 1,
    localConcurrency: 20,
    localGroupConcurrency: 5,
    burstWhenReadyExceeds: 20,
    pollingIntervalSeconds: 1,
  },
} as const
const queueOf = (task: Task | undefined): (typeof QUEUES)[number] => `kept-${task?.queue ?? 'quick'}`
const RELAY_MS = 250
const RELAY_ORGANIZATIONS = 500

/** Makes or upgrades the task library's schema, as the owner; lets kept_system use it and kept_backup read it. */
export async function prepareQueue(adminUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: adminUrl, max: 1, supervise: false, schedule: false })
  boss.on('error', () => {})
  await boss.start()
  for (const name of QUEUES)
    await boss.createQueue(name, {
      retryLimit: 8,
      retryDelay: 2,
      retryBackoff: true,
      retryDelayMax: 900,
      heartbeatSeconds: 10,
      expireInSeconds: name === 'kept-long' ? 86_400 : 300,
      deleteAfterSeconds: 86_400,
    })
  // One message is one transaction: processes that start together grant in turn, or PostgreSQL refuses the second.
  await boss.getDb().executeSql(`
    select pg_advisory_xact_lock(hashtext('kept/queue'));
    grant usage on schema pgboss to kept_system;
    grant select, insert, update, delete on all tables in schema pgboss to kept_system;
    grant usage on all sequences in schema pgboss to kept_system;
    grant execute on all functions in schema pgboss to kept_system;
    grant usage on schema pgboss to kept_backup;
    grant select on all tables in schema pgboss to kept_backup`)
  await boss.stop({ graceful: false })
}

/**
 * The relay and the workers of this process: outbox rows become jobs under the same id, so that a row handed over
 * twice is one job; jobs run at least once. A job that has failed for good is kept in failed_task, to be restarted.
 */
export async function startQueue(deps: {
  systemUrl: string
  database: Database
  gate: Gate
  clock: Clock
  log: Log
  tasks: readonly Task[]
  telemetry?: Telemetry
}): Promise<Queue> {
  const tasks = new Map(deps.tasks.map((task) => [task.name, task]))
  const boss = new PgBoss({
    connectionString: deps.systemUrl,
    max: 4,
    migrate: false,
    createSchema: false,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    queueCacheIntervalSeconds: 5,
  })
  boss.on('error', (error) => deps.log.warn({ error: describe(errorOf(error)) }, 'task library'))
  await boss.start()
  const stopping = new AbortController()

  const workers = new Map<string, string>()
  const relay = async (): Promise<boolean> => {
    const handedOver = new Set<string>()
    const orgs = await deps.database.asSystem((db) => organizationsWithTasks(db, RELAY_ORGANIZATIONS))
    for (const orgId of orgs)
      await deps.database.asOrganization(orgId, true, async (db) => {
        const rows = await takeTasks(db, orgId, 500)
        const now = deps.clock.now()
        const traceOf = ({ trace, run_at }: WaitingTask) =>
          trace === undefined ? {} : { trace: { parent: trace, later: Temporal.Instant.compare(run_at, now) > 0 } }
        for (const name of QUEUES) {
          const jobs = rows
            .filter((row) => queueOf(tasks.get(row.task)) === name)
            .map((row) => ({
              id: row.id,
              data: { orgId, task: row.task, data: row.data, ...traceOf(row) },
              startAfter: row.run_at.toString(),
              retryLimit: tasks.get(row.task)?.retries ?? 0,
              group: { id: orgId },
            }))
          if (jobs.length === 0) continue
          await boss.insert(name, jobs)
          handedOver.add(name)
        }
      })
    for (const name of handedOver) boss.notifyWorker(workers.get(name) ?? '')
    return orgs.length === RELAY_ORGANIZATIONS
  }

  let wake = (): void => {}
  const relaying = (async () => {
    while (!stopping.signal.aborted) {
      const more = await relay().catch((error: unknown) => {
        if (!stopping.signal.aborted) deps.log.warn({ error: describe(error) }, 'relay')
        return false
      })
      if (!more)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, RELAY_MS)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
    }
  })()

  const runJob = (job: JobWithMetadata<Payload>) => {
    const { trace } = job.data
    const task = tasks.has(job.data.task) ? job.data.task : 'unknown'
    const from = trace?.later || job.retryCount > 0 ? { follows: trace?.parent } : { parent: trace?.parent }
    const attributes = { 'kept.task': task, 'kept.attempt': job.retryCount + 1 }
    return inSpan(deps.telemetry?.tracer, { name: task, kind: 'consumer', attributes, ...from }, (span) =>
      runTraced(job, span),
    )
  }

  const runTraced = async (job: JobWithMetadata<Payload>, span: Span) => {
    const { orgId, task, data } = job.data
    const began = performance.now()
    const tell = (outcome: 'done' | 'failed' | 'given_up'): void => {
      deps.telemetry?.task({ task: tasks.has(task) ? task : 'unknown', outcome }, (performance.now() - began) / 1000)
      span.set({ 'kept.outcome': outcome })
      if (outcome !== 'done') span.fail()
    }
    try {
      const known = tasks.get(task)
      if (!known) throw new Error(`There is no task ${task}`)
      const traceparent = deps.telemetry?.tracer?.current()?.traceparent
      const { gate, clock, log } = deps
      await known.run({ orgId, gate, clock, log, signal: stopping.signal, traceparent }, data)
      tell('done')
      return { id: job.id, status: 'completed' as const }
    } catch (error) {
      // Stopping is not failing: the job goes back and another worker, or the next start, takes it up.
      const last = job.retryCount >= job.retryLimit && !stopping.signal.aborted
      tell(last ? 'given_up' : 'failed')
      deps.log.warn({ task, org: orgId, attempt: job.retryCount + 1, last, error: describe(error) }, 'task failed')
      if (last)
        await deps.database.asOrganization(orgId, true, (db) =>
          recordFailedTask(db, {
            org_id: orgId,
            id: job.id,
            task,
            data: JSON.stringify(data),
            failure: error instanceof Error ? error.message.slice(0, 500) : 'unknown',
            attempts: job.retryCount + 1,
            failed_at: deps.clock.now(),
          }),
        )
      return { id: job.id, status: 'failed' as const, output: { message: 'see the log' } }
    }
  }

  /** Done as one; false: each has to run alone. Whoever has failed before runs alone at once. */
  const ranTogether = async (jobs: readonly JobWithMetadata<Payload>[]): Promise<boolean> => {
    const [first] = jobs
    const known = tasks.get(first?.data.task ?? '')
    if (!first || !known?.together || jobs.length < 2) return false
    const { orgId, trace } = first.data
    const attributes = { 'kept.task': known.name, 'kept.together': jobs.length }
    const began = performance.now()
    return inSpan(
      deps.telemetry?.tracer,
      { name: known.name, kind: 'consumer', attributes, follows: trace?.parent },
      async (span) => {
        const traceparent = deps.telemetry?.tracer?.current()?.traceparent
        const { gate, clock, log } = deps
        const all = jobs.map((job) => job.data.data)
        try {
          await known.together?.({ orgId, gate, clock, log, signal: stopping.signal, traceparent }, all)
        } catch (error) {
          span.fail()
          log.info({ task: known.name, org: orgId, tasks: jobs.length, error: describe(error) }, 'each task alone')
          return false
        }
        const seconds = (performance.now() - began) / 1000 / jobs.length
        for (const _ of jobs) deps.telemetry?.task({ task: known.name, outcome: 'done' }, seconds)
        return true
      },
    )
  }

  const runBatch = async (jobs: readonly JobWithMetadata<Payload>[]) => {
    const oldestFirst = jobs.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const groups = Map.groupBy(oldestFirst, ({ id, data, retryCount }) =>
      retryCount > 0 || !tasks.get(data.task)?.together ? id : `${data.orgId} ${data.task}`,
    )
    const done = await Promise.all(
      [...groups.values()].map(async (group) =>
        (await ranTogether(group))
          ? group.map(({ id }) => ({ id, status: 'completed' as const }))
          : Promise.all(group.map(runJob)),
      ),
    )
    return done.flat()
  }

  for (const name of QUEUES) {
    const how = { ...WORK[name], includeMetadata: true, perJobResults: true } as const
    const worker = await boss.work<Payload>(name, how, (jobs) => runBatch(jobs as JobWithMetadata<Payload>[]))
    workers.set(name, worker)
  }

  return {
    hint: () => wake(),
    stop: async () => {
      stopping.abort()
      wake()
      await relaying
      await boss.stop({ graceful: true, timeout: 8_000 })
    },
  }
}
