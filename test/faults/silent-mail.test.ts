import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { silentLog } from '#platform/log'
import { createMailer } from '#platform/mail'
import { prepareQueue, startQueue } from '#platform/queue'
import { type MailServer, startMailServer } from '#test/mail-server'
import { memoryStorage } from '#test/memory-storage'
import { startSilentServer } from '#test/silent-server'
import { createWorld, type Person, type TestWorld } from '#test/world'
import { tasksWith } from '../../src/tasks.ts'

// A mail server accepts every connection and never greets. What Kept does by itself goes on; the mails go out later.

const CUSTOMERS = 25
const FOREVER = 3_600_000
let w: TestWorld
let smtp: MailServer
let silent: Awaited<ReturnType<typeof startSilentServer>>
let queue: Awaited<ReturnType<typeof startQueue>>
let fay: Person
let lee: Person

beforeAll(async () => {
  smtp = await startMailServer()
  silent = await startSilentServer()
  // The clock stands a day ago: what is put off is due at once.
  w = await createWorld({ start: Temporal.Now.instant().subtract({ hours: 24 }).toString() })
  fay = w.orgs[0].frontline
  lee = w.orgs[0].lead
  const limits = { connectionTimeout: FOREVER, dnsTimeout: FOREVER, greetingTimeout: FOREVER, socketTimeout: FOREVER }
  const mailer = createMailer({ smtpUrl: `smtp://127.0.0.1:${silent.port}`, limits })
  const database = w.database.db
  await prepareQueue(w.database.adminUrl)
  queue = await startQueue({
    ...{ systemUrl: w.database.systemUrl, database, gate: w.gate, clock: w.clock, log: silentLog },
    tasks: tasksWith({ database, smtpUrl: undefined, mailer, storage: memoryStorage() }),
  })
}, 60_000)
afterAll(async () => {
  silent?.close()
  await queue?.stop()
  await w?.close()
  await smtp?.close()
})

async function call(method: string, path: string, body: unknown, as: Person) {
  const answer = await w.api(method, path, body, { as })
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(400)
  queue.hint()
  return answer.body
}
const count = async (sql: string): Promise<number> =>
  Number((await w.owner.query<{ n: string }>(`select count(*) as n from ${sql}`)).rows[0]?.n)
async function until(what: string, found: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await found()); tries++) {
    if (tries > 1_200) throw new Error(`Not within a minute of asking: ${what}`)
    await sleep(25)
  }
}
/** Told by mail of a promise. */
async function tell(as: Person, email: string): Promise<void> {
  const contacts = [{ name: 'Ana', email, quietHours: 'none' }]
  const { id } = await call('post', '/v1/customers', { name: 'Ana', contacts }, as)
  const dueAt = w.clock.now().add({ hours: 240 }).toString()
  const about = `request:${crypto.randomUUID()}`
  const promise = { kind: 'completion', wording: 'Done.', dueAt, about, customerId: id }
  await call('post', '/v1/promises', promise, as)
}

test('nothing else waits for it, another organization least of all, and the mails go out later, each once', async () => {
  const preference = { items: [{ kind: 'request_handed_over', mail: 'at_once', push: false }] }
  await call('put', '/v1/notification-preferences', preference, lee)
  const opened = { kind: 'job', subject: 'Boiler', ownerId: lee.member.id }
  await call('post', '/v1/requests', opened, fay)
  await until('the mail to a colleague', () => silent.waiting() === 1)
  const addresses = Array.from({ length: CUSTOMERS }, (_, i) => `customer${i}@example.com`)
  for (const address of addresses) await tell(fay, address)
  await until('every message to a customer', async () => (await count('message')) === CUSTOMERS)
  await until('as many mails as one organization may wait for', () => silent.waiting() === 5)

  await call('post', '/v1/requests', { ...opened, subject: 'Tap' }, fay)
  await until('what a colleague is told', async () => (await count('notification')) === 2)
  await tell(w.orgs[1].frontline, 'other@example.com')
  await until('the mail of another organization', () => silent.waiting() === 6)
  expect(await count('message where attempts > 0'), 'all of it while they wait').toBe(0)

  silent.answerFrom(Number(new URL(smtp.url).port))
  await until('all mails', async () => (await count("message where state = 'sent'")) === CUSTOMERS + 1)
  expect(await count('message where attempts > 1'), 'tried again').toBeGreaterThan(0)
  const mails = (address: string) => smtp.mails.filter(({ to }) => to.includes(address))
  await until('the mails to a colleague', () => mails('lead@northside.example').length === 2)
  for (const address of [...addresses, 'other@example.com']) expect(mails(address), address).toHaveLength(1)
  const ids = smtp.mails.map(({ raw }) => /^message-id:\s*(\S+)/im.exec(raw)?.[1])
  expect(new Set(ids).size, 'a Message-ID a mail').toBe(CUSTOMERS + 3)
  expect(await count('failed_task')).toBe(0)
}, 120_000)
