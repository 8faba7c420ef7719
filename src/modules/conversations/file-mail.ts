import { readMails, recordFiled } from '#modules/mailboxes'
import { newId } from '#platform/ids'
import { systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import { FileMissing, fileKey, type Storage } from '#platform/storage'
import { parseMail } from './inbound/parse-mail.ts'
import { ownMark } from './own-mark.ts'
import { FILED_AT_ONCE, receiveMail, receiveMails } from './receive-mail.ts'
import { isKept, type Received } from './received-mail.ts'

/** Bytes of mails that are read into memory at once; a larger mail is read alone. */
const BYTES_AT_ONCE = 8 * 1024 * 1024

type Waiting = Awaited<ReturnType<typeof waitingMails>>['mails'][number]
type ReadMail = { mail: Received; damage: readonly string[] }

/**
 * Files received mails, the oldest first: reads them, parses them and keeps their parts outside any transaction, then
 * writes them down, many in one. Dying in between does it again; what the first time stored beside no record is swept up.
 * @throws where one of them cannot be filed: those in one transaction with it are not either
 */
export async function fileReceived(ctx: TaskContext, storage: Storage, mailIds: readonly string[]): Promise<void> {
  const { gate, orgId, log } = ctx
  const actor = systemActor(orgId, 'conversations.file_mail')
  const { mails, ownAddresses } = await waitingMails(ctx, mailIds)
  for (const some of inGroups(mails)) {
    const read = (await Promise.all(some.map((mail) => readOne(ctx, storage, mail, ownAddresses)))).filter(
      (one) => one !== null,
    )
    const [first, ...others] = read.map(({ mail }) => mail)
    if (!first) continue
    const became =
      others.length === 0
        ? [await gate.run(receiveMail, actor, toInput(first))]
        : (await gate.run(receiveMails, actor, { mails: [first, ...others].map(toInput) })).became
    for (const [i, { mail, damage }] of read.entries()) {
      const outcome = became[i]?.outcome
      if (outcome === 'filed_before') for (const { file } of mail.parts) await storage.remove(file)
      log.info({ org: orgId, mail: mail.receivedMailId, outcome, damage }, 'mail filed')
    }
  }
}

const toInput = (mail: Received) => ({ ...mail, receivedAt: mail.receivedAt.toString() })

async function waitingMails({ gate, orgId }: TaskContext, mailIds: readonly string[]) {
  const actor = systemActor(orgId, 'conversations.file_mail')
  const { items, ownAddresses } = await gate.run(readMails, actor, { mailIds: [...new Set(mailIds)] })
  const mails = items.flatMap(({ state, file, ...mail }) =>
    state === 'waiting' && file !== null ? [{ ...mail, file }] : [],
  )
  return { mails, ownAddresses }
}

function inGroups(mails: readonly Waiting[]): Waiting[][] {
  const groups: Waiting[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const mail of mails) {
    const last = groups.at(-1)
    bytes += mail.bytes
    if (last && bytes <= BYTES_AT_ONCE && last.length < FILED_AT_ONCE) last.push(mail)
    else {
      groups.push([mail])
      bytes = mail.bytes
    }
  }
  return groups
}

/** A mail as it is written down, its parts kept; null where its file is gone, which is written down at once. */
async function readOne(
  { gate, orgId, clock }: TaskContext,
  storage: Storage,
  { mailId, mailboxId, receivedAt, trustedServer, file }: Waiting,
  ownAddresses: string[],
): Promise<ReadMail | null> {
  const raw = await storage.get(file).catch((error: unknown) => {
    if (error instanceof FileMissing) return null
    throw error
  })
  if (raw === null) {
    const actor = systemActor(orgId, 'conversations.file_mail')
    await gate.run(recordFiled, actor, { mailId, state: 'failed', reason: 'file_missing' })
    return null
  }
  const {
    parts: found,
    date: _,
    replyTo: __,
    damage,
    ...mail
  } = await parseMail(raw, { trustedServer, ownAddresses, ownMark: ownMark(gate.instance.keys), now: clock.now() })
  // First what is kept at all: of what is ignored nothing is stored.
  const parts = await Promise.all(
    (isKept(mail) ? found : []).map(async ({ bytes, ...part }) => {
      const id = newId(clock.now())
      const key = fileKey(orgId, 'attachment', id)
      await storage.put(key, bytes)
      const { name, mediaType, contentId, inline } = part
      return { id, name, mediaType, bytes: bytes.length, file: key, contentId, inline }
    }),
  )
  return {
    mail: { ...mail, receivedMailId: mailId, mailboxId, receivedAt: Temporal.Instant.from(receivedAt), parts },
    damage,
  }
}
