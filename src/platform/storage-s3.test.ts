import { buffer } from 'node:stream/consumers'
import { inspect } from 'node:util'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { type S3Server, startS3Server } from '#test/s3-server'
import { FileMissing, StorageError } from './storage.ts'
import { type S3Place, s3Storage } from './storage-s3.ts'

const SECRET = 'a secret that nobody may read'
const KEY = 'org/mail/one'
const s3: S3Server = await startS3Server(SECRET)
afterAll(() => s3.close())
beforeEach(() => {
  s3.files.clear()
  s3.asked.length = 0
})
const storage = (over: Partial<S3Place> = {}, limitMs?: number) =>
  s3Storage({ ...s3.place, ...over }, { pauseMs: 2, ...(limitMs === undefined ? {} : { limitMs }) })
const bytes = Buffer.alloc(300_000, 7)

test('files lie under their prefix in the bucket, which is named in the path', async () => {
  await storage().put(KEY, bytes)
  expect([...s3.files.keys()]).toEqual([`shop/files/${KEY}`])
  expect(s3.asked).toEqual([`PUT /kept-files/shop/files/${KEY}`])
  await storage({ endpoint: `${s3.place.endpoint}/` }).remove(KEY)
  expect(s3.files.size).toBe(0)
})

const gone = await startS3Server()
const nowhere = gone.place.endpoint
await gone.close()

const REFUSED: [string, Partial<S3Place>, RegExp][] = [
  [
    'another secret',
    { secretAccessKey: 'wrong' },
    /403 SignatureDoesNotMatch: check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/,
  ],
  ['another key', { accessKeyId: 'AKIDOTHER' }, /403 InvalidAccessKeyId: check AWS_ACCESS_KEY_ID/],
  ['another region', { region: 'us-east-1' }, /403 AuthorizationHeaderMalformed: .*check AWS_/],
  ['no such bucket', { bucket: 'other' }, /404 NoSuchBucket: make the bucket "other", or name another in KEPT_FILES/],
  ['nobody there', { endpoint: nowhere }, /cannot be reached.*ECONNREFUSED.*check KEPT_S3_ENDPOINT/],
]
test.each(REFUSED)('%s is said with what to do, and without the secret', async (_, over, says) => {
  const refused = storage(over)
  const works: (() => Promise<unknown>)[] = [
    () => refused.put(KEY, bytes),
    () => refused.get(KEY),
    () => refused.stream(KEY),
    () => refused.remove(KEY),
    () => Array.fromAsync(refused.list('org')),
  ]
  for (const work of works) {
    const error = await work().catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(StorageError)
    expect(String(error)).toMatch(says)
    expect(inspect(error, { depth: 10 })).not.toMatch(/a secret that|Credential=|AWS4-HMAC/)
  }
})

test('what the storage is too busy for, or breaks off, is asked again', async () => {
  s3.fail({ status: 503, code: 'SlowDown' }, 'cut')
  await storage().put(KEY, bytes)
  expect(s3.asked).toHaveLength(3)
  s3.fail({ status: 500, code: 'InternalError' }, 'truncated', { status: 503, code: 'SlowDown' })
  expect((await storage().get(KEY)).equals(bytes), 'whole').toBe(true)
  s3.fail({ status: 503, code: 'SlowDown' })
  expect(await Array.fromAsync(storage().list('org'))).toEqual([KEY])
  s3.fail({ status: 503, code: 'SlowDown' })
  await storage().remove(KEY)
  await expect(storage().get(KEY)).rejects.toThrow(FileMissing)
})

test('what goes on failing is said after four times, and is never a file that is missing', async () => {
  await storage().put(KEY, bytes)
  s3.asked.length = 0
  s3.fail(...Array.from({ length: 4 }, () => ({ status: 503, code: 'SlowDown' })))
  await expect(storage().get(KEY)).rejects.toThrow(
    /503 SlowDown: look at the storage; what waits for it is tried again/,
  )
  expect(s3.asked).toHaveLength(4)
  s3.fail(...(['truncated', 'truncated', 'truncated', 'truncated'] as const))
  await expect(storage().get(KEY)).rejects.toThrow(/breaks off/)
  s3.fail({ status: 403, code: 'AccessDenied' })
  s3.asked.length = 0
  await expect(storage().get(KEY)).rejects.toThrow(/AccessDenied: the key needs to read, write, delete and list/)
  expect(s3.asked, 'refused is refused').toHaveLength(1)
})

test('a storage that does not answer is not waited for without end', async () => {
  s3.fail('slow', 'slow', 'slow', 'slow')
  await expect(storage({}, 50).put(KEY, bytes)).rejects.toThrow(
    /does not answer in time \(TimeoutError|23\): check KEPT_S3/,
  )
})

test('a stream that is cut ends in an error, not early', async () => {
  await storage().put(KEY, bytes)
  s3.fail('truncated')
  await expect(storage().stream(KEY).then(buffer)).rejects.toThrow()
})
