import { join } from 'node:path'
import type { Config } from '#platform/config'
import type { Storage } from '#platform/storage'
import { folderStorage } from '#platform/storage-folder'

/** Where files are kept, for a person. */
export const nameOfStorage = (files: Config['files'], dataDir: string): string =>
  typeof files === 'object'
    ? `s3://${[files.bucket, files.prefix].filter(Boolean).join('/')} at ${new URL(files.endpoint).host}`
    : (files ?? join(dataDir, 'files'))

/** The storage that the configuration names; the client of S3 is loaded only where somebody wants it. */
export const openStorage = async (files: Config['files'], dataDir: string): Promise<Storage> =>
  typeof files === 'object'
    ? (await import('#platform/storage-s3')).s3Storage(files)
    : folderStorage(files ?? join(dataDir, 'files'))
