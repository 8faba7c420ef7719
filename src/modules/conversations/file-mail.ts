import { readMail, recordFiled } from '#modules/mailboxes'
import { newId } from '#platform/ids'
import { systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import { FileMissing, fileKey, type Storage } from '#platform/storage'
import { parseMail } from './inbound/parse-mail.ts'
import { ownMark } from './own-mark.ts'
import { isKept, receiveMail } from './receive-mail.ts'

/**
 * Files one received mail: reads it, parses it and keeps its parts outside any transaction, then writes it down in one.
 * Dying in between does it again; what the first time stored beside no record is swept up.
 */
export async function fileMail(
  { orgId, gate, clock, log }: TaskContext,
  storage: Storage,
  mailId: string,
): Promise<void> {
  const actor = systemActor(orgId, 'conversations.file_mail')
  const received = await gate.run(readMail, actor, { mailId })
  if (received?.state !== 'waiting' || received.file === null) return
  const raw = await storage.get(received.file).catch((error: unknown) => {
    if (error instanceof FileMissing) return null
    throw error
  })
  if (raw === null) {
    await gate.run(recordFiled, actor, { mailId, state: 'failed', reason: 'file_missing' })
    return
  }
  const {
    parts: found,
    date: _,
    replyTo: __,
    damage,
    ...mail
  } = await parseMail(raw, {
    trustedServer: received.trustedServer,
    ownAddresses: received.ownAddresses,
    ownMark: ownMark(gate.instance.keys),
    now: clock.now(),
  })
  // First what is kept at all: of what is ignored nothing is stored.
  const parts = []
  for (const part of isKept(mail) ? found : []) {
    const id = newId(clock.now())
    const file = fileKey(orgId, 'attachment', id)
    await storage.put(file, part.bytes)
    const { name, mediaType, contentId, inline } = part
    parts.push({ id, name, mediaType, bytes: part.bytes.length, file, contentId, inline })
  }
  const { outcome } = await gate.run(receiveMail, actor, {
    receivedMailId: mailId,
    mailboxId: received.mailboxId,
    receivedAt: received.receivedAt,
    ...mail,
    parts,
  })
  if (outcome === 'filed_before') for (const { file } of parts) await storage.remove(file)
  log.info({ org: orgId, mail: mailId, outcome, damage }, 'mail filed')
}
