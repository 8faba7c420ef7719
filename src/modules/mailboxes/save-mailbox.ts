import { z } from 'zod'
import { claimMailboxAddress, releaseMailboxAddress } from '#modules/directory'
import { ifVersion } from '#platform/fields'
import { operation } from '#platform/operation'
import { addressTaken, mailboxNotFound, needsServer, staleMailbox } from './errors.ts'
import { sealPassword } from './password.ts'
import { insertMailbox, lockMailbox, updateMailboxRow } from './queries.ts'
import { KINDS, mailboxFields, mailboxId, mailboxView, viewOfMailbox } from './schemas.ts'
import { checkServer } from './server.ts'

const SERVER = ['host', 'port', 'security', 'username'] as const

export const createMailbox = operation({
  name: 'mailboxes.create',
  effect: 'writes',
  permission: 'mailboxes.write',
  summary: 'Add an address at which customers write to you',
  input: z.strictObject({
    name: mailboxFields.name,
    address: mailboxFields.address,
    kind: z.enum(KINDS).meta({
      description: 'imap: Kept fetches the mail. listener: your mail server hands it to the port KEPT_MAIL_PORT.',
      examples: ['listener'],
    }),
    host: mailboxFields.host.default(''),
    port: mailboxFields.port.default(993),
    security: mailboxFields.security.default('tls'),
    username: mailboxFields.username.default(''),
    password: mailboxFields.password.optional(),
    folder: mailboxFields.folder.default('INBOX'),
    trustedServer: mailboxFields.trustedServer.default(''),
  }),
  output: mailboxView,
  async run(ctx, { password, trustedServer, ...input }) {
    if (input.kind === 'imap') {
      checkServer(input, ctx.instance)
      if (input.username === '' || password === undefined) throw needsServer()
    }
    const id = ctx.newId()
    if (!(await claimMailboxAddress(ctx, input.address, id))) throw addressTaken()
    const row = await insertMailbox(ctx.db, {
      org_id: ctx.orgId,
      id,
      ...input,
      password: password === undefined ? null : sealPassword(ctx, id, password),
      trusted_server: trustedServer,
      created_at: ctx.now,
    })
    ctx.record({ type: 'mailbox.created', subject: `mailbox:${id}`, data: { kind: input.kind } })
    return viewOfMailbox(row)
  },
})

export const updateMailbox = operation({
  name: 'mailboxes.update',
  effect: 'writes',
  permission: 'mailboxes.write',
  summary: 'Change a mailbox',
  input: z.strictObject({
    id: mailboxId,
    ifVersion,
    ...z.object(mailboxFields).partial().shape,
  }),
  output: mailboxView,
  async run(ctx, { id, ifVersion: version, password, trustedServer, ...change }) {
    const row = await lockMailbox(ctx.db, ctx.orgId, id)
    if (!row) throw mailboxNotFound()
    if (version !== undefined && version !== row.version) throw staleMailbox(row.version)
    // What is only renamed or turned off is not asked for anything.
    const asks = password !== undefined || change.enabled === true || SERVER.some((field) => field in change)
    if (row.kind === 'imap' && asks) {
      checkServer({ host: change.host ?? row.host, security: change.security ?? row.security }, ctx.instance)
      if ((change.username ?? row.username) === '') throw needsServer()
      // A password is for the server that it was given for: another one does not get to see it.
      const elsewhere = change.host !== undefined && change.host !== row.host
      if (password === undefined && (elsewhere || row.password === null)) throw needsServer()
    }
    if (change.address !== undefined && change.address.toLowerCase() !== row.address.toLowerCase()) {
      await releaseMailboxAddress(ctx, id)
      if (!(await claimMailboxAddress(ctx, change.address, id))) throw addressTaken()
    }
    const moved = ['host', 'port', 'username', 'folder'].some(
      (field) => field in change && change[field as 'host'] !== row[field as 'host'],
    )
    const updated = await updateMailboxRow(ctx.db, ctx.orgId, id, {
      ...change,
      ...(password === undefined ? {} : { password: sealPassword(ctx, id, password) }),
      ...(trustedServer === undefined ? {} : { trusted_server: trustedServer }),
      // Another folder has other numbers; what was kept from it before is known by its fingerprint.
      ...(moved ? { uid_validity: null, last_uid: 0, state: 'new', failure: null } : {}),
      version: row.version + 1,
    })
    ctx.record({
      type: 'mailbox.changed',
      subject: `mailbox:${id}`,
      data: { fields: Object.keys({ ...change, ...(password === undefined ? {} : { password: '' }) }) },
    })
    return viewOfMailbox(updated)
  },
})

export const archiveMailbox = operation({
  name: 'mailboxes.archive',
  effect: 'writes',
  permission: 'mailboxes.write',
  summary: 'Take a mailbox out of use; what was received stays, its password goes',
  input: z.strictObject({ id: mailboxId }),
  output: mailboxView,
  async run(ctx, { id }) {
    const row = await lockMailbox(ctx.db, ctx.orgId, id)
    if (!row) throw mailboxNotFound()
    await releaseMailboxAddress(ctx, id)
    const updated = await updateMailboxRow(ctx.db, ctx.orgId, id, {
      archived_at: ctx.now,
      enabled: false,
      password: null,
      version: row.version + 1,
    })
    ctx.record({ type: 'mailbox.archived', subject: `mailbox:${id}`, data: {} })
    return viewOfMailbox(updated)
  },
})
