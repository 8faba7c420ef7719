import { Readable } from 'node:stream'
import type { Context } from 'hono'
import type { RouteOptions } from '#platform/routes'
import { FileMissing, type Storage } from '#platform/storage'

/** A kept file on its way out: what it is called, and its bytes. */
export type KeptFile = { name: string; mediaType: string; bytes: number; body: ReadableStream<Uint8Array> }

/** Opens a kept file to be handed out; null: it is gone. */
export async function openFile(
  storage: Storage,
  { file, ...about }: { file: string; name: string; mediaType: string; bytes: number },
): Promise<KeptFile | null> {
  try {
    return { ...about, body: Readable.toWeb(await storage.stream(file)) as ReadableStream<Uint8Array> }
  } catch (error) {
    if (error instanceof FileMissing) return null
    throw error
  }
}

/** RFC 6266 and RFC 8187: a plain name for old readers, and the name as it is. */
const disposition = (name: string): string =>
  `attachment; filename="${name.replace(/[^\w.-]+/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)}`

/**
 * How a file that somebody else made is answered: to be saved, never shown by the browser as a page of ours, whatever it
 * says it is.
 */
export const fileAnswer: RouteOptions<KeptFile> = {
  contentType: 'application/octet-stream',
  respond: (c: Context, { name, mediaType, bytes, body }) =>
    c.body(body, 200, {
      'content-type': /^[\w.+-]+\/[\w.+-]+$/.test(mediaType) ? mediaType : 'application/octet-stream',
      'content-length': String(bytes),
      'content-disposition': disposition(name),
      'content-security-policy': "default-src 'none'; sandbox",
    }),
}
