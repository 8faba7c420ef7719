import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInLink } from '#modules/accounts'
import { makeCredential } from '#modules/directory'
import { openApi } from '#platform/openapi'
import { furnish } from '#test/furnish'
import { kindOf } from '#test/route-params'
import { createWorld, type Person, personOf, type TestWorld, tokenOf } from '#test/world'
import { writeSubjects } from '#test/write-subjects'
import { setUpLink } from '../../src/modules/accounts/links.ts'
import { type Description, operationsOf } from '../../src/reference/api.ts'
import { clientOf, curlOf } from '../../src/reference/examples.ts'
import { SHOWN } from '../../src/reference/shown.ts'
import { routes } from '../../src/routes.ts'

// What /docs shows is sent as it stands, by a shell, to a product: every operation, with ids of things that exist.

const root = join(import.meta.dirname, '../..')
const operations = operationsOf(openApi(routes, '0.0.0') as Description)
// Reads first: writes end some of what they ask for.
const readsFirst = operations.toSorted((a, b) => Number(b.method === 'GET') - Number(a.method === 'GET'))

let w: TestWorld
let key: string
/** Ids of things that exist, by the field or the place that names them. */
let there: Record<string, string>
let subjects: ReturnType<typeof writeSubjects>
let turn = 0

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  const made = await w.api('post', '/v1/api-keys', { name: 'examples', role: 'owner' }, { as: w.orgs[0].owner })
  key = made.body.key
  there = await furnish(w, 0, 'Northside')
  subjects = { ...writeSubjects(w, key), ...doors() }
})
afterAll(() => w?.close())

/** Writes that are no single operation of an organization, and what their examples need. */
const doors = (): typeof subjects => ({
  'conversations.announcePresence': async () => ({
    input: { id: there.conversationId, doing: 'viewing' },
    as: w.orgs[0].owner,
  }),
  'organizations.create': async () => {
    const { id } = await w.gate.runNarrow(makeCredential, { purpose: 'set_up' })
    return { input: { token: tokenOf(setUpLink(w.instance, id)) } }
  },
  'signInLinks.create': async () => ({ input: {} }),
  // Ana has an account since she set up her organization, in the example before.
  'sessions.create': async () => {
    const { email, password } = JSON.parse((await callOf('sessions.create')).body ?? '')
    const { link } = await signInLink(w.gate, email)
    const as = personOf(await w.api('post', '/v1/sessions', { token: tokenOf(link) }))
    expect((await w.api('put', '/v1/account/password', { password }, { as })).status).toBe(200)
    return { input: {} }
  },
  'mailboxes.check': async () => ({ input: { id: there.mailboxId } }),
  'session.enter': async () => ({ input: { organizationId: w.orgs[0].id } }),
  'session.end': async () => ({ input: {}, as: w.orgs[0].viewer }),
  'account.setPassword': async () => ({ input: {}, as: w.orgs[0].lead }),
  'imports.uploadPart': async () => {
    const announced = { name: 'log.csv', bytes: FILE.length, kind: 'requests' }
    return { input: { id: (await w.api('post', '/v1/imports', announced, { as: key })).body.id, n: 1 } }
  },
})

const FILE = 'id,opened\nA1,2026-01-01T00:00:00Z\n'

type Call = { method: string; path: string; headers: Record<string, string>; body: string | undefined }

/** What the example of an operation would send, as a shell takes it apart, in the name of this person or by the key. */
async function callOf(id: string, as: Person = w.orgs[0].owner): Promise<Call> {
  const each = operations.find(({ operationId }) => operationId === id)
  if (each === undefined) throw new Error(`There is no ${id}`)
  const command = curlOf(each)
  const session = as.cookie.replace('kept=', '')
  const script = `KEY=${key}\nSESSION=${session}\nKEPT=http://kept\nuuidgen() { echo example-${turn++}; }\ncurl() { printf '%s\\0' "$@"; }\n${command}`
  const { stdout, status } = spawnSync('sh', ['-euc', script], { encoding: 'utf8' })
  expect(status, command).toBe(0)
  const args = stdout.split('\0').slice(0, -1)
  const call: Call = { method: 'GET', path: '', headers: {}, body: undefined }
  for (let arg = args.shift(); arg !== undefined; arg = args.shift())
    if (arg === '-H') {
      const [name = '', ...value] = (args.shift() ?? '').split(':')
      call.headers[name.toLowerCase()] = value.join(':').trim()
    } else if (arg === '-X') call.method = args.shift() ?? ''
    else if (arg === '-b') call.headers.cookie = args.shift() ?? ''
    else if (arg === '-d' || arg === '--data-binary') call.body = args.shift()
    else call.path = arg.replace('http://kept', '')
  if (call.body === '@FILE') call.body = FILE
  return call
}

