import type { Readable } from 'node:stream'

/** Where files are kept: raw mails, attachments. Keys are made by `fileKey`, never from a name that somebody chose. */
export type Storage = {
  /** Keeps bytes under a key; whole or not at all, and again under the same key is the same. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** @throws {FileMissing} */
  get(key: string): Promise<Buffer>
  /** As `get`, piece by piece. @throws {FileMissing} */
  stream(key: string): Promise<Readable>
  /** What is not there is gone already. */
  remove(key: string): Promise<void>
  /** The keys that begin with `<prefix>/`, in no order, a bounded number of them in memory. A prefix of nothing is none. */
  list(prefix: string): AsyncIterable<string>
}

export class FileMissing extends Error {
  override name = 'FileMissing'
  constructor() {
    super('The file is gone')
  }
}

/** The storage is there and does not do what it should; the message says what to look at, and holds no secret. */
export class StorageError extends Error {
  override name = 'StorageError'
}

const KEY = /^[\w-]+(\/[\w-]+)+$/

/** @throws where a key would lead somewhere else */
export function checkKey(key: string): string {
  if (!KEY.test(key)) throw new Error('A key of the storage is made of names, digits and slashes')
  return key
}

/** The key of a file of an organization: `<organization>/<kind>/<id>`. */
export const fileKey = (orgId: string, kind: 'mail' | 'attachment', id: string): string => `${orgId}/${kind}/${id}`
