import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CallOptions, createWorld, type TestWorld } from '#test/world'

let world: TestWorld
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const ours = (): CallOptions => ({ as: world.orgs[0].frontline })
const theirs = (): CallOptions => ({ as: world.orgs[1].owner })
const create = (input: object, options = ours()) => world.api('post', '/v1/customers', input, options)
const get = (id: string, options = ours()) => world.api('get', `/v1/customers/${id}`, undefined, options)
const list = (query: string, options = ours()) => world.api('get', `/v1/customers?${query}`, undefined, options)
const namesIn = async (query: string) => (await list(query)).body.items.map(({ name }: { name: string }) => name)

describe('adding', () => {
  test('takes a customer with contacts; what is left out comes from the organization', async () => {
    const made = await create({
      name: ' Ruiz & Sons ',
      kind: 'company',
      note: 'Call before you come.',
      contacts: [
        { name: 'Ana Ruiz', email: 'Ana@Ruiz.example', phone: '+34 600 100 200' },
        { name: 'Bo', language: 'es', timeZone: 'Europe/Madrid', isPrimary: true },
      ],
    })
    expect(made).toMatchObject({
      status: 201,
      body: {
        name: 'Ruiz & Sons',
        kind: 'company',
        source: 'api',
        externalId: null,
        version: 1,
        allowed: ['update', 'addContact', 'merge'],
        contacts: [
          { name: 'Bo', isPrimary: true, email: null, language: 'es', timeZone: 'Europe/Madrid' },
          { name: 'Ana Ruiz', isPrimary: false, email: 'Ana@Ruiz.example', language: 'en', timeZone: 'Europe/London' },
        ],
      },
    })
    expect((await get(made.body.id)).body).toEqual(made.body)
    expect((await get(made.body.id, { as: world.orgs[0].viewer })).body.allowed).toEqual([])
    const events = await world.eventsOf(world.orgs[0].id, 'customer.created')
    expect(events.at(-1)).toMatchObject({ subject: `customer:${made.body.id}`, actor_kind: 'member' })
    expect(JSON.stringify(events)).not.toMatch(/Ruiz|example/)
  })

  test('twice with one key is once; the key for something else is refused', async () => {
    const headers = { 'idempotency-key': 'create-1' }
    const [first, second] = await Promise.all([1, 2].map(() => create({ name: 'Once' }, { ...ours(), headers })))
    expect(second?.body).toEqual(first?.body)
    expect(await namesIn('q=once')).toEqual(['Once'])
    expect(await create({ name: 'Twice' }, { ...ours(), headers })).toMatchObject({
      status: 409,
      body: { code: 'idempotency/key_reused' },
    })
  })

  test('an external id is one customer’s within its source', async () => {
    const input = { name: 'From outside', source: 'helpdesk', externalId: 'C-1' }
    expect((await create(input)).status).toBe(201)
    expect(await create(input)).toMatchObject({ status: 409, body: { code: 'customers/external_id_taken' } })
    expect((await create({ ...input, source: 'shop' })).status).toBe(201)
    expect((await create(input, theirs())).status).toBe(201)
  })

  test('is for the frontline and above', async () => {
    expect((await create({ name: 'No' }, { as: world.orgs[0].viewer })).status).toBe(403)
    expect((await create({ name: 'No' }, {})).status).toBe(401)
  })

  test.each([
    [{}, 'name'],
    [{ name: '  ' }, 'name'],
    [{ name: 'x'.repeat(301) }, 'name'],
    [{ name: 7 }, 'name'],
    [{ name: 'A', kind: 'robot' }, 'kind'],
    [{ name: 'A', note: 'x'.repeat(10_001) }, 'note'],
    [{ name: 'A', more: 1 }, 'more'],
    [{ name: 'A', contacts: [{}] }, 'contacts.0.name'],
    [{ name: 'A', contacts: [{ name: 'B', email: 'b@' }] }, 'contacts.0.email'],
    [{ name: 'A', contacts: [{ name: 'B', email: 'b@c.example, d@e.example' }] }, 'contacts.0.email'],
    [{ name: 'A', contacts: [{ name: 'B', phone: 'call me' }] }, 'contacts.0.phone'],
    [{ name: 'A', contacts: [{ name: 'B', timeZone: 'Nowhere/City' }] }, 'contacts.0.timeZone'],
    [{ name: 'A', contacts: [{ name: 'B', language: 'xx' }] }, 'contacts.0.language'],
    [
      {
        name: 'A',
        contacts: [
          { name: 'B', isPrimary: true },
          { name: 'C', isPrimary: true },
        ],
      },
      'contacts',
    ],
    [{ name: 'A', contacts: Array(51).fill({ name: 'B' }) }, 'contacts'],
    [{ name: '\u0000' }, 'name'],
  ])('%j is refused, with the place', async (input, path) => {
    const { status, body } = await create(input)
    expect([status, body.issues?.[0]?.path]).toEqual([400, path])
    expect(body.detail).toMatch(/\.$/)
  })

  test.each(['{', '[]', '"x"', '{"name":"\xff"}'])('the body %j is refused', async (body) => {
    const bytes = new Uint8Array([...body].map((letter) => letter.charCodeAt(0)))
    const headers = {
      cookie: world.orgs[0].frontline.cookie,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
    }
    const answer = await world.app.request('http://localhost:3000/v1/customers', {
      method: 'POST',
      headers,
      body: bytes,
    })
    expect(answer.status).toBe(400)
  })

  test('SQL and HTML are only text', async () => {
    const name = `'; drop table customer; -- <img src=x onerror=alert(1)> {{7*7}} %s`
    const { body } = await create({ name, note: name, contacts: [{ name }] })
    expect((await get(body.id)).body).toMatchObject({ name, note: name, contacts: [{ name }] })
  })
})