const EXAMPLE = /01938c1e-7a00-7000-8000-00000000000\d/
const isExample = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(isExample) : typeof value === 'string' && EXAMPLE.test(value)

/** The same with the subject's ids, and those of things that exist, in place of the example's, by place and field. */
function withIds(call: Call, path: string, input: Record<string, unknown>): Call {
  const idFor = (name: string): unknown => {
    const id = input[name] ?? there[kindOf(path, name)]
    if (id === undefined) throw new Error(`Nothing is known for ${name} of ${path}`)
    return id
  }
  const replaced = (name: string, value: unknown): unknown => {
    if (isExample(value) || (name === 'token' && name in input)) return idFor(name)
    if (Array.isArray(value)) return value.map((each) => replaced(name, each))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([field, each]) => [field, replaced(field, each)]))
  }
  const [address = '', query] = call.path.split('?')
  const places = path.split('/')
  const filled = address.split('/').map((part, i) => {
    const name = /^\{(\w+)\}$/.exec(places[i] ?? '')?.[1]
    return name === undefined ? part : String(replaced(name, part))
  })
  const asked = [...new URLSearchParams(query)].map(([name, value]) => [name, String(replaced(name, value))])
  const isJson = call.headers['content-type'] === 'application/json'
  return {
    ...call,
    path: filled.join('/') + (query === undefined ? '' : `?${new URLSearchParams(asked)}`),
    body: isJson ? JSON.stringify(replaced('', JSON.parse(call.body ?? ''))) : call.body,
  }
}

/** The status of the answer, and what it says unless it is a stream. */
async function send({ method, path, headers, body }: Call): Promise<{ status: number; says: string }> {
  const env = { incoming: { socket: { remoteAddress: `198.51.${Math.floor(++turn / 250)}.${turn % 250}` } } }
  // As curl does, which knows of no type.
  const type = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }
  const sent = { method, headers: { ...type, ...headers }, ...(body === undefined ? {} : { body }) }
  const answer = await w.app.request(`http://localhost:3000${path}`, sent, env)
  const streams = answer.headers.get('content-type')?.startsWith('text/event-stream')
  if (streams) await answer.body?.cancel()
  return { status: answer.status, says: streams ? '' : await answer.text() }
}

describe('the examples', () => {
  test('of the client are right for the compiler', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kept-examples-'))
    try {
      const calls = operations.flatMap((each) => clientOf(each) ?? [])
      expect(calls.length).toBeGreaterThan(140)
      const head = `import { createClient } from '${root}/src/library/client.ts'\nconst kept = createClient({ url: '', key: '' })\n`
      writeFileSync(join(folder, 'all.mts'), `${head}${calls.map((call) => `{\n${call}\n}\n`).join('')}export {}\n`)
      const wrong =
        "await kept.call('promises.make', { kind: 'nonsense' })\nawait kept.call('imports.create', { name: 'a', bytes: new Uint8Array(1) })\nawait kept.call('notifications.list', {})"
      writeFileSync(join(folder, 'wrong.mts'), `${head}${wrong}\nexport {}\n`)
      const options =
        '--ignoreConfig --noEmit --strict --target esnext --module nodenext --lib esnext,dom --types node --skipLibCheck --allowImportingTsExtensions'
      const check = (file: string): string =>
        spawnSync(
          process.execPath,
          [
            join(root, 'node_modules/typescript/bin/tsc'),
            ...options.split(' '),
            ...['--typeRoots', join(root, 'node_modules/@types'), join(folder, file)],
          ],
          { encoding: 'utf8' },
        ).stdout
      expect(check('all.mts')).toBe('')
      expect(check('wrong.mts').match(/error TS/g)).toHaveLength(3)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 120_000)

  test('show fields that there are', () => {
    const unknown = Object.entries(SHOWN).flatMap(([id, fields]) => {
      const each = operations.find(({ operationId }) => operationId === id)
      const known = [
        ...(each?.parameters ?? []).map(({ name }) => name),
        ...Object.keys(each?.body?.schema.properties ?? {}),
      ]
      return Object.keys(fields)
        .filter((name) => !known.includes(name))
        .map((name) => `${id}: ${name}`)
    })
    expect(unknown).toEqual([])
  })

  test.each(readsFirst.map((each) => [each.operationId, each] as const))('of %s is done', async (id, each) => {
    const reads = each.method === 'GET'
    const make = subjects[id]
    if (!reads && make === undefined) throw new Error(`The test does not know what to send ${id} to`)
    const { input, as } = (await make?.()) ?? { input: {} }
    const call = withIds(await callOf(id, as), each.path, input)
    const { status, says } = await send(call)
    expect(status, `${curlOf(each)}\n${call.path} ${call.body}\n${says}`).toBe(Number(each.answer.status))
    const keyed = each.parameters.some((parameter) => parameter.name === 'Idempotency-Key')
    expect('idempotency-key' in call.headers).toBe(keyed)
  })
})
