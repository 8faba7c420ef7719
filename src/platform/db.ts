import { createHash } from 'node:crypto'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  sql,
} from 'kysely'
import pg from 'pg'
import type { DB } from '#platform/schema.gen'

/** An open transaction of one organization, as the query builder. There is no other way to the database. */
export type Tx = Kysely<DB>

export type Work<T> = (tx: Tx) => Promise<T>

/**
 * From here to the end of the transaction, plans are made for the values at hand: a general plan that was made while a table
 * was all but empty is kept until its statistics change, and a long list of values deserves one of its own.
 */
export const planByValues = (db: Tx): Promise<unknown> => sql`set local plan_cache_mode = force_custom_plan`.execute(db)

const connections = new WeakMap<Tx, ClientConnection>()

/**
 * Sends a statement whose result nobody needs: at once, in order, without waiting. What becomes of it shows at the
 * commit, which fails as it failed; so writes at the end of an operation leave together with the commit.
 */
export function sendSoon(tx: Tx, sql: string, parameters: readonly unknown[]): void {
  const connection = connections.get(tx)
  if (!connection) throw new Error('Statements are sent within a transaction of the gate.')
  connection.sendSoon(sql, parameters)
}

/**
 * Adds a row whose result nobody needs. Rows of a table gather, and are written as one before the next statement, or with
 * the commit, in the order in which their tables came. What becomes of them shows at the commit.
 * @param insert writes rows: text and parameters of few statements
 */
export function insertSoon(tx: Tx, table: string, row: readonly unknown[], insert: InsertRows): void {
  const connection = connections.get(tx)
  if (!connection) throw new Error('Rows are added within a transaction of the gate.')
  connection.gather(table, row, insert)
}

/** The statements that write some rows. */
export type InsertRows = (rows: readonly (readonly unknown[])[]) => Iterable<{ text: string; parameters: unknown[] }>

/** How many statements a transaction has sent so far. */
export const statementsOf = (tx: Tx): number => connections.get(tx)?.statements ?? 0

export type Database = {
  /** Runs `work` in one transaction that sees one organization. `write: false` opens it read only. */
  asOrganization<T>(orgId: string, write: boolean, work: Work<T>): Promise<T>
  /** Runs `work` in one transaction against the directory's tables, as kept_system. */
  asSystem<T>(work: Work<T>): Promise<T>
  /** Is a connection to be had? */
  ping(): Promise<void>
  /** How its connections are used now. */
  connections(): { pool: string; busy: number; idle: number; queued: number }[]
  close(): Promise<void>
}

/** What every statement of a transaction goes through: a test may listen in. */
export type StatementListener = (statement: { sql: string; parameters: readonly unknown[] }) => void

const { builtins } = pg.types
const parsers = new Map<number, (text: string) => unknown>([
  [builtins.TIMESTAMPTZ, (text) => Temporal.Instant.from(text)],
  [builtins.DATE, (text) => Temporal.PlainDate.from(text)],
  [builtins.INT8, Number],
])
const types = {
  getTypeParser: (id: number, format?: 'text' | 'binary') =>
    parsers.get(id) ?? (pg.types.getTypeParser(id, format as 'text') as (text: string) => unknown),
}

const toParameter = (value: unknown): unknown =>
  value instanceof Temporal.Instant || value instanceof Temporal.PlainDate ? value.toString() : value

// Short statements are prepared once a connection; the cap keeps generated texts from filling the server's memory.
const names = new Map<string, string>()
function statementName(sql: string): string | undefined {
  const known = names.get(sql)
  if (known !== undefined || sql.length > 20_000 || names.size >= 600) return known
  const name = `k${createHash('sha1').update(sql).digest('base64url').slice(0, 16)}`
  names.set(sql, name)
  return name
}

/** The socket under a client; the library's types do not name it. */
type Corked = { connection?: { stream?: { cork(): void; uncork(): void } } }

class ClientConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient
  readonly #listener: StatementListener | undefined
  #corked = false
  statements = 0

  constructor(client: pg.PoolClient, listener: StatementListener | undefined) {
    this.#client = client
    this.#listener = listener
  }

  readonly #gathered = new Map<string, { rows: (readonly unknown[])[]; insert: InsertRows }>()

  gather(table: string, row: readonly unknown[], insert: InsertRows): void {
    const known = this.#gathered.get(table)
    if (known) known.rows.push(row)
    else this.#gathered.set(table, { rows: [row], insert })
  }

  #writeGathered(): void {
    if (this.#gathered.size === 0) return
    const all = [...this.#gathered.values()]
    this.#gathered.clear()
    for (const { rows, insert } of all) for (const { text, parameters } of insert(rows)) this.sendSoon(text, parameters)
  }

  /** Sends a statement at once, without waiting for those before it; what is sent in one turn leaves in one write. */
  send(sql: string, parameters: readonly unknown[]): Promise<pg.QueryResult> {
    this.#writeGathered()
    this.#listener?.({ sql, parameters })
    this.statements++
    this.#cork()
    const name = parameters.length === 0 ? undefined : statementName(sql)
    const values = parameters.map(toParameter)
    return parameters.length === 0
      ? this.#client.query(sql)
      : this.#client.query({ text: sql, values, ...(name === undefined ? {} : { name }) })
  }

  readonly #soon: Promise<unknown>[] = []

  /** Whether COMMIT is on its way: what is lost from here on may have been committed. */
  committing = false

  sendSoon(sql: string, parameters: readonly unknown[]): void {
    const sent = this.send(sql, parameters)
    sent.catch(() => {})
    this.#soon.push(sent)
  }

  /** Commits, and waits for all that was sent before. @throws what the first statement that failed throws */
  async commit(): Promise<void> {
    this.committing = true
    const end = this.send('COMMIT', [])
    end.catch(() => {})
    await Promise.all(this.#soon)
    // A commit of a transaction that failed is answered with ROLLBACK.
    if ((await end).command !== 'COMMIT') throw new Error('The transaction was rolled back by the database.')
  }

  #cork(): void {
    const stream = (this.#client as Corked).connection?.stream
    if (this.#corked || !stream) return
    this.#corked = true
    stream.cork()
    setImmediate(() => {
      this.#corked = false
      stream.uncork()
    })
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.send(query.sql, query.parameters)
    return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) }
  }

  // biome-ignore lint/correctness/useYield: streams are not offered inside a gate transaction.
  async *streamQuery(): AsyncGenerator<never> {
    throw new Error('Read in pages: a transaction of the gate offers no streams.')
  }
}

