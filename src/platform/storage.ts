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
}

export class FileMissing extends Error {
  override name = 'FileMissing'
}

/** The key of a file of an organization: `<organization>/<kind>/<id>`. */
export const fileKey = (orgId: string, kind: 'mail' | 'attachment', id: string): string => `${orgId}/${kind}/${id}`
