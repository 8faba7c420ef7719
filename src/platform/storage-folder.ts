import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { FileMissing, type Storage } from '#platform/storage'

/** Files in a folder: each written beside its place, forced to the disk and moved there, so that it is whole or not there. */
export function folderStorage(folder: string): Storage {
  const placeOf = (key: string): string => {
    if (!/^[\w-]+(\/[\w-]+)+$/.test(key)) throw new Error('A key of the storage is made of names, digits and slashes')
    return join(folder, key)
  }
  const missing = (error: unknown): never => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new FileMissing('The file is gone')
    throw error
  }
  return {
    async put(key, bytes) {
      const place = placeOf(key)
      await mkdir(dirname(place), { recursive: true, mode: 0o700 })
      const beside = `${place}.${randomUUID()}.new`
      const file = await open(beside, 'wx', 0o600)
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
  }
}
