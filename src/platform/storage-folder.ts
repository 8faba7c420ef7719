import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, opendir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checkKey, FileMissing, type Storage } from '#platform/storage'

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Files in a folder: each written beside its place, forced to the disk and moved there, so that it is whole or not there. */
export function folderStorage(folder: string): Storage {
  const placeOf = (key: string): string => join(folder, checkKey(key))
  const missing = (error: unknown): never => {
    throw isMissing(error) ? new FileMissing() : error
  }
  async function* walk(prefix: string): AsyncIterable<string> {
    const entries = await opendir(join(folder, prefix)).catch((error: unknown) => {
      if (isMissing(error)) return null
      throw error
    })
    if (entries === null) return
    for await (const entry of entries) {
      const key = `${prefix}/${entry.name}`
      if (entry.isDirectory()) yield* walk(key)
      // What is being written has no key yet.
      else if (!entry.name.includes('.')) yield key
    }
  }
  return {
    async put(key, bytes) {
      const place = placeOf(key)
      const beside = `${place}.${randomUUID()}.new`
      const file = await open(beside, 'wx', 0o600).catch(async (error: unknown) => {
        if (!isMissing(error)) throw error
        await mkdir(dirname(place), { recursive: true, mode: 0o700 })
        return open(beside, 'wx', 0o600)
      })
      try {
        await file.writeFile(bytes)
        await file.sync()
      } catch (error) {
        await rm(beside, { force: true })
        throw error
      } finally {
        await file.close()
      }
      await rename(beside, place)
    },
    get: (key) => readFile(placeOf(key)).catch(missing),
    async stream(key) {
      const place = placeOf(key)
      await stat(place).catch(missing)
      return createReadStream(place)
    },
    remove: (key) => rm(placeOf(key), { force: true }),
    list: (prefix) => walk(prefix),
  }
}
