import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { memoryStorage } from '#test/memory-storage'
import { FileMissing, fileKey, type Storage } from './storage.ts'
import { folderStorage } from './storage-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'kept-storage-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const ORG = '01938c1e-7a00-7000-8000-000000000001'

// What the tests use instead keeps to the same.
test.each<[string, Storage]>([
  ['a folder', folderStorage(folder)],
  ['memory', memoryStorage()],
])('%s keeps what it is given, whole, until it is removed', async (_, storage) => {
  const key = fileKey(ORG, 'mail', '01938c1e-7a00-7000-8000-000000000002')
  const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 256))
  await expect(storage.get(key)).rejects.toThrow(FileMissing)
  await expect(storage.stream(key)).rejects.toThrow(FileMissing)
  await storage.put(key, bytes)
  expect((await storage.get(key)).equals(bytes)).toBe(true)
  expect((await buffer(await storage.stream(key))).equals(bytes)).toBe(true)
  await storage.put(key, Buffer.from('again'))
  expect((await storage.get(key)).toString()).toBe('again')
  await storage.remove(key)
  await storage.remove(key)
  await expect(storage.get(key)).rejects.toThrow(FileMissing)
  for (const bad of ['', 'a', '../x', 'a/../b', '/etc/passwd', 'a//b', 'a/b.eml', 'a/b\0'])
    await expect((async () => storage.put(bad, bytes))(), bad).rejects.toThrow('key')
})

test('nothing half-written lies in the folder', async () => {
  const storage = folderStorage(folder)
  await Promise.all(Array.from({ length: 20 }, () => storage.put('one/two/three', Buffer.alloc(50_000, 1))))
  expect(readdirSync(join(folder, 'one/two'))).toEqual(['three'])
})
