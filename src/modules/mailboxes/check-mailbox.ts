import { z } from 'zod'
import { notSignedIn } from '#platform/errors'
import { operation } from '#platform/operation'
import { doorOperation } from '#platform/routes'
import { mailboxNotFound } from './errors.ts'
import { connectImap, WATCH_FAILURES, type WatchFailure, watchErrorOf } from './imap-connection.ts'
import { openPassword } from './password.ts'
import { findMailbox } from './queries.ts'
import { mailboxId } from './schemas.ts'

const readServer = operation({
  name: 'mailboxes.readServer',
  effect: 'reads',
  permission: 'mailboxes.write',
  summary: 'How a mailbox is connected to; its password stays in the process',
  input: z.strictObject({ id: mailboxId }),
  output: z.object({
    kind: z.string(),
    host: z.string(),
    port: z.number(),
    security: z.enum(['tls', 'starttls', 'none']),
    username: z.string(),
    password: z.string().nullable(),
    folder: z.string(),
  }),
  async run(ctx, { id }) {
    const row = await findMailbox(ctx.db, ctx.orgId, id)
    if (!row || row.archived_at !== null) throw mailboxNotFound()
    const { kind, host, port, username, folder } = row
    const security = row.security as 'tls' | 'starttls' | 'none'
    return { kind, host, port, security, username, folder, password: openPassword(ctx, row) }
  },
})

export const checkMailbox = doorOperation({
  name: 'mailboxes.check',
  scope: 'door',
  effect: 'reads',
  permission: 'mailboxes.write',
  summary: 'Try to sign in at the server of a mailbox and to open its folder',
  input: z.strictObject({ id: mailboxId }),
  output: z.object({
    ok: z.boolean(),
    failure: z
      .enum(WATCH_FAILURES)
      .nullable()
      .meta({ description: 'What stands in the way.', examples: ['login_refused'] }),
    mails: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'Mails in the folder.', examples: [412] }),
  }),
  async run({ run, instance, visit }, { id }) {
    if (visit.actor === null) throw notSignedIn()
    const { kind, folder, password, ...server } = await run(readServer, visit.actor, { id })
    // Mail is brought to a listener: there is nothing to connect to.
    if (kind !== 'imap') return { ok: true, failure: null, mails: null }
    const failed = (failure: WatchFailure) => ({ ok: false, failure, mails: null })
    if (password === null) return failed('password_lost')
    try {
      const client = await connectImap({ ...server, password }, instance)
      try {
        const { exists } = await client.mailboxOpen(folder, { readOnly: true })
        return { ok: true, failure: null, mails: exists }
      } catch {
        return failed('folder_missing')
      } finally {
        client.close()
      }
    } catch (error) {
      return failed(watchErrorOf(error).code)
    }
  },
})
