import type { Hono } from 'hono'
import type pg from 'pg'
import { init, type MemberView, ROLE_PERMISSIONS, signInLink } from '#modules/accounts'
import { type StoppedClock, stoppedClock } from '#platform/clock'
import type { StatementListener } from '#platform/db'
import { silentLog } from '#platform/log'
import type { Actor, Role } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import { takeTasks, type WaitingTask } from '#platform/queue-queries'
import type { Telemetry } from '#platform/telemetry'
import { memoryStorage } from '#test/memory-storage'
import { followUps } from '../../src/follow-ups.ts'
import { tasksWith } from '../../src/tasks.ts'
import { createWeb } from '../../src/web.ts'
import { buildWorld, type World } from '../../src/world.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { recordStatement } from './recorded-statements.ts'

/** A member who is signed in. */
export type Person = { readonly member: MemberView; readonly actor: Actor; readonly cookie: string }

export type TestOrganization = { readonly id: string; readonly name: string } & Readonly<Record<Role, Person>>

export type Answer = {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects there, and fails where it is not.
  readonly body: any
  readonly headers: Headers
}

export type CallOptions = {
  /** Who calls: a member with a cookie, or an API key. Default: a stranger. */
  readonly as?: Person | string | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** The address the call comes from; limits are counted by it. */
  readonly from?: string
}

