// POST /v1/promises against pgbench writing the same rows in one transaction on the same server, interleaved; once a
// statement a row, and once, without a limit, all rows in one statement. pgbench comes from Debian's postgresql-contrib; where it is absent the comparison is skipped, and said.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApiKey } from '#modules/accounts'
import { createCustomer } from '#modules/customers'
import { newId } from '#platform/ids'
import { systemActor } from '#platform/operation'
import { Connection, post } from './http-client.ts'
import { addOrganization, benchServer, median, report, smoke } from './support.ts'

const SECONDS = smoke ? 1 : 5
const ROUNDS = smoke ? 1 : 5
const CLIENTS = smoke ? [4] : [8, 32]
const LIMIT = 0.4

const findPgbench = (): string | undefined =>
  ['pgbench', ...[18, 17, 16, 15, 14].map((version) => `/usr/lib/postgresql/${version}/bin/pgbench`)].find(
    (path) => spawnSync(path, ['--version']).status === 0,
  )

/** JSON as a literal in which pgbench finds no variable: it takes a colon before a letter or digit for one. */
const forPgbench = (json: string): string =>
  JSON.stringify(JSON.parse(json), null, 1)
    .replaceAll("'", "''")
    .replace(/:(?=\w)/g, '\\u003a')

type Known = { orgId: string; customerId: string; contactId: string; output: string }

/** The rows of one POST /v1/promises with an idempotency key: table, columns, values. */
const rowsOf = ({ orgId, customerId, contactId, output }: Known): [string, string, string][] => [
  [
    'promise',
    `org_id, id, chain_id, kind, wording, language, beneficiary, customer_id, contact_id, about, basis, state, consent,
    made_at, due_at, next_check_at, clock, caveats, followed, chain_seq, chain_hash`,
    `'${orgId}', p, p, 'completion', 'Your boiler will be repaired.', 'en', 'customer', '${customerId}', '${contactId}',
    'request:' || p, 'person', 'open', 'not_asked', at, due, due, '{"type":"fixed"}', '[]', true, 1, sha256(p::text::bytea)`,
  ],
  [
    'notice',
    'org_id, id, promise_id, kind, contact_id, state, created_at',
    `'${orgId}', n, p, 'made', '${contactId}', 'waiting', at`,
  ],
  [
    'promise_risk',
    'org_id, promise_id, about, kind, policy_id, started_at, due_at, look_at',
    `'${orgId}', p, 'request:' || p, 'completion', null, at, due, at`,
  ],
  [
    'event',
    'org_id, id, at, type, subject, about, actor_kind, actor_id, data, stream, stream_seq, previous_hash, hash',
    `'${orgId}', e, at, 'promise.made', 'promise:' || p, 'request:' || p, 'apiKey', '${customerId}',
    jsonb_build_object('kind', 'completion', 'basis', 'person', 'beneficiary', 'customer', 'customerId', '${customerId}', 'contactId', '${contactId}',
      'ownerId', null, 'state', 'open', 'dueAt', due, 'windowFrom', null, 'answerBy', null, 'clock', '{"type":"fixed"}'::jsonb, 'language', 'en',
      'chance', null, 'forecast', null, 'noticeId', n, 'textDigest', repeat('0', 64)), p, 1, sha256('previous'), sha256(e::text::bytea)`,
  ],
  [
    'event_text',
    'org_id, event_id, salt, text',
    `'${orgId}', e, '\\x00112233445566778899aabbccddeeff', '{"wording":"Your boiler will be repaired.","caveats":[]}'`,
  ],
  [
    'outbox',
    'org_id, id, task, data, run_at, created_at',
    `'${orgId}', t, 'conversations.deliver_notice', jsonb_build_object('eventId', e, 'type', 'promise.made', 'subject', 'promise:' || p,
    'about', 'request:' || p, 'data', jsonb_build_object('noticeId', n, 'dueAt', due)), at, at`,
  ],
  [
    'idempotency',
    'org_id, actor_id, key, operation, input_hash, output, created_at',
    `'${orgId}', '${customerId}', t::text, 'promises.make', sha256('input'), '${forPgbench(output)}'::jsonb, at`,
  ],
]

const IDS = "select uuidv7() p, uuidv7() n, uuidv7() e, uuidv7() t, now() at, now() + interval '3 days' due"

/** One transaction, a statement for each row: how a program writes them that sits beside the database. */
const inStatements = (known: Known): string =>
  [
    'begin;',
    `${IDS} \\gset`,
    ...rowsOf(known).map(
      ([table, columns, values]) =>
        `insert into ${table} (${columns}) select ${values} from (select :p::uuid p, :n::uuid n, :e::uuid e, :t::uuid t, :at::timestamptz at, :due::timestamptz due) ids;`,
    ),
    'commit;',
  ].join('\n')

/** One transaction that is one statement: what no program does, and the least that the database can do. */
const inOneStatement = (known: Known): string =>
  `with ids as (${IDS}), ${rowsOf(known)
    .map(([table, columns, values]) => `${table}_row as (insert into ${table} (${columns}) select ${values} from ids)`)
    .join(',\n')} select 1;`

