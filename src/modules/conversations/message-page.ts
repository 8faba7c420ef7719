import { z } from 'zod'
import { notSignedIn } from '#platform/errors'
import { flag } from '#platform/fields'
import { operation } from '#platform/operation'
import { doorOperation, route } from '#platform/routes'
import { FileMissing, type Storage } from '#platform/storage'
import { attachmentsOf } from './conversation-queries.ts'
import { messageNotFound } from './errors.ts'
import { findMessage } from './queries.ts'
import { messageId } from './schemas.ts'
import { shownHtml } from './shown-html.ts'

const readHtml = operation({
  name: 'conversations.findHtml',
  effect: 'reads',
  permission: 'conversations.read',
  summary: 'The safe HTML of a mail, and where the pictures in it are kept',
  input: z.strictObject({ id: messageId }),
  output: z.object({
    html: z.string(),
    pictures: z.array(z.object({ contentId: z.string(), file: z.string(), mediaType: z.string(), bytes: z.number() })),
  }),
  async run(ctx, { id }) {
    const row = await findMessage(ctx.db, ctx.orgId, id)
    if (!row || row.html === '') throw messageNotFound()
    const pictures = await attachmentsOf(ctx.db, ctx.orgId, [id])
    return {
      html: row.html,
      pictures: pictures.flatMap(({ content_id: contentId, file, media_type: mediaType, bytes }) =>
        contentId === null ? [] : [{ contentId, file, mediaType, bytes: Number(bytes) }],
      ),
    }
  },
})

// Pictures stand in the page itself: what is sandboxed has no cookie with which to fetch them.
const MOST_PICTURES = 5 * 1024 * 1024

const showHtml = doorOperation({
  name: 'conversations.showHtml',
  scope: 'door',
  effect: 'reads',
  permission: 'conversations.read',
  summary: 'A mail as it was laid out: safe, without remote pictures unless they are asked for',
  input: z.strictObject({
    id: messageId,
    pictures: flag.optional().meta({
      description: 'true: remote pictures too. Their server learns when they are looked at.',
      examples: ['true'],
    }),
  }),
  output: z.custom<{ page: string; remote: boolean }>().meta({ examples: ['<p>It knocks at night.</p>'] }),
  async run({ run, storage, visit }, { id, pictures: remote = false }) {
    if (visit.actor === null) throw notSignedIn()
    const { html, pictures } = await run(readHtml, visit.actor, { id })
    return { page: shownHtml(html, await inlined(storage, pictures), remote), remote }
  },
})

type Picture = { contentId: string; file: string; mediaType: string; bytes: number }

async function inlined(storage: Storage, pictures: readonly Picture[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  let room = MOST_PICTURES
  for (const { contentId, file, mediaType, bytes } of pictures) {
    if (!/^image\/(png|jpeg|gif|webp)$/.test(mediaType) || bytes > room) continue
    try {
      found.set(contentId, `data:${mediaType};base64,${(await storage.get(file)).toString('base64')}`)
      room -= bytes
    } catch (error) {
      if (!(error instanceof FileMissing)) throw error
    }
  }
  return found
}

const policy = (remote: boolean): string =>
  `default-src 'none'; style-src 'unsafe-inline'; img-src data:${remote ? ' https: http:' : ''}; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox`

export const messagePageRoute = route('get', '/v1/messages/:id/html', showHtml, {
  contentType: 'text/html',
  respond: (c, { page, remote }) =>
    c.body(page, 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(remote),
      'x-frame-options': 'SAMEORIGIN',
    }),
})