export type TestWorld = Pick<World, 'gate' | 'instance' | 'live'> & {
  readonly app: Hono
  readonly clock: StoppedClock
  readonly database: TestDatabase
  readonly storage: ReturnType<typeof memoryStorage>
  readonly owner: pg.Pool
  /** Two organizations with a member of every role: ours, and another that must never see anything of ours. */
  readonly orgs: readonly [TestOrganization, TestOrganization]
  actorOf(role: Role, org?: TestOrganization): Actor
  /** One call of the API, as a browser on our own pages or a program with a key makes it. */
  api(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Answer>
  /** Runs the tasks that are due by the clock, and those that follow from them. @throws what a task throws */
  /** Runs every task that is due. @param how.together the organization whose tasks run in batches, where they can */
  drainTasks(how?: { together?: string }): Promise<void>
  /** The organization's events of these types, oldest first. */
  eventsOf(orgId: string, ...types: string[]): Promise<RecordedEvent[]>
  close(): Promise<void>
}

export type RecordedEvent = {
  type: string
  subject: string
  about: string
  actor_kind: string
  data: Record<string, unknown>
}

export type WorldSetUp = {
  readonly start?: string
  readonly url?: string
  readonly smtpUrl?: string
  readonly allowPrivateAddresses?: boolean
  readonly telemetry?: Telemetry
  /** Hears every statement that is sent. */
  readonly onStatement?: StatementListener
}

const ROLES = ['owner', 'lead', 'frontline', 'viewer'] as const satisfies readonly Role[]

/** The whole product over a database of its own, with two organizations in it and a clock that stands still. */
export async function createWorld(options: WorldSetUp = {}): Promise<TestWorld> {
  const start = options.start ?? '2026-11-26T09:00:00Z'
  const database = await testDatabase()
  // What setting up takes of any limit is over by then.
  const clock = stoppedClock(Temporal.Instant.from(start).subtract({ hours: 1 }).toString())
  const url = options.url ?? 'http://localhost:3000'
  const { appUrl, systemUrl, secret } = database
  const storage = memoryStorage()
  const world = buildWorld({
    appUrl,
    systemUrl,
    secret,
    version: '0.0.0',
    url: () => url,
    smtpUrl: options.smtpUrl,
    allowPrivateAddresses: options.allowPrivateAddresses ?? false,
    storage,
    log: silentLog,
    clock,
    connections: 6,
    onStatement: (statement) => {
      recordStatement(statement)
      options.onStatement?.(statement)
    },
    ...(options.telemetry ? { telemetry: options.telemetry } : {}),
  })
  const app = createWeb(world)
  const api = callerOf(app, url)
  const orgs = [
    await createOrganization(world, api, { name: 'Northside Repairs', at: 'northside.example' }),
    await createOrganization(world, api, { name: 'Harbour Clinic', at: 'harbour.example' }),
  ] as const
  clock.set(start)
  const waiting = new Map<string, WaitingTask[]>()
  const tasks = new Map(
    tasksWith({ smtpUrl: undefined, ...options, database: database.db, storage }).map((task) => [task.name, task]),
  )
  return {
    gate: world.gate,
    instance: world.instance,
    live: world.live,
    app,
    clock,
    database,
    storage,
    owner: database.owner,
    orgs,
    actorOf: (role, org = orgs[0]) => org[role].actor,
    api,
    drainTasks: async ({ together } = {}) => {
      // Also of organizations that were founded meanwhile.
      const { rows: all } = await database.owner.query<{ id: string }>('select id from organization order by id')
      for (const { id: orgId } of all) {
        const ctx: TaskContext = {
          orgId,
          gate: world.gate,
          clock,
          log: silentLog,
          signal: new AbortController().signal,
        }
        for (;;) {
          const taken = await world.database.asOrganization(orgId, true, (db) => takeTasks(db, orgId, 500))
          const all = [...(waiting.get(orgId) ?? []), ...taken]
          const [due, later] = splitByTime(all, clock.now())
          waiting.set(orgId, later)
          if (due.length === 0) break
          for (const { task, data } of orgId === together ? [] : due) {
            const known = tasks.get(task)
            if (!known) throw new Error(`There is no task ${task}`)
            await known.run(ctx, data)
          }
          for (const [task, all] of orgId === together ? Map.groupBy(due, (each) => each.task) : []) {
            const known = tasks.get(task)
            if (known?.together)
              await known.together(
                ctx,
                all.map(({ data }) => data),
              )
            else for (const { data } of all) await known?.run(ctx, data)
          }
        }
      }
    },
    eventsOf: async (orgId, ...types) => {
      const { rows } = await database.owner.query<RecordedEvent>(
        'select type, subject, about, actor_kind, data from event where org_id = $1 and type = any($2) order by id',
        [orgId, types],
      )
      return rows
    },
    close: async () => {
      await world.close()
      await database.close()
    },
  }
}

function splitByTime(tasks: readonly WaitingTask[], now: Temporal.Instant): [WaitingTask[], WaitingTask[]] {
  const isDue = (task: WaitingTask): boolean => Temporal.Instant.compare(task.run_at, now) <= 0
  return [tasks.filter(isDue), tasks.filter((task) => !isDue(task))]
}

type Caller = TestWorld['api']

const callerOf =
  (app: Hono, url: string): Caller =>
  async (method, path, body, { as, headers = {}, from = '192.0.2.1' } = {}) => {
    const sent: Record<string, string> = { ...headers }
    if (typeof as === 'string') sent.authorization = `Bearer ${as}`
    else if (as) sent.cookie = as.cookie
    if (as && typeof as !== 'string') sent['sec-fetch-site'] ??= 'same-origin'
    if (body !== undefined) sent['content-type'] ??= 'application/json'
    const text = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const env = { incoming: { socket: { remoteAddress: from } } }
    const response = await app.request(`${url}${path}`, { method: method.toUpperCase(), headers: sent, ...text }, env)
    const answer = await response.text()
    const json = /json/.test(response.headers.get('content-type') ?? '') && answer !== ''
    return { status: response.status, body: json ? JSON.parse(answer) : answer, headers: response.headers }
  }

/** What follows the # of a link. */
export const tokenOf = (link: string): string => link.split('#')[1] ?? ''

/** The cookie that an answer sets, as a browser sends it back. */
export const cookieOf = ({ headers }: Answer): string => headers.getSetCookie()[0]?.split(';')[0] ?? ''

/** A member as one who has just signed in with this answer. */
export function personOf(answer: Answer): Person {
  if (answer.status !== 201 || answer.body.state !== 'signed_in')
    throw new Error(`Not signed in: ${answer.status} ${JSON.stringify(answer.body)}`)
  const { member, organization, session } = answer.body
  const role: Role = member.role
  const actor: Actor = {
    kind: 'member',
    id: member.id,
    orgId: organization.id,
    role,
    memberId: member.id,
    sessionId: session.id,
    may: (permission) => ROLE_PERMISSIONS[role].has(permission),
  }
  return { member, actor, cookie: cookieOf(answer) }
}

async function createOrganization(
  world: World,
  api: Caller,
  { name, at }: { name: string; at: string },
): Promise<TestOrganization> {
  const input = { name, country: 'GB', timeZone: 'Europe/London', ownerEmail: `owner@${at}`, ownerName: 'Olive Owner' }
  const { organizationId } = await init(world.gate, followUps, input)
  const enter = async (link: string) => personOf(await api('post', '/v1/sessions', { token: tokenOf(link) }))
  const owner = await enter((await signInLink(world.gate, input.ownerEmail)).link)
  const names = { lead: 'Lee Lead', frontline: 'Fay Frontline', viewer: 'Vic Viewer' }
  const people = { owner } as Record<Role, Person>
  for (const role of ROLES) {
    if (role === 'owner') continue
    const invitation = { email: `${role}@${at}`, name: names[role], role, delivery: 'link' }
    const invited = await api('post', '/v1/members', invitation, { as: owner })
    people[role] = await enter(invited.body.link)
  }
  return { id: organizationId, name, ...people }
}
