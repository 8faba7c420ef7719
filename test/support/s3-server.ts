import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { S3Place } from '#platform/storage-s3'

/** What it does with a request instead of what it should. */
type Fault = { status: number; code: string } | 'truncated' | 'cut' | 'slow'

export type S3Server = {
  /** What a storage needs to be let in. */
  readonly place: S3Place
  /** What it keeps, by bucket and key. */
  readonly files: Map<string, Buffer>
  /** The next requests that are let in meet these, one each. */
  fail(...faults: Fault[]): void
  /** Methods and paths of all requests. */
  readonly asked: string[]
  close(): Promise<void>
}

const BUCKET = 'kept-files'
const REGION = 'eu-test-1'
/** Small, so that lists have pages. */
const MOST_KEYS = 3

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex')
/** RFC 3986, as "Signature Version 4" of the AWS General Reference asks for it. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)

/** An S3 endpoint with one bucket, as much of it as a storage needs; it computes each signature itself. */
export async function startS3Server(secretAccessKey = 'the secret of the bucket'): Promise<S3Server> {
  const accessKeyId = 'AKIDKEPT'
  const files = new Map<string, Buffer>()
  const faults: Fault[] = []
  const asked: string[] = []

  /** Why a request is not let in; null: it is. */
  function refusal(request: IncomingMessage, url: URL, body: Buffer): string | null {
    const given =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([\w;-]+), ?Signature=([0-9a-f]{64})$/.exec(
        request.headers.authorization ?? '',
      )
    if (!given) return 'AccessDenied'
    const [, id, day = '', region = '', names = '', signature = ''] = given
    if (id !== accessKeyId) return 'InvalidAccessKeyId'
    if (region !== REGION) return 'AuthorizationHeaderMalformed'
    const at = String(request.headers['x-amz-date'])
    const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(at) ?? []
    if (!at.startsWith(day) || Math.abs(Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`) - Date.now()) > 900_000)
      return 'RequestTimeTooSkewed'
    const signed = names.split(';')
    const must = ['host', ...Object.keys(request.headers).filter((name) => name.startsWith('x-amz-'))]
    if (must.some((name) => !signed.includes(name))) return 'AccessDenied'
    const payload = String(request.headers['x-amz-content-sha256'])
    if (payload !== 'UNSIGNED-PAYLOAD' && payload !== sha256(body)) return 'XAmzContentSHA256Mismatch'
    const query = [...url.searchParams].map(([name, value]) => `${escaped(name)}=${escaped(value)}`).sort()
    const path = url.pathname
      .split('/')
      .map((part) => escaped(decodeURIComponent(part)))
      .join('/')
    const headers = signed.map((name) => `${name}:${String(request.headers[name]).trim().replace(/ +/g, ' ')}\n`)
    const canonical = [request.method, path, query.join('&'), headers.join(''), names, payload].join('\n')
    const text = ['AWS4-HMAC-SHA256', at, `${day}/${REGION}/s3/aws4_request`, sha256(canonical)].join('\n')
    const key = ['s3', 'aws4_request'].reduce<Buffer>(hmac, hmac(hmac(`AWS4${secretAccessKey}`, day), REGION))
    return timingSafeEqual(hmac(key, text), Buffer.from(signature, 'hex')) ? null : 'SignatureDoesNotMatch'
  }

  const say = (response: ServerResponse, status: number, body: string | Buffer = '', type = 'application/xml') =>
    response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body)
  const refuse = (response: ServerResponse, status: number, code: string) =>
    say(response, status, `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const url = new URL(request.url ?? '/', 'http://localhost')
    asked.push(`${request.method} ${url.pathname}`)
    const body = await buffer(request)
    const no = refusal(request, url, body)
    if (no) return refuse(response, 403, no)
    const fault = faults.shift()
    if (fault === 'cut') return response.destroy()
    if (fault === 'slow') await sleep(2_000)
    if (typeof fault === 'object') return refuse(response, fault.status, fault.code)
    const [, bucket = '', ...rest] = url.pathname.split('/').map(decodeURIComponent)
    if (bucket !== BUCKET) return refuse(response, 404, 'NoSuchBucket')
    const key = rest.join('/')
    if (key === '' && request.method === 'GET') return list(url.searchParams, response)
    if (request.method === 'PUT') {
      files.set(key, body)
      return response.writeHead(200, { etag: '"1"', 'content-length': 0 }).end()
    }
    if (request.method === 'DELETE') {
      files.delete(key)
      return response.writeHead(204).end()
    }
    const file = files.get(key)
    if (!file) return refuse(response, 404, 'NoSuchKey')
    if (fault !== 'truncated') return say(response, 200, file, 'application/octet-stream')
    response.writeHead(200, { 'content-length': file.length })
    return response.write(file.subarray(0, file.length / 2), () => response.destroy())
  }

  /** ListObjectsV2. */
  function list(query: URLSearchParams, response: ServerResponse): void {
    const after = query.get('continuation-token') ?? ''
    const all = [...files.keys()].sort().filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after)
    const page = all.slice(0, Math.min(MOST_KEYS, Number(query.get('max-keys'))))
    const more = page.length < all.length
    const rows = page.map(
      (key) =>
        `<Contents><Key>${key}</Key><LastModified>2026-11-26T09:00:00.000Z</LastModified><Size>1</Size></Contents>`,
    )
    const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
    say(
      response,
      200,
      `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${BUCKET}</Name><IsTruncated>${more}</IsTruncated>${rows.join('')}${next}</ListBucketResult>`,
    )
  }

  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    place: { endpoint, region: REGION, bucket: BUCKET, prefix: 'shop/files', accessKeyId, secretAccessKey },
    files,
    asked,
    fail: (...next) => void faults.push(...next),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
