import { z } from 'zod'
import { notSignedIn } from '#platform/errors'
import { fileAnswer, type KeptFile, openFile } from '#platform/file-route'
import { operation } from '#platform/operation'
import { doorOperation, route } from '#platform/routes'
import { findAttachment } from './conversation-queries.ts'
import { attachmentId } from './conversation-schemas.ts'
import { attachmentNotFound } from './errors.ts'

const whereKept = operation({
  name: 'conversations.findAttachment',
  effect: 'reads',
  permission: 'conversations.read',
  summary: 'Where an attachment is kept',
  input: z.strictObject({ id: attachmentId }),
  output: z.object({ file: z.string(), name: z.string(), mediaType: z.string(), bytes: z.number() }),
  async run(ctx, { id }) {
    const row = await findAttachment(ctx.db, ctx.orgId, id)
    if (!row) throw attachmentNotFound()
    return { file: row.file, name: row.name, mediaType: row.media_type, bytes: Number(row.bytes) }
  },
})

const downloadAttachment = doorOperation({
  name: 'conversations.downloadAttachment',
  scope: 'door',
  effect: 'reads',
  permission: 'conversations.read',
  summary: 'An attachment as it came, to be saved',
  input: z.strictObject({ id: attachmentId }),
  output: z.custom<KeptFile>().meta({ examples: ['…'] }),
  async run({ run, storage, visit }, { id }) {
    if (visit.actor === null) throw notSignedIn()
    const file = await openFile(storage, await run(whereKept, visit.actor, { id }))
    if (!file) throw attachmentNotFound()
    return file
  },
})

export const attachmentRoute = route('get', '/v1/attachments/:id/content', downloadAttachment, fileAnswer)
