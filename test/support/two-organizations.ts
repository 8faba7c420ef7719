import type pg from 'pg'
import { z } from 'zod'
import { type StoppedClock, stoppedClock } from '#platform/clock'
import { createGate, type Gate } from '#platform/gate'
import { newId } from '#platform/ids'
import { silentLog } from '#platform/log'
import { type Actor, type Context, operation, type Role } from '#platform/operation'
import { keysFrom } from '#platform/tokens'
import { testDatabase } from './database.ts'

export type RecordedEvent = { type: string; subject: string; about: string; data: Record<string, unknown> }

export type TwoOrganizations = {
  readonly gate: Gate
  readonly clock: StoppedClock
  readonly owner: pg.Pool
  /** Organizations: ours, whose members act, and another one, which must never see anything of ours. */
  readonly ours: string
  readonly others: string
  /** May do everything in its organization. */
  readonly member: Actor
  readonly stranger: Actor
  /** A member of ours who may do only what is listed. */
  limitedTo(...permissions: string[]): Actor
  /** Runs functions that take a context and are no operations. */
  within<T>(actor: Actor, work: (ctx: Context) => Promise<T>): Promise<T>
  /** The organization's events of these types, oldest first. */
  eventsOf(orgId: string, ...types: string[]): Promise<RecordedEvent[]>
  close(): Promise<void>
}

/** A database with two organizations in it, the gate before it and a clock that stands still. */
export async function twoOrganizations(start = '2026-11-26T09:00:00Z'): Promise<TwoOrganizations> {
  const database = await testDatabase()
  const clock = stoppedClock(start)
  const instance = {
    keys: keysFrom(database.secret),
    url: 'http://localhost:4000',
    version: '0.0.0',
    sendsMail: false,
    allowPrivateAddresses: false,
  }
  const gate = createGate({ database: database.db, clock, instance, log: silentLog })
  const [ours, others] = [newId(clock.now()), newId(clock.now())]
  for (const [id, name] of [
    [ours, 'Ours'],
    [others, 'Others'],
  ])
    await database.owner.query(
      "insert into organization (id, name, country, time_zone, language, created_at) values ($1, $2, 'PL', 'Europe/Warsaw', 'en', $3)",
      [id, name, start],
    )
  const actor = (orgId: string, role: Role, may: Actor['may']): Actor => {
    const id = newId(clock.now())
    return { kind: 'member', id, orgId, role, memberId: id, may }
  }
  const member = actor(ours, 'owner', () => true)
  return {
    gate,
    clock,
    owner: database.owner,
    ours,
    others,
    member,
    stranger: actor(others, 'owner', () => true),
    limitedTo: (...permissions) => actor(ours, 'viewer', (permission) => permissions.includes(permission)),
    within: async (who, work) => {
      let answer: { value: Awaited<ReturnType<typeof work>> } | undefined
      const op = operation({
        name: 'test.within',
        effect: 'writes',
        permission: 'test.within',
        summary: 'A function under test',
        input: z.object({}),
        output: z.object({}),
        async run(ctx) {
          answer = { value: await work(ctx) }
          return {}
        },
      })
      await gate.run(op, who, {})
      if (!answer) throw new Error('The gate did not run the function')
      return answer.value
    },
    eventsOf: async (orgId, ...types) => {
      const { rows } = await database.owner.query<RecordedEvent>(
        'select type, subject, about, data from event where org_id = $1 and type = any($2) order by id',
        [orgId, types],
      )
      return rows
    },
    close: database.close,
  }
}
