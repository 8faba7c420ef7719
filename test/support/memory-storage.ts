import { Readable } from 'node:stream'
import { FileMissing, type Storage } from '#platform/storage'

/** A storage that lasts as long as the test. */
export function memoryStorage(): Storage & { readonly keys: () => string[] } {
  const files = new Map<string, Buffer>()
  const get = async (key: string): Promise<Buffer> => {
    const found = files.get(key)
    if (!found) throw new FileMissing('The file is gone')
    return found
  }
  return {
    keys: () => [...files.keys()],
    async put(key, bytes) {
      if (!/^[\w-]+(\/[\w-]+)+$/.test(key)) throw new Error('A key of the storage is made of names, digits and slashes')
      files.set(key, Buffer.from(bytes))
    },
    get,
    stream: async (key) => Readable.from([await get(key)]),
    async remove(key) {
      files.delete(key)
    },
  }
}