describe('finding', () => {
  test('lists by name, in pages that neither repeat nor skip', async () => {
    const names = Array.from({ length: 7 }, (_, i) => `Zoë Page ${i % 3} ${i}`)
    for (const name of names) await create({ name })
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await list(`q=page&limit=2${cursor && `&cursor=${cursor}`}`)
      expect(body.items.length).toBeLessThanOrEqual(2)
      seen.push(...body.items.map(({ name }: { name: string }) => name))
      cursor = body.nextCursor ?? ''
    } while (cursor !== '')
    expect(seen).toEqual([...names].sort())
  })

  test('searches beginnings of names and of e-mail addresses', async () => {
    await create({ name: "Siobhán O'Brien", contacts: [{ name: 'S', email: 'siobhan.ob@mail.example' }] })
    await create({ name: 'acme.com', kind: 'company' })
    await create({ name: 'Ольга Петрова' })
    expect(await namesIn("q=o'bri")).toEqual(["Siobhán O'Brien"])
    expect(await namesIn('q=brien siob')).toEqual(["Siobhán O'Brien"])
    expect(await namesIn('q=SIOBHAN.OB@')).toEqual(["Siobhán O'Brien"])
    expect(await namesIn('q=acme')).toEqual(['acme.com'])
    expect(await namesIn(`q=${encodeURIComponent('ольга пе')}`)).toEqual(['Ольга Петрова'])
    expect(await namesIn('q=brian')).toEqual([])
  })

  test.each([`'`, `\\`, `':*|!`, '%', '_', '(((', '<->', '&', '"; --', '🙂', "a' & 'b", '𝕏'])(
    'the search %j harms nobody',
    async (q) => {
      expect((await list(`q=${encodeURIComponent(q)}`)).status).toBe(200)
    },
  )

  test('another organization’s customer is not found, in any way', async () => {
    const { body } = await create({ name: 'Hidden', contacts: [{ name: 'H', email: 'hidden@mail.example' }] })
    const unknown = await get('01938c1e-7a00-7000-8000-000000000001')
    expect(unknown).toMatchObject({ status: 404, body: { code: 'customers/not_found' } })
    expect(await get(body.id, theirs())).toMatchObject({
      status: 404,
      body: { code: 'customers/not_found', detail: unknown.body.detail },
    })
    for (const q of ['hidden', 'hidden@mail']) expect((await list(`q=${q}`, theirs())).body.items).toEqual([])
    expect((await world.api('patch', `/v1/customers/${body.id}`, { name: 'Mine' }, theirs())).status).toBe(404)
    expect((await get(body.id)).body.name).toBe('Hidden')
  })

  test.each(['limit=0', 'limit=1000', 'cursor=x', 'cursor=WyJhIiwiYiJd', 'q[]=1', 'sort=name'])(
    '?%s is refused',
    async (query) => {
      expect((await list(query)).status).toBe(400)
    },
  )
})

describe('changing', () => {
  test('changes what is given, for whoever read the present version', async () => {
    const made = await create({ name: 'Before', note: 'Ring twice.' })
    const path = `/v1/customers/${made.body.id}`
    const headers = { 'if-match': made.headers.get('etag') ?? '' }
    const change = (body: object, options: CallOptions = ours()) => world.api('patch', path, body, options)
    const changed = await change({ name: 'After' }, { ...ours(), headers })
    expect(changed).toMatchObject({ status: 200, body: { name: 'After', note: 'Ring twice.', version: 2 } })
    expect(changed.headers.get('etag')).toBe('"2"')
    expect(await change({ name: 'Lost' }, { ...ours(), headers })).toMatchObject({
      status: 412,
      body: { code: 'customers/stale', version: 2 },
    })
    expect(await change({ kind: 'company', note: '' })).toMatchObject({
      status: 200,
      body: { kind: 'company', note: '', version: 3 },
    })
    expect((await change({ name: 'No' }, { as: world.orgs[0].viewer })).status).toBe(403)
    expect((await change({ source: 'x' })).status).toBe(400)
    const events = await world.eventsOf(world.orgs[0].id, 'customer.updated')
    expect(events.map(({ data }) => data)).toEqual([{ changed: ['name'] }, { changed: ['kind', 'note'] }])
  })

  test('two who change at once lose nothing: the second is told', async () => {
    const made = await create({ name: 'Contended' })
    const headers = { 'if-match': '"1"' }
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((note) =>
        world.api('patch', `/v1/customers/${made.body.id}`, { note }, { ...ours(), headers }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412])
  })
})
