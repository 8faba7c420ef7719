import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { silentLog } from '#platform/log'
import { createMailer } from '#platform/mail'
import { prepareQueue, startQueue } from '#platform/queue'
import { createWorld, type TestWorld } from '#test/world'
import { mailKeeper } from '../../src/modules/mailboxes/keep-mail.ts'
import { tasksWith } from '../../src/tasks.ts'

// Mails that are kept and filed together by the product's own workers, and one among them that cannot be.

const BOX = '01938c1e-7a00-7000-8000-0000000000aa'
let w: TestWorld
let queue: Awaited<ReturnType<typeof startQueue>>
let orgId: string

beforeAll(async () => {
  // Whole milliseconds: the database would round what is finer, into the future of a clock that stands.
  const start = Temporal.Now.instant().subtract({ hours: 24 }).round('millisecond')
  w = await createWorld({ start: start.toString() })
  orgId = w.orgs[0].id
  await w.owner.query(
    `insert into mailbox (org_id, id, name, address, kind, created_at) values ($1, $2, 'Help', 'help@shop.example', 'listener', now())`,
    [orgId, BOX],
  )
  await prepareQueue(w.database.adminUrl)
}, 60_000)
afterAll(async () => {
  await queue?.stop()
  await w?.close()
})

const subjects = async (): Promise<string[]> =>
  (
    await w.owner.query<{ subject: string }>("select subject from message where direction = 'in' order by subject")
  ).rows.map(({ subject }) => subject)
const count = async (sql: string): Promise<number> =>
  Number((await w.owner.query<{ n: string }>(`select count(*) as n from ${sql}`)).rows[0]?.n)
async function until(what: string, found: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await found()); tries++) {
    if (tries > 5_000) throw new Error(`Not within minutes of asking: ${what}`)
    await sleep(25)
  }
}

const raw = (name: string): Buffer =>
  Buffer.from(
    `Message-ID: <${name}@mail.example>\r\nFrom: ${name}@example.com\r\nTo: help@shop.example\r\nSubject: ${name}\r\n\r\nIt knocks.\r\n`,
  )
const names = Array.from({ length: 20 }, (_, n) => (n === 7 ? 'poison' : `mail${String(n).padStart(2, '0')}`))
const others = names.filter((name) => name !== 'poison').sort()

test('one mail that cannot be written down fails no other that is kept with it', async () => {
  await w.owner.query("alter table received_mail add constraint poison check (mail_from <> 'poison@example.com')")
  const keep = mailKeeper(w)
  const kept = await Promise.allSettled(
    names.map((name) =>
      keep({
        orgId,
        mailboxId: BOX,
        raw: raw(name),
        envelope: { from: `${name}@example.com`, to: 'help@shop.example' },
      }),
    ),
  )
  expect(kept.flatMap(({ status }, n) => (status === 'rejected' ? names[n] : []))).toEqual(['poison'])
  expect(await count('received_mail')).toBe(19)
  expect(w.storage.keys(), 'nothing is left of what was not kept').toHaveLength(19)
  await w.owner.query('alter table received_mail drop constraint poison')
  expect(await keep({ orgId, mailboxId: BOX, raw: raw('poison') })).toEqual({ isNew: true })
})

test('one mail that cannot be filed holds up none of those that are filed with it, and is filed when it can be', async () => {
  await w.owner.query("alter table message add constraint poison check (subject <> 'poison')")
  const database = w.database.db
  queue = await startQueue({
    ...{ systemUrl: w.database.systemUrl, database, gate: w.gate, clock: w.clock, log: silentLog },
    tasks: tasksWith({
      database,
      smtpUrl: undefined,
      mailer: createMailer({ smtpUrl: undefined }),
      storage: w.storage,
    }),
  })
  await until('the others', async () => (await count("request where subject <> 'poison'")) === 19)
  expect(await subjects()).toEqual(others)
  expect(await count("received_mail where state = 'waiting'")).toBe(1)
  expect(await count('failed_task')).toBe(0)
  await w.owner.query('alter table message drop constraint poison')
  await until('the one', async () => (await count('request')) === 20)
  expect(await subjects()).toEqual(names.toSorted())
  expect(await count("event where type = 'conversation.started'"), 'each once').toBe(20)
  expect(await count("received_mail where state <> 'filed'")).toBe(0)
}, 240_000)
