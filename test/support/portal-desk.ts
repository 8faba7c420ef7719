import type { Hono } from 'hono'
import type pg from 'pg'
import { createCustomer } from '#modules/customers'
import type { PromiseView } from '#modules/promises'
import { type StoppedClock, stoppedClock } from '#platform/clock'
import { createGate, type Gate } from '#platform/gate'
import { newId } from '#platform/ids'
import { createLive } from '#platform/live'
import { silentLog } from '#platform/log'
import type { Actor } from '#platform/operation'
import { keysFrom } from '#platform/tokens'
import { createLink } from '../../src/modules/conversations/create-link.ts'
import { makePromise } from '../../src/modules/promises/make-promise.ts'
import { portal } from '../../src/portal/portal.ts'
import { testDatabase } from './database.ts'

export type PortalDesk = {
  readonly gate: Gate
  readonly clock: StoppedClock
  readonly owner: pg.Pool
  readonly orgId: string
  readonly member: Actor
  /** Statements that the application's role ran so far. */
  readonly statements: readonly string[]
  /** A portal of its own: its limits count from zero. */
  portal(): Hono
  /** A customer with one contact; the name of the contact's address begins with the customer's name. */
  customer(over?: Record<string, unknown>): Promise<string>
  /** Proposes a promise to a new customer, about a new matter. */
  propose(over?: Record<string, unknown>): Promise<PromiseView>
  /** The address, without the origin, of a new link to a promise's page. */
  linkTo(promiseId: string): Promise<string>
  close(): Promise<void>
}

/** One organization in Madrid with a portal before it, and a clock that stands still. */
export async function portalDesk(start: string): Promise<PortalDesk> {
  const statements: string[] = []
  const database = await testDatabase({ onStatement: ({ sql }) => statements.push(sql) })
  const clock = stoppedClock(start)
  const url = 'http://kept.test'
  const instance = {
    keys: keysFrom(database.secret),
    url,
    version: '0.0.0',
    sendsMail: false,
    allowPrivateAddresses: false,
  }
  const live = createLive(database.db, () => clock.now())
  const onCommit: Parameters<typeof createGate>[0]['onCommit'] = (hint) => live.hint(hint.orgId, hint.events)
  const gate = createGate({ database: database.db, clock, instance, log: silentLog, onCommit })
  const orgId = newId(clock.now())
  const memberId = newId(clock.now())
  const member: Actor = { kind: 'member', id: memberId, orgId, role: 'owner', memberId, may: () => true }
  await database.owner.query(
    "insert into organization (id, name, country, time_zone, language, created_at) values ($1, 'Boreal Heating', 'ES', 'Europe/Madrid', 'en', $2)",
    [orgId, start],
  )

  const customer: PortalDesk['customer'] = async (over = {}) => {
    const contact = { name: 'Ana', email: 'ana@example.com', language: 'en', timeZone: 'Europe/Madrid', ...over }
    return (await gate.run(createCustomer, member, { name: 'Ana Ruiz', contacts: [contact] })).id
  }
  return {
    gate,
    clock,
    owner: database.owner,
    orgId,
    member,
    statements,
    portal: () => portal({ gate, live, instance, clock, log: silentLog }),
    customer,
    propose: async (over = {}) => {
      const customerId = 'customerId' in over ? over.customerId : await customer()
      const dueAt = clock
        .now()
        .add({ hours: 7 * 24 })
        .toString()
      return gate.run(makePromise, member, {
        ...{ kind: 'completion', wording: 'Your boiler will be repaired.', about: `request:${newId(clock.now())}` },
        ...{ dueAt, asksAnswer: true, caveats: ['A spare part may have to be ordered.'], ...over, customerId },
      })
    },
    linkTo: async (promiseId) => {
      const { url: link } = await gate.run(createLink, member, { id: promiseId })
      return (link ?? '').slice(url.length)
    },
    close: async () => {
      live.stop()
      await database.close()
    },
  }
}

/** The fields of the form on a page that gives this answer. */
export function formFor(page: string, answer: 'accepted' | 'declined' | 'other'): Record<string, string> {
  const form = page.split('<form').find((part) => part.includes(`name="answer" value="${answer}"`)) ?? ''
  const hidden = [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)]
  if (hidden.length === 0) throw new Error(`The page has no form for "${answer}"`)
  return Object.fromEntries(hidden.map(([, name, value]) => [name, value]))
}

/** A form as a browser posts it. */
export const posted = (fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  body: new URLSearchParams(fields).toString(),
})
