import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { installStarterSet } from '#modules/promises'
import { silentLog } from '#platform/log'
import { systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import { createWorld, type TestWorld } from '#test/world'
import { keepMails } from '../mailboxes/keep-mail.ts'
import { fileReceived } from './file-mail.ts'
import { receiveMail, receiveMails } from './receive-mail.ts'

// Mails that are filed together become what they become one by one.

const START = '2026-11-26T09:00:00Z'
const BOX = '01938c1e-7a00-7000-8000-0000000000aa'
let w: TestWorld

beforeAll(async () => {
  w = await createWorld({ start: START })
  // Of two firms that differ in nothing.
  await w.owner.query("update organization set name = 'Firm'")
  for (const { id: orgId } of w.orgs) {
    await w.owner.query(
      `insert into mailbox (org_id, id, name, address, kind, created_at) values ($1, $2, 'Help', $3, 'listener', $4)`,
      [orgId, BOX, 'help@northside.example', START],
    )
    await w.gate.run(installStarterSet, systemActor(orgId, 'test'), { industry: 'repair', norms: ['email'] })
  }
})
afterAll(() => w?.close())

const org = (n: 0 | 1): string => w.orgs[n]?.id ?? ''
const filing = (orgId: string) => systemActor(orgId, 'conversations.file_mail')
const rows = async <Row>(sql: string, orgId: string): Promise<Row[]> => (await w.owner.query(sql, [orgId])).rows
const received = (n: number): string => `01938c1e-7a00-7000-8000-${String(n).padStart(12, '0')}`
let mailsSoFar = 0

const PLAIN: Sketch = { from: 1, answers: [], automatic: null, verified: true, again: false, parts: 0 }
type Sketch = {
  /** Who writes; some are contacts of customers. */
  from: number
  /** Which of the mails before it it answers, nearest first; a number beyond them: none of ours. */
  answers: number[]
  automatic: 'auto_reply' | 'list' | 'loop' | null
  verified: boolean
  /** The same mail as one before it, handed over again. */
  again: boolean
  parts: number
}

const mailOf = (run: string, n: number, sketch: Partial<Sketch> = {}) => whole(run, n, { ...PLAIN, ...sketch })
const whole = (run: string, n: number, sketch: Sketch) => ({
  receivedMailId: received(++mailsSoFar),
  mailboxId: BOX,
  receivedAt: Temporal.Instant.from(START)
    .subtract({ seconds: 1_000 - n })
    .toString(),
  mailId: `${run}-${n}@mail.example`,
  from: { name: `Ana ${sketch.from}`, address: `ana${sketch.from}@${run}.example` },
  to: [{ name: '', address: 'help@northside.example' }],
  cc: [],
  subject: `Re: Boiler ${n}`,
  references: sketch.answers.map((back) => `${run}-${n - 1 - back}@mail.example`),
  ...{ text: `It knocks ${run} ${n}.`, quoted: '', html: null, bounce: null, language: 'en' as const },
  automatic: sketch.automatic,
  authentication: { verified: sketch.verified, by: sketch.verified ? 'dmarc' : 'none' },
  parts: Array.from({ length: sketch.parts }, (_, i) => ({
    ...{ id: received(1_000_000 + mailsSoFar * 10 + i), name: `${i}.jpg`, mediaType: 'image/jpeg', bytes: 3 },
    ...{ file: `o/attachment/${run}-${n}-${i}`, contentId: null, inline: false },
  })),
})

/** What there is of an organization's mail, with conversations by the number in which they began. */
async function standing(orgId: string) {
  const messages = await rows<Record<string, unknown>>(
    `select m.text, m.automatic, m.refs, m.file_names, m.verified, m.customer_id is not null as tied, m.occurred_at,
       (select min(f.occurred_at) from message f where f.org_id = m.org_id and f.conversation_id = m.conversation_id) as thread,
       m.about like 'request:%' as asked
     from message m where m.org_id = $1 and m.direction = 'in' order by m.occurred_at, m.text`,
    orgId,
  )
  const conversations = await rows<Record<string, unknown>>(
    `select subject, sort, state, last_by, waiting_since, reply_due_at, due_at, address, verified, language,
       customer_id is not null as tied, about like 'request:%' as asked
     from conversation where org_id = $1 order by subject, address`,
    orgId,
  )
  const mails = await rows('select id, state, reason from received_mail where org_id = $1 order by id', orgId)
  const events = await rows(
    `select type, count(*)::int as n from event where org_id = $1 and type ~ '^(conversation|request|promise)' group by 1 order by 1`,
    orgId,
  )
  const promises = await rows(
    `select kind, state, due_at, customer_id is not null as told from promise where org_id = $1 order by kind, due_at, told`,
    orgId,
  )
  const words = await rows('select word from message_word where org_id = $1 order by word', orgId)
  const parts = await rows('select file from attachment where org_id = $1 order by file', orgId)
  return { messages, conversations, mails, events, promises, words, parts }
}

const sketch: fc.Arbitrary<Sketch> = fc.record({
  from: fc.nat(3),
  answers: fc.array(fc.nat(6), { maxLength: 2 }),
  automatic: fc.option(fc.constantFrom('auto_reply', 'list', 'loop'), { freq: 3, nil: null }),
  verified: fc.boolean(),
  again: fc.boolean(),
  parts: fc.nat(2),
})

async function arrive(orgId: string, mails: readonly { receivedMailId: string }[]): Promise<void> {
  for (const { receivedMailId: id } of mails)
    await w.owner.query(
      `insert into received_mail (org_id, id, mailbox_id, fingerprint, bytes, state, received_at) values ($1, $2, $3, $4, 9, 'waiting', $5)`,
      [orgId, id, BOX, id, START],
    )
}

test('filing in batches equals filing one at a time', async () => {
  let run = 0
  const property = fc.asyncProperty(
    fc.array(sketch, { minLength: 1, maxLength: 14 }),
    fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 14, maxLength: 14 }),
    async (sketches, sizes) => {
      const name = `run${++run}`
      for (const { owner } of w.orgs) {
        const contacts = [{ name: 'Ana', email: `Ana0@${name}.example` }]
        await w.api('post', '/v1/customers', { name: 'Ana Ruiz', contacts }, { as: owner })
      }
      const mails = sketches.map((each, n) => mailOf(name, n, each))
      // Some come twice.
      const all = mails.flatMap((mail, n) => (sketches[n]?.again && n % 3 === 0 ? [mail, mail] : [mail]))
      for (const { id } of w.orgs) await arrive(id, mails)
      const rest = [...all]
      w.clock.set(START)
      for (const size of sizes) {
        const some = rest.splice(0, size)
        if (some.length > 0) await w.gate.run(receiveMails, filing(org(0)), { mails: some })
        w.clock.advance({ seconds: 1 })
      }
      w.clock.set(START)
      for (const mail of all) {
        await w.gate.run(receiveMail, filing(org(1)), mail)
        w.clock.advance({ seconds: 1 })
      }
      w.clock.set(Temporal.Instant.from(START).add({ minutes: 5 }))
      await w.drainTasks({ together: org(0) })
      expect(await standing(org(0))).toEqual(await standing(org(1)))
    },
  )
  await fc.assert(property, { numRuns: 25, endOnFailure: true })
}, 180_000)

