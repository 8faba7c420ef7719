import { watchMailboxes } from '#modules/mailboxes'
import { notificationsRaised } from '#modules/notifications'
import { listeners } from '#modules/webhooks'
import { type Clock, systemClock } from '#platform/clock'
import { type Database, openDatabase, type StatementListener } from '#platform/db'
import { createGate, type Gate, type Hint } from '#platform/gate'
import { describe } from '#platform/http'
import type { Instance } from '#platform/instance'
import { createLive, type Live } from '#platform/live'
import type { Log } from '#platform/log'
import { createPresence, type PresenceBook } from '#platform/presence'
import { prepareQueue, type Queue, startQueue } from '#platform/queue'
import { openSignals } from '#platform/signals'
import type { Storage } from '#platform/storage'
import { noTelemetry, type Telemetry } from '#platform/telemetry'
import { keysFrom } from '#platform/tokens'
import { startClocks } from './clocks.ts'
import { reactions, tasksWith } from './tasks.ts'

export type WorldOptions = {
  appUrl: string
  systemUrl: string
  secret: string
  version: string
  /** KEPT_URL, or where the server listens once it does. */
  url: () => string
  smtpUrl: string | undefined
  /** Whether addresses that members type may lie in the own network. Default: no. */
  allowPrivateAddresses?: boolean
  /** Where raw mails and attachments are kept. */
  storage: Storage
  log: Log
  clock?: Clock
  /** Connections of the application's pool. */
  connections?: number
  /** Told every statement of the application's role. */
  onStatement?: StatementListener
  /** Told what runs and how long it takes. */
  telemetry?: Telemetry
}

/** Everything a process of Kept is made of, built once. */
export type World = {
  database: Database
  gate: Gate
  live: Live
  presence: PresenceBook
  instance: Instance
  clock: Clock
  log: Log
  options: WorldOptions
  /** Calls back after every commit of this process. */
  onChange(listener: (hint: Hint) => void): void
  /**
   * Starts the relay, the workers and the clocks in this process. `alone`: it serves the web too, so that it hears of
   * most changes itself, and the clock needs to look less often for what others have changed.
   */
  work(adminUrl: string, options?: { alone?: boolean }): Promise<{ stop(): Promise<void> }>
  close(): Promise<void>
}

export function buildWorld(options: WorldOptions): World {
  const clock = options.clock ?? systemClock
  const { log, telemetry = noTelemetry } = options
  const database = openDatabase(options, {
    size: options.connections ?? 16,
    ...(options.onStatement ? { onStatement: options.onStatement } : {}),
    onError: (error) => log.warn({ error: describe(error) }, 'database connection lost'),
  })
  const instance: Instance = {
    keys: keysFrom(options.secret),
    get url() {
      return options.url()
    },
    version: options.version,
    sendsMail: options.smtpUrl !== undefined,
    allowPrivateAddresses: options.allowPrivateAddresses ?? false,
  }
  const live = createLive(database, () => clock.now(), {
    silent: ['promise.imported', 'promise.rederived'],
    looks: [notificationsRaised],
  })
  const signals = openSignals(options.appUrl, 'kept_presence', (error) =>
    log.warn({ error: describe(error) }, 'signals to other processes lost'),
  )
  const presence = createPresence(signals, () => clock.now())
  let queue: Queue | undefined
  let clocks: Pick<ReturnType<typeof startClocks>, 'ring'> | undefined
  const follower = listeners(database)
  const changeListeners: ((hint: Hint) => void)[] = [follower.forget]
  const onCommit = (hint: Hint): void => {
    for (const listener of changeListeners) listener(hint)
    live.hint(hint.orgId, hint.events)
    if (hint.tasks) queue?.hint()
    if (hint.events.length > 0) clocks?.ring()
  }
  const gate = createGate({ database, clock, instance, log, reactions, follower, onCommit, telemetry })
  return {
    database,
    gate,
    live,
    presence,
    instance,
    clock,
    log,
    options,
    onChange: (listener) => {
      changeListeners.push(listener)
    },
    work: async (adminUrl, { alone = false } = {}) => {
      await prepareQueue(adminUrl)
      queue = await startQueue({
        systemUrl: options.systemUrl,
        database,
        gate,
        clock,
        log,
        tasks: tasksWith({ ...options, database }),
        telemetry,
      })
      const watching = watchMailboxes({ gate, database, clock, log, storage: options.storage })
      const started = startClocks({ gate, database, clock, log, telemetry, lookEveryMs: alone ? 10_000 : 1_000 })
      const running = queue
      clocks = started
      return {
        stop: async () => {
          queue = undefined
          clocks = undefined
          await Promise.all([started.stop(), running.stop(), watching.stop()])
        },
      }
    },
    close: async () => {
      live.stop()
      await presence.close()
      await database.close()
    },
  }
}
