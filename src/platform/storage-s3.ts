import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { setTimeout as sleep } from 'node:timers/promises'
import { S3mini, S3ServiceError } from 's3mini'
import { checkKey, FileMissing, type Storage, StorageError } from '#platform/storage'

/** A bucket of a storage that speaks S3, by its path (`<endpoint>/<bucket>/<prefix>/<key>`). */
export type S3Place = {
  endpoint: string
  region: string
  bucket: string
  /** Without slashes around it; may be empty. */
  prefix: string
  accessKeyId: string
  secretAccessKey: string
}

const ATTEMPTS = 4
const FIRST_PAUSE_MS = 100
/** A whole request and its answer; what is handed out piece by piece goes at the pace of its reader. */
const LIMIT_MS = 60_000
const A_PAGE = 1000

/**
 * Files in a bucket. A request that the storage is too busy for, or that is cut off, is sent again: each is the same
 * twice.
 * @param limitMs how long a request may take
 * @param pauseMs about how long it waits before the second attempt; before each further one twice as long
 */
export function s3Storage(place: S3Place, { limitMs = LIMIT_MS, pauseMs = FIRST_PAUSE_MS } = {}): Storage {
  const { region, accessKeyId, secretAccessKey } = place
  const endpoint = `${place.endpoint.replace(/\/+$/, '')}/${place.bucket}`
  const client = { region, accessKeyId, secretAccessKey, endpoint }
  const s3 = new S3mini({ ...client, requestAbortTimeout: limitMs })
  const unhurried = new S3mini(client)
  const before = place.prefix === '' ? '' : `${place.prefix}/`
  const nameOf = (key: string): string => `${before}${checkKey(key)}`

  async function ask<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work()
      } catch (error) {
        if (isNoFile(error)) throw new FileMissing()
        if (attempt === ATTEMPTS || !mayPass(error)) throw new StorageError(whatToDo(error, place))
        await sleep(pauseMs * 2 ** (attempt - 1) * (0.5 + Math.random()))
      }
    }
  }

  async function* list(prefix: string): AsyncIterable<string> {
    let token: string | undefined
    do {
      const page = await ask(() => s3.listObjectsPaged('/', `${before}${prefix}/`, A_PAGE, token))
      if (!page) throw new StorageError(whatToDo(new S3ServiceError('', 404, 'NoSuchBucket'), place))
      for (const { Key } of page.objects ?? []) yield Key.slice(before.length)
      token = page.nextContinuationToken
    } while (token !== undefined)
  }

  return {
    async put(key, bytes) {
      const name = nameOf(key)
      await ask(() => s3.putObject(name, bytes))
    },
    async get(key) {
      const name = nameOf(key)
      return ask(async () => Buffer.from(await (await s3.getObjectRaw(name)).arrayBuffer()))
    },
    async stream(key) {
      const name = nameOf(key)
      const { body } = await ask(() => unhurried.getObjectRaw(name))
      return body ? Readable.fromWeb(body as ReadableStream) : Readable.from([])
    },
    async remove(key) {
      const name = nameOf(key)
      await ask(() => s3.deleteObject(name)).catch((error: unknown) => {
        if (!(error instanceof FileMissing)) throw error
      })
    },
    list,
  }
}

const isService = (error: unknown): error is S3ServiceError => error instanceof S3ServiceError

/** Without a word from the storage it is the file: of a bucket that is missing each says so. */
const isNoFile = (error: unknown): boolean =>
  isService(error) && error.status === 404 && ['NoSuchKey', 'Unknown', undefined].includes(error.serviceCode)

/** Too busy, failing, cut off or not reached; what is refused stays refused. */
const mayPass = (error: unknown): boolean =>
  isService(error) ? error.status === 429 || error.status >= 500 || error.serviceCode === 'RequestTimeout' : true

/** What the storage answered, in our words alone: its own may hold what was signed. */
function whatToDo(error: unknown, { endpoint, bucket }: S3Place): string {
  const where = `The file storage ${new URL(endpoint).host}`
  if (!isService(error)) {
    const slow = error instanceof Error && error.name === 'TimeoutError'
    const why = slow ? 'does not answer in time' : 'cannot be reached, or breaks off'
    return `${where} ${why} (${codeOf(error)}): check KEPT_S3_ENDPOINT and the network`
  }
  const code = /^\w{1,60}$/.test(error.serviceCode ?? '') ? ` ${error.serviceCode}` : ''
  const answered = `${where} answered ${error.status}${code}`
  if (error.serviceCode === 'NoSuchBucket')
    return `${answered}: make the bucket "${bucket}", or name another in KEPT_FILES`
  if (error.serviceCode === 'RequestTimeTooSkewed') return `${answered}: set this machine's clock, best by NTP`
  if (['SignatureDoesNotMatch', 'InvalidAccessKeyId'].includes(error.serviceCode ?? ''))
    return `${answered}: check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`
  if (error.status === 301 || error.status === 400)
    return `${answered}: check AWS_REGION and KEPT_S3_ENDPOINT, which belong to the bucket "${bucket}"`
  if (error.status === 401 || error.status === 403)
    return `${answered}: the key needs to read, write, delete and list in the bucket "${bucket}"; check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and the bucket's policy`
  return `${answered}: look at the storage; what waits for it is tried again`
}

function codeOf(error: unknown): string {
  const { code, cause, name } = error as { code?: unknown; cause?: { code?: unknown }; name?: unknown }
  return String(cause?.code ?? code ?? name ?? 'unknown').slice(0, 60)
}