const becameOf = async (mails: readonly ReturnType<typeof mailOf>[]) =>
  (await w.gate.run(receiveMails, filing(org(0)), { mails })).became

test('two mails of one thread in one batch: the answer is in the conversation that the first has begun, in their order', async () => {
  const mails = [mailOf('thread', 0), mailOf('thread', 1, { from: 2 }), mailOf('thread', 2, { answers: [1] })]
  await arrive(org(0), mails)
  const [first, other, answer] = await becameOf(mails)
  expect([first?.outcome, other?.outcome, answer?.outcome]).toEqual(['started', 'started', 'continued'])
  expect(answer?.conversationId).toBe(first?.conversationId)
  const said = await w.owner.query('select id from message where conversation_id = $1 order by created_at, id', [
    first?.conversationId,
  ])
  expect(said.rows.map(({ id }) => id)).toEqual([first?.messageId, answer?.messageId])
  const began = await w.eventsOf(org(0), 'conversation.started', 'conversation.received')
  expect(began.slice(-3).map(({ type }) => type.split('.')[1])).toEqual(['started', 'started', 'received'])
})

test('what answers two mails that were filed in one batch belongs to the later one', async () => {
  const mails = [mailOf('two', 0), mailOf('two', 1, { from: 2 }), mailOf('two', 2, { answers: [1, 0] })]
  await arrive(org(0), mails)
  const [, second] = await becameOf(mails.slice(0, 2))
  const [answer] = await becameOf(mails.slice(2))
  expect(answer?.conversationId).toBe(second?.conversationId)
})

test('the same mail twice in one batch is one, handed over or filed', async () => {
  const mail = mailOf('twice', 0)
  await arrive(org(0), [mail])
  const [first, again] = await becameOf([mail, mail])
  expect(again).toEqual({ ...first, outcome: 'filed_before' })

  const raw = Buffer.from('Message-ID: <same@mail.example>\r\nFrom: bo@example.com\r\nSubject: Same\r\n\r\nHello.\r\n')
  const before = w.storage.keys().length
  const kept = await keepMails(
    w,
    [raw, raw, raw].map((each) => ({ orgId: org(0), mailboxId: BOX, raw: each })),
  )
  expect(kept.map(({ isNew }) => isNew)).toEqual([true, false, false])
  expect(w.storage.keys().length, 'and its bytes are kept once').toBe(before + 1)
})

test('a batch that dies before its commit is filed once by the next, and one that dies after it is not filed again', async () => {
  const subjects = Array.from({ length: 20 }, (_, n) => `Crash ${n}`)
  await keepMails(
    w,
    subjects.map((subject) => ({
      ...{ orgId: org(0), mailboxId: BOX },
      raw: Buffer.from(
        `Message-ID: <${subject.replace(' ', '')}@mail.example>\r\nFrom: ${subject.replace(' ', '')}@example.com\r\nSubject: ${subject}\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n${subject}\r\n`,
      ),
    })),
  )
  const ids = (
    await rows<{ id: string }>(
      "select id from received_mail where org_id = $1 and state = 'waiting' and file is not null",
      org(0),
    )
  ).map(({ id }) => id)
  const ctx = { orgId: org(0), gate: w.gate, clock: w.clock, log: silentLog, signal: new AbortController().signal }
  const dying: TaskContext['gate'] = {
    ...w.gate,
    run: (op, ...rest) =>
      op.name === receiveMails.name ? Promise.reject(new Error('killed')) : w.gate.run(op, ...rest),
  }
  const filed = async () =>
    (
      await rows<{ subject: string }>(
        "select subject from message where org_id = $1 and subject like 'Crash %' order by length(subject), subject",
        org(0),
      )
    ).map(({ subject }) => subject)
  await expect(fileReceived({ ...ctx, gate: dying }, w.storage, ids)).rejects.toThrow('killed')
  expect(await filed(), 'nothing of it').toHaveLength(0)
  await fileReceived(ctx, w.storage, ids)
  expect(await filed()).toEqual(subjects)
  await fileReceived(ctx, w.storage, ids)
  expect(await filed()).toEqual(subjects)
  expect(await rows("select id from attachment where org_id = $1 and name = 'a.pdf'", org(0))).toHaveLength(20)
})
