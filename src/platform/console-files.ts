import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Hono } from 'hono'

interface File {
  readonly type: string
  readonly body: Uint8Array<ArrayBuffer>
  /** Null where compressing gains nothing. */
  readonly gzip: Uint8Array<ArrayBuffer> | null
  readonly etag: string
  readonly immutable: boolean
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** The word that vite.config.ts puts wherever the page needs the nonce of its answer. */
const placeholder = 'KEPT_NONCE'

/** What a page of the console may do: its own scripts, styles and calls, and nothing inline without the nonce. */
export const consolePolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    // Mails as they were laid out, each with a stricter policy of its own.
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

const safety = {
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

function readFiles(folder: string): Map<string, File> {
  const files = new Map<string, File>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const type = types[extname(entry.name)]
    const address = `/${path.slice(folder.length + 1).replaceAll(sep, '/')}`
    // Vite's own notes about the build are no part of the site.
    if (!entry.isFile() || !type || address.startsWith('/.')) continue
    const body = new Uint8Array(readFileSync(path))
    files.set(address, {
      type,
      body,
      gzip: type.startsWith('font/') ? null : new Uint8Array(gzipSync(body, { level: 9 })),
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
      immutable: address.startsWith('/assets/'),
    })
  }
  return files
}

/**
 * Serves the built console from `folder`: files whose name carries their content's hash for a year, `index.html` for
 * every other address of the console, never stored and with a nonce of its own. To be mounted after everything else.
 *
 * Reads the folder once; where it does not exist every page says that the console has not been built.
 */
export function consoleFiles(folder: string): Hono {
  const files = existsSync(folder) ? readFiles(folder) : new Map<string, File>()
  const page = new TextDecoder().decode(files.get('/index.html')?.body ?? new Uint8Array())
  files.delete('/index.html')
  const app = new Hono()

  app.get('/*', (c) => {
    const file = files.get(c.req.path)
    if (file) {
      const headers = {
        ...safety,
        'content-type': file.type,
        'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
        etag: file.etag,
        vary: 'accept-encoding',
      }
      if (c.req.header('if-none-match') === file.etag) return c.body(null, 304, headers)
      if (file.gzip && /\bgzip\b/.test(c.req.header('accept-encoding') ?? ''))
        return c.body(file.gzip, 200, { ...headers, 'content-encoding': 'gzip' })
      return c.body(file.body, 200, headers)
    }
    // A missing file is not a page: a stale page must not take HTML for its script.
    if (extname(c.req.path) !== '') return c.text('Not found', 404, safety)
    if (page === '') return c.text('The console has not been built. Start Kept with npm start.', 503, safety)
    const nonce = randomBytes(16).toString('base64')
    return c.body(page.replaceAll(placeholder, nonce), 200, {
      ...safety,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': consolePolicy(nonce),
    })
  })
  return app
}
