import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { memoryStorage } from '#test/memory-storage'
import { startS3Server } from '#test/s3-server'
import { FileMissing, fileKey, type Storage } from './storage.ts'
import { folderStorage } from './storage-folder.ts'
import { s3Storage } from './storage-s3.ts'

const folder = mkdtempSync(join(tmpdir(), 'kept-storage-'))
const s3 = await startS3Server()
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await s3.close()
})
const ORG = '01938c1e-7a00-7000-8000-000000000001'
const OTHER = '01938c1e-7a00-7000-8000-000000000002'
const all = (storage: Storage, prefix: string): Promise<string[]> => Array.fromAsync(storage.list(prefix))

// What the tests use instead keeps to the same.
const STORAGES: [string, Storage][] = [
  ['a folder', folderStorage(folder)],
  ['a bucket', s3Storage(s3.place)],
  ['a bucket of its own', s3Storage({ ...s3.place, prefix: '' })],
  ['memory', memoryStorage()],
]

test.each(STORAGES)('%s keeps what it is given, whole, until it is removed', async (_, storage) => {
  const key = fileKey(ORG, 'mail', '01938c1e-7a00-7000-8000-000000000002')
  const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 256))
  await expect(storage.get(key)).rejects.toThrow(FileMissing)
  await expect(storage.stream(key)).rejects.toThrow(FileMissing)
  await storage.put(key, bytes)
  expect((await storage.get(key)).equals(bytes)).toBe(true)
  expect((await buffer(await storage.stream(key))).equals(bytes)).toBe(true)
  await storage.put(key, Buffer.from('again'))
  expect((await storage.get(key)).toString()).toBe('again')
  await storage.put(key, Buffer.alloc(0))
  expect(await storage.get(key)).toHaveLength(0)
  expect(await buffer(await storage.stream(key))).toHaveLength(0)
  await storage.remove(key)
  await storage.remove(key)
  await expect(storage.get(key)).rejects.toThrow(FileMissing)
  for (const bad of ['', 'a', '../x', 'a/../b', '/etc/passwd', 'a//b', 'a/b.eml', 'a/b\0'])
    await expect((async () => storage.put(bad, bytes))(), bad).rejects.toThrow('key')
})

test.each(STORAGES)('%s lists what lies under a prefix, and nothing beside it', async (_, storage) => {
  expect(await all(storage, ORG)).toEqual([])
  const ours = Array.from({ length: 8 }, (_, i) => fileKey(ORG, i % 2 ? 'mail' : 'attachment', `file${i}`))
  for (const key of [...ours, fileKey(OTHER, 'mail', 'file'), `${ORG}x/mail/file`])
    await storage.put(key, Buffer.from('x'))
  expect((await all(storage, ORG)).sort()).toEqual([...ours].sort())
  expect((await all(storage, `${ORG}/mail`)).sort()).toEqual(ours.filter((key) => key.includes('/mail/')).sort())
  expect(await all(storage, `${ORG}/mai`)).toEqual([])
  for await (const key of storage.list(ORG)) await storage.remove(key)
  expect(await all(storage, ORG), 'whoever lists may remove').toEqual([])
  expect(await all(storage, OTHER)).toHaveLength(1)
})

test('nothing half-written lies in the folder', async () => {
  const storage = folderStorage(folder)
  await Promise.all(Array.from({ length: 20 }, () => storage.put('one/two/three', Buffer.alloc(50_000, 1))))
  expect(readdirSync(join(folder, 'one/two'))).toEqual(['three'])
  writeFileSync(join(folder, 'one/two/four.1.new'), 'half')
  expect(await all(storage, 'one')).toEqual(['one/two/three'])
})
