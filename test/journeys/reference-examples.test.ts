import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openApi } from '#platform/openapi'
import { createWorld, type TestWorld } from '#test/world'
import { type Description, operationsOf } from '../../src/reference/api.ts'
import { clientOf, curlOf } from '../../src/reference/examples.ts'
import { SHOWN } from '../../src/reference/shown.ts'
import { routes } from '../../src/routes.ts'

// What /docs shows is sent as it stands: by a shell, by the client, to a product.

const root = join(import.meta.dirname, '../..')
const operations = operationsOf(openApi(routes, '0.0.0') as Description)

let w: TestWorld
beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
})
afterAll(() => w?.close())

type Call = { method: string; path: string; headers: Record<string, string>; body: string | undefined }

/** What a command would send, as a shell takes it apart. */
function callOf(command: string): Call {
  const script = `KEY=the-key\nKEPT=http://kept\nuuidgen() { echo one; }\ncurl() { printf '%s\\0' "$@"; }\n${command}`
  const { stdout, status } = spawnSync('sh', ['-euc', script], { encoding: 'utf8' })
  expect(status, command).toBe(0)
  const args = stdout.split('\0').slice(0, -1)
  const call: Call = { method: 'GET', path: '', headers: {}, body: undefined }
  for (let arg = args.shift(); arg !== undefined; arg = args.shift())
    if (arg === '-H') {
      const [name = '', ...value] = (args.shift() ?? '').split(':')
      call.headers[name.toLowerCase()] = value.join(':').trim()
    } else if (arg === '-X') call.method = args.shift() ?? ''
    else if (arg === '-d' || arg === '--data-binary') call.body = args.shift()
    else call.path = arg.replace('http://kept', '')
  return call
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
        "await kept.call('promises.make', { kind: 'nonsense' })\nawait kept.call('imports.create', { name: 'a', bytes: new Uint8Array(1) })"
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
      expect(check('wrong.mts').match(/error TS/g)).toHaveLength(2)
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

  test('tell a story when they are sent one after the other', async () => {
    const made = await w.api('post', '/v1/api-keys', { name: 'examples', role: 'owner' }, { as: w.orgs[0].owner })
    const key: string = made.body.key
    const EXAMPLE = /01938c1e-7a00-7000-8000-00000000000\d/g
    let at = 0
    /** Sends the example of an operation, with these ids in the places of the example's. */
    const send = async (id: string, ...ids: string[]) => {
      const each = operations.find(({ operationId }) => operationId === id)
      if (each === undefined) throw new Error(`There is no ${id}`)
      let next = 0
      const command = curlOf(each).replaceAll(EXAMPLE, () => ids[next++] ?? 'none')
      const { method, path, headers, body } = callOf(command.replace('uuidgen', `echo story-${at++}`))
      expect(next, `${id} has ${next} ids`).toBe(ids.length)
      const given = { ...headers, authorization: `Bearer ${key}` }
      const answer = await w.api(method.toLowerCase(), path, body, { as: key, headers: given })
      expect([id, answer.status < 300 ? 'done' : answer.body]).toEqual([id, 'done'])
      expect('idempotency-key' in headers, id).toBe(method !== 'GET')
      return answer.body
    }
    const customer = await send('customers.create')
    await send('customers.update', customer.id)
    const contact = await send('contacts.create', customer.id)
    await send('contacts.update', contact.id)
    const request = await send('requests.create', customer.id)
    await send('requests.update', request.id)
    const promise = await send('promises.make', request.id, customer.id)
    await send('promises.accept', promise.id)
    await send('promises.renegotiate', promise.id)
    expect((await send('promises.list')).items.length).toBeGreaterThan(0)
    await send('promises.handOver', promise.id, w.orgs[0].lead.member.id)
    expect((await send('promises.readEvidence', request.id)).verified).toBe(true)
    const service = await send('services.create')
    await send('services.update', service.id)
    const policy = await send('policies.create')
    await send('policies.update', policy.id)
    const team = await send('teams.create')
    await send('teams.update', team.id)
    await send('calendars.create')
    await send('savedViews.list')
    await send('webhooks.create')
    const file = await send('imports.create')
    await send('imports.get', file.id)
    await send('members.invite')
    await send('desk.search')
    await send('requests.close', request.id)
  })
})
