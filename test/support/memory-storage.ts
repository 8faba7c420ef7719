import { Readable } from 'node:stream'
import { checkKey, FileMissing, type Storage } from '#platform/storage'

/** A storage that lasts as long as the test. */
export function memoryStorage(): Storage & { readonly keys: () => string[] } {
  const files = new Map<string, Buffer>()
  const get = async (key: string): Promise<Buffer> => {
    const found = files.get(key)
    if (!found) throw new FileMissing()
    return found
  }
  return {
    keys: () => [...files.keys()],
    async put(key, bytes) {
      files.set(checkKey(key), Buffer.from(bytes))
    },
    get,
    stream: async (key) => Readable.from([await get(key)]),
    async remove(key) {
      files.delete(key)
    },
    async *list(prefix) {
      for (const key of [...files.keys()]) if (key.startsWith(`${prefix}/`)) yield key
    },
  }
}