class ClientDriver implements Driver {
  readonly #connection: ClientConnection
  constructor(connection: ClientConnection) {
    this.#connection = connection
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }
  async beginTransaction(): Promise<void> {
    throw new Error('Transactions are opened by the gate alone.')
  }
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}

const compiler = new PostgresQueryCompiler()
const adapter = new PostgresAdapter()

function builderOn(connection: ClientConnection): Tx {
  const tx = new Kysely<DB>({
    dialect: {
      createAdapter: () => adapter,
      createDriver: () => new ClientDriver(connection),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => compiler,
    },
  })
  connections.set(tx, connection)
  return tx
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

// Deadlock, serialization failure, lost connection, server going down: the same work again may succeed.
const RETRY = /^(40P01|40001|08\w{3}|57P0[123])$/
// Said in answer to COMMIT, these mean that nothing was committed; after any other loss nobody knows.
const NOT_COMMITTED = /^(40P01|40001|57P01)$/
const stateOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Clients whose connection is gone. */
const lost = new WeakSet<pg.PoolClient>()

/** The database cannot be reached, or was lost while it committed: then `mayHaveCommitted`. */
export class DatabaseAway extends Error {
  override name = 'DatabaseAway'
  readonly mayHaveCommitted: boolean

  constructor(cause: unknown, mayHaveCommitted: boolean) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.mayHaveCommitted = mayHaveCommitted
  }
}

async function inTransaction<T>(
  pool: pg.Pool,
  begin: string,
  listener: StatementListener | undefined,
  work: Work<T>,
): Promise<T> {
  const writes = !begin.includes('READ ONLY')
  for (let attempt = 1; ; attempt++) {
    const client = await pool.connect().catch((error: unknown) => {
      throw new DatabaseAway(error, false)
    })
    let broken: Error | undefined
    const connection = new ClientConnection(client, listener)
    try {
      // Pipelined with the first statement, which fails too if this does.
      connection.sendSoon(begin, [])
      const result = await work(builderOn(connection))
      await connection.commit()
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: Error) => {
        broken = failure
      })
      const state = stateOf(error)
      const mayHaveCommitted = writes && connection.committing && !NOT_COMMITTED.test(state)
      const again = !mayHaveCommitted && (RETRY.test(state) || lost.has(client))
      if (attempt < 4 && again) await pause(attempt)
      else if (lost.has(client)) throw new DatabaseAway(error, mayHaveCommitted)
      else throw error
    } finally {
      client.release(broken)
    }
  }
}

const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 10 * 2 ** attempt * (0.5 + Math.random()))
  })

/**
 * The pools of a process. `appUrl` and `systemUrl` are the login roles that `migrate` made.
 * @param options.size connections of the application's pool (the system's takes a quarter, at least 2).
 */
export function openDatabase(
  urls: { appUrl: string; systemUrl: string },
  options: { size?: number; onStatement?: StatementListener; onError?: (error: Error) => void } = {},
): Database {
  const size = options.size ?? 16
  const pool = (connectionString: string, max: number): pg.Pool => {
    const made = new pg.Pool({
      connectionString,
      max,
      types,
      pipeline: true,
      connectionTimeoutMillis: 10_000,
      // Planned statements live with their connection: one that rests is worth keeping.
      idleTimeoutMillis: 300_000,
    } as pg.PoolConfig)
    made.on('error', (error) => options.onError?.(error))
    // The pool listens to idle clients only; unheard, a connection that is cut within a transaction ends the process.
    made.on('connect', (client) => client.on('error', () => lost.add(client)))
    return made
  }
  const app = pool(urls.appUrl, size)
  const system = pool(urls.systemUrl, Math.max(2, Math.ceil(size / 4)))
  return {
    asOrganization: (orgId, write, work) => {
      if (!UUID.test(orgId)) throw new Error('An organization id is a lower-case UUID.')
      const begin = `BEGIN${write ? '' : ' READ ONLY'}; SET LOCAL app.org_id = '${orgId}'`
      return inTransaction(app, begin, options.onStatement, work)
    },
    asSystem: (work) => inTransaction(system, 'BEGIN', undefined, work),
    ping: async () => {
      await app.query('select 1')
    },
    connections: () =>
      Object.entries({ app, system }).map(([name, { totalCount, idleCount, waitingCount }]) => ({
        ...{ pool: name, busy: totalCount - idleCount, idle: idleCount, queued: waitingCount },
      })),
    close: async () => {
      await Promise.all([app.end(), system.end()])
    },
  }
}
