import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCustomer } from '#modules/customers'
import { getPromise } from '#modules/promises'
import { stoppedClock } from '#platform/clock'
import { newId } from '#platform/ids'
import { silentLog } from '#platform/log'
import type { Actor } from '#platform/operation'
import { testDatabase } from '#test/database'
import { type MailServer, startMailServer } from '#test/mail-server'
import { memoryStorage } from '#test/memory-storage'
import { formFor, posted } from '#test/portal-desk'
import { makePromise } from '../../src/modules/promises/make-promise.ts'
import { portal } from '../../src/portal/portal.ts'
import { buildWorld, type World } from '../../src/world.ts'

const START = '2026-01-15T09:00:00Z'
const clock = stoppedClock(START)
let smtp: MailServer
let world: World
let member: Actor
let stop: () => Promise<void>

beforeAll(async () => {
  const [database, server] = await Promise.all([testDatabase(), startMailServer()])
  smtp = server
  world = buildWorld({
    ...{ appUrl: database.appUrl, systemUrl: database.systemUrl, secret: database.secret, version: '0.0.0' },
    ...{
      url: () => 'https://kept.example',
      smtpUrl: `${smtp.url}?from=promises@boreal.example`,
      storage: memoryStorage(),
      log: silentLog,
      clock,
    },
    connections: 4,
  })
  const orgId = newId(clock.now())
  const memberId = newId(clock.now())
  member = { kind: 'member', id: memberId, orgId, role: 'owner', memberId, may: () => true }
  await database.owner.query(
    "insert into organization (id, name, country, time_zone, language, created_at) values ($1, 'Boreal', 'ES', 'Europe/Madrid', 'es', $2)",
    [orgId, START],
  )
  const working = await world.work(database.adminUrl)
  stop = async () => {
    await working.stop()
    await world.close()
    await Promise.all([database.close(), smtp.close()])
  }
})
afterAll(() => stop?.())

const until = async <T>(what: () => Promise<T | undefined> | T | undefined): Promise<T> => {
  for (let waited = 0; waited < 20_000; waited += 50) {
    const found = await what()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('It did not happen within 20 s')
}

test('from a proposal to the customer’s mail, their answer, and back', async () => {
  const { id: customerId } = await world.gate.run(createCustomer, member, {
    name: 'Ana Ruiz',
    contacts: [{ name: 'Ana Ruiz', email: 'ana@example.com', language: 'es', timeZone: 'Europe/Madrid' }],
  })
  const promise = await world.gate.run(makePromise, member, {
    ...{ kind: 'completion', wording: 'Su caldera quedará reparada.', language: 'es', customerId, asksAnswer: true },
    ...{ about: `request:${newId(clock.now())}`, dueAt: '2026-01-22T15:00:00Z' },
  })
  expect(promise.telling).toBe('waiting')

  const mail = await until(() => (smtp.mails.length > 0 ? smtp.latest() : undefined))
  expect(mail).toMatchObject({
    from: { name: 'Boreal', address: 'promises@boreal.example' },
    to: [{ address: 'ana@example.com' }],
    subject: '¿Le va bien? Su caldera quedará reparada a más tardar el jueves 22 de enero, 16:00 h',
  })
  await until(async () => (await read()).telling === 'told' || undefined)

  const link = /https:\/\/kept\.example(\/t\/[\w-]+)\?answer=accepted/.exec(mail.text ?? '')?.[1] ?? ''
  const app = portal(world)
  const page = await (await app.request(`${link}?answer=accepted`)).text()
  expect(page).toContain('¿Le va bien?')
  expect((await read()).state).toBe('proposed')
  const answered = await app.request(`${link}/answer`, posted(formFor(page, 'accepted')))
  expect(answered.status).toBe(303)
  expect(await read()).toMatchObject({ state: 'open', consent: 'accepted', answeredAt: START })
  expect(await (await app.request(link)).text()).toContain('Usted aceptó')
  // One mail was sent, and accepting sends none.
  expect(smtp.mails).toHaveLength(1)

  function read() {
    return world.gate.run(getPromise, member, { id: promise.id })
  }
})