async function startWeb(adminUrl: string): Promise<{ port: number; child: ChildProcess }> {
  const child = spawn(process.execPath, [...process.execArgv, join(import.meta.dirname, '../src/main.ts'), 'web'], {
    env: {
      ...process.env,
      DATABASE_URL: adminUrl,
      KEPT_SECRET: 'a secret of the benchmark, 32 characters',
      PORT: '0',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  return new Promise((resolve, reject) => {
    let said = ''
    child.once('exit', () => reject(new Error(`The web node did not start:\n${said}`)))
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const port = /Kept is ready: http:\/\/[^:]+:(\d+)/.exec(said)?.[1]
      if (port) resolve({ port: Number(port), child })
    })
  })
}

async function runApi(port: number, clients: number, request: () => string): Promise<number> {
  const connections = await Promise.all(Array.from({ length: clients }, () => Connection.open(port)))
  const ends = performance.now() + SECONDS * 1000
  let done = 0
  await Promise.all(
    connections.map(async (connection) => {
      while (performance.now() < ends) {
        const { status, body } = await connection.send(request())
        if (status !== 201) throw new Error(`${status}: ${body}`)
        done++
      }
    }),
  )
  for (const connection of connections) connection.close()
  return done / SECONDS
}

function runPgbench(pgbench: string, file: string, adminUrl: string, clients: number): number {
  const url = new URL(adminUrl)
  const run = spawnSync(
    pgbench,
    [
      '-h',
      url.hostname,
      '-p',
      url.port,
      '-U',
      url.username,
      '-n',
      '-M',
      'prepared',
      '-f',
      file,
      '-c',
      String(clients),
      '-j',
      String(Math.min(cpus().length, clients)),
      '-T',
      String(SECONDS),
      url.pathname.slice(1),
    ],
    { env: { ...process.env, PGPASSWORD: decodeURIComponent(url.password) }, encoding: 'utf8' },
  )
  const tps = Number(/tps = ([\d.]+)/.exec(run.stdout)?.[1])
  if (!(tps > 0)) throw new Error(`pgbench failed: ${run.stderr || run.stdout}`)
  return tps
}

const server = await benchServer()
const folder = mkdtempSync(join(tmpdir(), 'kept-pgbench-'))
let web: ChildProcess | undefined
try {
  const orgId = newId(Temporal.Now.instant())
  await addOrganization(server.owner, orgId)
  const actor = systemActor(orgId, 'bench')
  const customer = await server.world.gate.run(createCustomer, actor, {
    name: 'Ana Ruiz',
    contacts: [{ name: 'Ana Ruiz', email: 'ana@example.com' }],
  })
  const contactId = customer.contacts[0]?.id ?? ''
  const key = await createApiKey(server.world.gate, { org: orgId, role: 'owner', name: 'bench' })
  const started = await startWeb(server.adminUrl)
  web = started.child
  const { port } = started
  const dueAt = Temporal.Now.instant().add({ hours: 72 }).toString()
  const request = () => {
    const id = crypto.randomUUID()
    const body = {
      kind: 'completion',
      wording: 'Your boiler will be repaired.',
      dueAt,
      about: `request:${id}`,
      customerId: customer.id,
      contactId,
    }
    return post('/v1/promises', { authorization: `Bearer ${key}`, 'idempotency-key': id }, body)
  }
  const probe = await Connection.open(port)
  const first = await probe.send(request())
  probe.close()
  if (first.status !== 201) throw new Error(`${first.status}: ${first.body}`)
  const known = { orgId, customerId: customer.id, contactId, output: first.body }
  const peers = [
    { name: 'a statement a row', limit: LIMIT, file: join(folder, 'statements.sql'), script: inStatements(known) },
    { name: 'all in one statement', limit: undefined, file: join(folder, 'one.sql'), script: inOneStatement(known) },
  ]
  for (const { file, script } of peers) writeFileSync(file, script)
  await runApi(port, 8, request)
  // As in a database that is in use: plans made while the tables were empty are made anew once there are statistics,
  // which autovacuum gathers within a minute.
  await server.owner.query('analyze')
  const pgbench = findPgbench()
  if (!pgbench)
    report('api-writes', {
      figure: 'skipped: pgbench is not installed (Debian: postgresql-contrib)',
      value: 0,
      unit: 'none',
      ok: false,
    })
  for (const clients of CLIENTS) {
    const ours: number[] = []
    const theirs = peers.map((peer): { peer: typeof peer; tps: number[] } => ({ peer, tps: [] }))
    for (let round = 0; round < ROUNDS; round++) {
      await server.owner.query('checkpoint')
      ours.push(await runApi(port, clients, request))
      for (const { peer, tps } of pgbench ? theirs : []) {
        await server.owner.query('checkpoint')
        tps.push(runPgbench(pgbench ?? '', peer.file, server.adminUrl, clients))
      }
    }
    report('api-writes', { figure: `POST /v1/promises, ${clients} clients`, value: median(ours), unit: '1/s' })
    for (const { peer, tps } of pgbench ? theirs : []) {
      const what = `pgbench, the same rows in one transaction, ${peer.name}, ${clients} clients`
      report('api-writes', { figure: what, value: median(tps), unit: '1/s' })
      const ratio = median(ours.map((value, i) => value / (tps[i] ?? Number.NaN)))
      report('api-writes', {
        figure: `POST / pgbench, ${peer.name}, ${clients} clients`,
        value: ratio,
        unit: 'ratio',
        ...(peer.limit === undefined ? {} : { limit: `>= ${peer.limit}`, ok: ratio >= peer.limit }),
      })
    }
  }
} finally {
  web?.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
  await server.close()
}
