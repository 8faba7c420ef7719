import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkedUrl, fetchPublic, postPublic } from '#platform/fetch-public'

let server: Server
let port: number
const anyAddress = (): boolean => true
let asked: { path: string; headers: IncomingHttpHeaders; method?: string | undefined; body: string }[] = []

const answers: Record<string, (response: ServerResponse, path: string) => void> = {
  '/feed.ics': (r) => r.end('BEGIN:VCALENDAR'),
  '/there': (r) => r.writeHead(302, { location: '/feed.ics', 'set-cookie': 'a=b' }).end(),
  '/round': (r) => r.writeHead(307, { location: '/round' }).end(),
  '/to-file': (r) => r.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/to-nowhere': (r) => r.writeHead(302).end(),
  '/with-password': (r) => r.writeHead(302, { location: `http://user:secret@127.0.0.1:${port}/feed.ics` }).end(),
  '/to-metadata': (r) => r.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end(),
  '/to-inside': (r) => r.writeHead(308, { location: `http://inside.example:${port}/feed.ics` }).end(),
  '/to-loopback-6': (r) => r.writeHead(303, { location: `//[::ffff:127.0.0.1]:${port}/feed.ics` }).end(),
  '/missing': (r) => r.writeHead(404).end(),
  '/large': (r) => r.writeHead(200, { 'content-length': 5000 }).end(Buffer.alloc(5000)),
  '/endless': (r) => {
    const more = () => {
      while (!r.destroyed && r.write(Buffer.alloc(1000)));
    }
    r.on('drain', more)
    more()
  },
  '/packed': (r) => r.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
  '/slow': (r) => void r.write('BEGIN'),
  '/silent': () => {},
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { url: path = '', method, headers } = request
    let body = ''
    for await (const piece of request) body += piece
    asked.push({ path, headers, method, body })
    answers[path]?.(response, path)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  port = (server.address() as AddressInfo).port
})
beforeEach(() => {
  asked = []
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const local = (path: string, options = {}) =>
  fetchPublic(`http://127.0.0.1:${port}${path}`, { allows: anyAddress, ...options })

describe('what is fetched', () => {
  it('is the body at the end of the redirects, with nothing of ours sent along', async () => {
    const { url, body } = await local('/there')
    expect([url, body.toString()]).toEqual([`http://127.0.0.1:${port}/feed.ics`, 'BEGIN:VCALENDAR'])
    expect(asked.map(({ path }) => path)).toEqual(['/there', '/feed.ics'])
    for (const { headers } of asked) {
      expect(headers.cookie ?? headers.authorization ?? headers.referer).toBeUndefined()
      expect(headers).toMatchObject({ 'accept-encoding': 'identity', 'user-agent': 'Kept' })
    }
  })

  it.each([
    ['/missing', { code: 'status', detail: '404' }],
    ['/round', { code: 'too_many_redirects', detail: '3' }],
    ['/to-file', { code: 'bad_address' }],
    ['/to-nowhere', { code: 'bad_address' }],
    ['/with-password', { code: 'credentials' }],
    ['/packed', { code: 'encoded' }],
  ])('%s is refused', async (path, failure) => {
    await expect(local(path)).rejects.toMatchObject(failure)
  })

  it('stops at its limits of size and time', async () => {
    await expect(local('/large', { maxBytes: 4999 })).rejects.toMatchObject({ code: 'too_large' })
    expect((await local('/large', { maxBytes: 5000 })).body.length).toBe(5000)
    await expect(local('/endless', { maxBytes: 100_000 })).rejects.toMatchObject({ code: 'too_large' })
    await expect(local('/slow', { milliseconds: 60 })).rejects.toMatchObject({ code: 'too_slow' })
    await expect(local('/silent', { milliseconds: 60 })).rejects.toMatchObject({ code: 'too_slow' })
    const forever = { milliseconds: 60, resolve: () => new Promise<never>(() => {}) }
    await expect(fetchPublic('http://calendar.example/', forever)).rejects.toMatchObject({ code: 'too_slow' })
    const before = AbortSignal.abort()
    await expect(local('/feed.ics', { signal: before })).rejects.toMatchObject({ code: 'too_slow' })
  })
})

describe('what is posted', () => {
  const post = (path: string, options = {}) =>
    postPublic(
      `http://127.0.0.1:${port}${path}`,
      { headers: { 'content-type': 'text/plain', 'x-own': 'a' }, body: 'žluť' },
      { allows: anyAddress, ...options },
    )

  it('arrives whole, with its headers, and the answer comes back whatever it says', async () => {
    expect(await post('/missing')).toMatchObject({ status: 404, body: Buffer.alloc(0) })
    expect(asked).toEqual([
      {
        path: '/missing',
        method: 'POST',
        body: 'žluť',
        headers: expect.objectContaining({ 'content-type': 'text/plain', 'content-length': '6', 'x-own': 'a' }),
      },
    ])
  })

  it('is not shown to where a redirect leads', async () => {
    expect(await post('/there')).toMatchObject({ status: 302 })
    expect(asked).toHaveLength(1)
  })

  it('reads no more of the answer than asked for, and waits no longer', async () => {
    expect((await post('/endless', { maxBytes: 10 })).body).toHaveLength(10)
    await expect(post('/silent', { milliseconds: 60 })).rejects.toMatchObject({ code: 'too_slow' })
  })

  it('goes to no private address', async () => {
    await expect(post('/feed.ics', { allows: undefined })).rejects.toMatchObject({ code: 'private_address' })
    const inside = { allows: undefined, resolve: async () => [{ address: '10.0.0.8', family: 4 }] }
    await expect(
      postPublic('http://inside.example/', { headers: {}, body: '' }, inside as object),
    ).rejects.toMatchObject({ code: 'private_address' })
    expect(asked).toEqual([])
  })
})

describe('an address', () => {
  it.each([
    ['', 'bad_address'],
    ['holidays.ics', 'bad_address'],
    ['ftp://calendar.example/', 'bad_address'],
    ['file:///etc/passwd', 'bad_address'],
    ['data:text/calendar,x', 'bad_address'],
    ['http://', 'bad_address'],
    ['https://user@calendar.example/', 'credentials'],
    ['https://:secret@calendar.example/', 'credentials'],
  ])('%s is refused without looking it up', (address, code) => {
    expect(() => checkedUrl(address)).toThrow(expect.objectContaining({ code }))
  })

  it.each([
    'http://127.0.0.1:PORT/feed.ics',
    'http://2130706433:PORT/feed.ics',
    'http://0x7f.1:PORT/feed.ics',
    'http://017700000001:PORT/feed.ics',
    'http://127.1:PORT/feed.ics',
    'http://0:PORT/feed.ics',
    'http://[::1]:PORT/feed.ics',
    'http://[::ffff:127.0.0.1]:PORT/feed.ics',
    'http://localhost:PORT/feed.ics',
    'http://localhost.:PORT/feed.ics',
    'http://①②⑦.0.0.1:PORT/feed.ics',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/latest/meta-data/',
  ])('%s is never asked', async (address) => {
    await expect(fetchPublic(address.replace('PORT', String(port)))).rejects.toMatchObject({
      code: expect.stringMatching(/^(private_address|unknown_host)$/),
    })
    expect(asked).toEqual([])
  })

  it('is never asked where one of its addresses is private', async () => {
    const resolve = async () => [
      { address: '93.184.216.34', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]
    const both = fetchPublic(`http://calendar.example:${port}/feed.ics`, { resolve })
    await expect(both).rejects.toMatchObject({ code: 'private_address', detail: 'calendar.example' })
    expect(asked).toEqual([])
  })

  it('is looked up once, and the connection goes to what was checked', async () => {
    let turns = 0
    const resolve = async () => [{ address: turns++ === 0 ? '127.0.0.1' : '127.0.0.2', family: 4 }]
    await fetchPublic(`http://calendar.example:${port}/feed.ics`, { resolve, allows: anyAddress })
    expect(turns).toBe(1)
    expect(asked[0]?.headers.host).toBe(`calendar.example:${port}`)
  })

  it.each(['/to-metadata', '/to-inside', '/to-loopback-6'])('is looked at again at a redirect: %s', async (path) => {
    const resolve = async () => [{ address: '10.0.0.1', family: 4 }]
    const first = (address: string) => address === '127.0.0.1'
    const redirected = fetchPublic(`http://127.0.0.1:${port}${path}`, { allows: first, resolve })
    await expect(redirected).rejects.toMatchObject({ code: 'private_address' })
    expect(asked.map((one) => one.path)).toEqual([path])
  })

  it('without a name, or without anybody listening, says so', async () => {
    const nobody = { resolve: () => Promise.reject(new Error('ENOTFOUND')) }
    await expect(fetchPublic('http://calendar.example/', nobody)).rejects.toMatchObject({ code: 'unknown_host' })
    await expect(fetchPublic('http://calendar.example/', { resolve: async () => [] })).rejects.toMatchObject({
      code: 'unknown_host',
    })
    await expect(fetchPublic('http://127.0.0.1:1/', { allows: anyAddress })).rejects.toMatchObject({
      code: 'unreachable',
    })
    await expect(
      local('/feed.ics').then(() => fetchPublic(`https://127.0.0.1:${port}/`, { allows: anyAddress })),
    ).rejects.toMatchObject({ code: 'certificate' })
  })
})
