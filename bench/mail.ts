// Mail that comes in: from the raw bytes to a conversation, a request and its promised reply, by the product's own workers
// on a durable PostgreSQL, beside what the product's parser alone, in one process, makes of the same mails in the same run.
// Keeping, filing and the clock run in one process, as `npm start` has them. The mails (bench/mail/mix.ts) are what mail
// programs send: 55 in a hundred in plain text and HTML, 23 of them with a logo, ten with a photo, twenty answers with
// what they quote, five of machines. Their senders are proven and unknown to the firm.
import { setTimeout as sleep } from 'node:timers/promises'
import { init } from '#modules/accounts'
import { installStarterSet } from '#modules/promises'
import { systemActor } from '#platform/operation'
import { followUps } from '../src/follow-ups.ts'
import { parseMail } from '../src/modules/conversations/inbound/parse-mail.ts'
import { mailKeeper } from '../src/modules/mailboxes/keep-mail.ts'
import { createMailbox } from '../src/modules/mailboxes/save-mailbox.ts'
import { begins, HELP, mailOf, trustedServer } from './mail/mix.ts'
import { benchServer, median, report, smoke } from './support.ts'

const given = process.argv.slice(2).map(Number).find(Number.isInteger)
const SIZE = smoke ? 60 : (given ?? 1_000)
const ROUNDS = smoke ? 1 : 3
const WARM_UP = smoke ? 0 : 100
/** So many connections hand over mail at once, as a mail server does. */
const SIDE_BY_SIDE = 8
const LEAST = 0.3

let statements = 0
const server = await benchServer({
  onStatement: () => {
    statements++
  },
})
const { world, owner } = server
const { gate, clock } = world
const { storage } = world.options
const business = {
  name: 'Oak Street',
  country: 'GB',
  timeZone: 'Europe/London',
  ownerEmail: 'owner@oak-street.example',
}
const { organizationId: orgId } = await init(gate, followUps, business)
const actor = systemActor(orgId, 'bench')
await gate.run(installStarterSet, actor, { industry: 'repair', norms: ['email'] })
const box = { name: 'Help', address: HELP, kind: 'listener' as const, trustedServer }
const keep = mailKeeper({ gate, storage, clock })
const { id: mailboxId } = await gate.run(createMailbox, actor, box)

/** Mails a second that the parser alone reads, one after the other. */
async function parserAlone(mails: readonly Buffer[]): Promise<number> {
  const started = performance.now()
  for (const raw of mails)
    await parseMail(raw, { trustedServer, ownAddresses: [HELP], ownMark: 'bench', now: clock.now() })
  return mails.length / ((performance.now() - started) / 1000)
}

const number = async (sql: string): Promise<number> =>
  Number((await owner.query<{ n: string }>(`select count(*) as n from ${sql}`)).rows[0]?.n)
const transactions = async (): Promise<number> =>
  Number(
    (await owner.query('select xact_commit as n from pg_stat_database where datname = current_database()')).rows[0].n,
  )

type Path = { rate: number; kept: number; commits: number; statements: number; cpu: number }

/** Mails a second from their bytes to a conversation, a request and its promise, and what each took. */
async function wholePath(mails: readonly Buffer[]): Promise<Path> {
  const before = await transactions()
  statements = 0
  const cpuBefore = process.cpuUsage()
  const started = performance.now()
  let next = 0
  const line = async (): Promise<void> => {
    for (let raw = mails[next++]; raw; raw = mails[next++])
      await keep({ orgId, mailboxId, raw, envelope: { from: '', to: HELP } })
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, line))
  const kept = mails.length / ((performance.now() - started) / 1000)
  // A conversation of a person is about itself until its request is open; the promise is made with the request.
  while (
    (await number("received_mail where state = 'waiting'")) > 0 ||
    (await number("conversation where sort = 'person' and about = 'conversation:' || id")) > 0
  )
    await sleep(100)
  const rate = mails.length / ((performance.now() - started) / 1000)
  await sleep(1_000)
  const { user, system } = process.cpuUsage(cpuBefore)
  const commits = (await transactions()) - before
  const each = (n: number): number => n / mails.length
  return { rate, kept, commits: each(commits), statements: each(statements), cpu: each((user + system) / 1_000) }
}

const working = await world.work(server.adminUrl, { alone: true })
try {
  const batch = (round: number): Buffer[] => Array.from({ length: SIZE }, (_, i) => mailOf(WARM_UP + round * SIZE + i))
  const warm = Array.from({ length: WARM_UP }, (_, i) => mailOf(i))
  await parserAlone(warm)
  await wholePath(warm)
  const rounds: ({ parsed: number; share: number } & Awaited<ReturnType<typeof wholePath>>)[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const mails = batch(round)
    const parsed = await parserAlone(mails)
    const path = await wholePath(mails)
    rounds.push({ parsed, ...path, share: path.rate / parsed })
  }
  const all = WARM_UP + ROUNDS * SIZE
  const begun = Array.from({ length: all }, (_, n) => n).filter(begins)
  const [messages, requests, promises] = await Promise.all([
    number("message where direction = 'in'"),
    number('request'),
    number("promise where kind = 'first_reply'"),
  ])
  if (messages !== all || requests < begun.length || promises < begun.length)
    throw new Error(
      `Of ${all} mails there are ${messages} messages, ${requests} requests, ${promises} promised replies`,
    )
  const of = (name: keyof (typeof rounds)[number]): number => median(rounds.map((round) => round[name]))
  const unit = 'mails/s'
  report('mail', { figure: 'the parser alone', value: of('parsed'), unit, mails: SIZE })
  report('mail', { figure: 'kept, durable', value: of('kept'), unit, sideBySide: SIDE_BY_SIDE })
  report('mail', {
    ...{ figure: 'to conversation, request and promised reply', value: of('rate'), unit },
    ...{ transactions: Number(of('commits').toPrecision(3)), statements: Number(of('statements').toPrecision(3)) },
    ...{ nodeMilliseconds: Number(of('cpu').toPrecision(3)), times: Number(of('share').toPrecision(3)) },
    ...{ limit: `>= ${LEAST} of the parser alone`, ok: of('share') >= LEAST },
  })
} finally {
  await working.stop()
  await server.close()
}
