import { z } from 'zod'
import { notSignedIn } from '#platform/errors'
import { fileAnswer, type KeptFile, openFile } from '#platform/file-route'
import { operation } from '#platform/operation'
import { doorOperation, route } from '#platform/routes'
import { mailGone, mailNotFound } from './errors.ts'
import { findReceived } from './queries.ts'
import { mailId } from './schemas.ts'

const whereRaw = operation({
  name: 'receivedMail.findRaw',
  effect: 'reads',
  permission: 'mailboxes.read',
  summary: 'Where a raw mail is kept',
  input: z.strictObject({ id: mailId }),
  output: z.object({ file: z.string(), bytes: z.number() }),
  async run(ctx, { id }) {
    const row = await findReceived(ctx.db, ctx.orgId, id)
    if (!row) throw mailNotFound()
    if (row.file === null) throw mailGone()
    return { file: row.file, bytes: Number(row.bytes) }
  },
})

const downloadRaw = doorOperation({
  name: 'receivedMail.download',
  scope: 'door',
  effect: 'reads',
  permission: 'mailboxes.read',
  summary: 'A mail byte for byte as it was received, to be saved',
  input: z.strictObject({ id: mailId }),
  output: z.custom<KeptFile>().meta({ examples: ['…'] }),
  async run({ run, storage, visit }, { id }) {
    if (visit.actor === null) throw notSignedIn()
    const kept = await run(whereRaw, visit.actor, { id })
    const file = await openFile(storage, { ...kept, name: `${id}.eml`, mediaType: 'message/rfc822' })
    if (!file) throw mailGone()
    return file
  },
})

export const rawMailRoute = route('get', '/v1/received-mail/:id/raw', downloadRaw, fileAnswer)
