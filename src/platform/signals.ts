import pg from 'pg'

/** Short messages between the processes of one database, under 8,000 bytes; who does not listen just then misses them. */
export type Signals = {
  send(payload: string): void
  hear(listener: (payload: string) => void): void
  /** Listens from now on; before, a process hears nothing and holds no connection. */
  open(): void
  close(): Promise<void>
}

const AGAIN_MS = 5_000

/**
 * Signals by NOTIFY on a connection of its own, which is made when it is first needed and made anew when it is lost. What
 * this process sends it does not hear itself.
 * @param url of a role that may connect; it needs no right to any table
 */
export function openSignals(url: string, channel: string, onError: (error: unknown) => void): Signals {
  const listeners = new Set<(payload: string) => void>()
  let client: pg.Client | null = null
  let connecting: Promise<void> | null = null
  let [wanted, ended] = [false, false]

  const connect = async (): Promise<void> => {
    const made = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
    const lost = (): void => {
      if (client === made) client = null
    }
    made.on('end', lost)
    made.on('error', (error) => {
      lost()
      if (!ended) onError(error)
    })
    try {
      await made.connect()
      const own = (await made.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid
      made.on('notification', ({ payload, processId }) => {
        if (processId !== own) for (const listener of listeners) listener(payload ?? '')
      })
      await made.query(`listen "${channel}"`)
      if (ended) await made.end()
      else client = made
    } catch (error) {
      if (!ended) onError(error)
      await made.end().catch(() => {})
    }
  }
  const opened = (): Promise<void> => {
    wanted = true
    if (client || ended) return Promise.resolve()
    connecting ??= connect().finally(() => {
      connecting = null
    })
    return connecting
  }
  const timer = setInterval(() => {
    if (wanted && !client) void opened()
  }, AGAIN_MS)
  timer.unref()
  return {
    send: (payload) =>
      void opened().then(() => client?.query('select pg_notify($1, $2)', [channel, payload]).catch(onError)),
    hear: (listener) => void listeners.add(listener),
    open: () => void opened(),
    async close() {
      ended = true
      clearInterval(timer)
      await connecting
      await client?.end().catch(() => {})
    },
  }
}
