import { z } from 'zod'
import type { Clock } from '#platform/clock'
import { DatabaseAway } from '#platform/db'
import type { Gate } from '#platform/gate'
import { newId } from '#platform/ids'
import { operation, systemActor } from '#platform/operation'
import { fileKey, type Storage } from '#platform/storage'
import { fingerprintOf } from './fingerprint.ts'
import { insertReceived, movePosition, touchMailboxes } from './queries.ts'
import { mailboxId, mailId } from './schemas.ts'

/** The largest mail that is taken; larger ones are refused at the door, where there is one. */
export const LARGEST_MAIL = 40 * 1024 * 1024
const LONGEST_ADDRESS = 500
/** So many mails at most are written down in one transaction. */
const AT_ONCE = 50

/** Where fetching stands, in a mailbox as it was read: of another folder or server the numbers mean nothing. */
export const positionInput = z.strictObject({
  validity: z.number().int(),
  uid: z.number().int(),
  version: z.number().int(),
})
export type MovedPosition = z.output<typeof positionInput>

const recordReceived = operation({
  name: 'receivedMail.keep',
  effect: 'writes',
  permission: 'mailboxes.receive',
  summary: 'Keep mails that have arrived; one that is there already is the same one',
  input: z.strictObject({
    mails: z
      .array(
        z.strictObject({
          mailId,
          mailboxId,
          fingerprint: z.string().length(64),
          file: z.string().max(500),
          bytes: z.number().int().min(0),
          mailFrom: z.string().max(500).nullable(),
          mailTo: z.string().max(500).nullable(),
          tooLarge: z.boolean().default(false),
          position: positionInput.nullable(),
        }),
      )
      .min(1)
      .max(AT_ONCE),
  }),
  output: z.object({ isNew: z.array(z.boolean()).meta({ description: 'In the order of the mails.' }) }),
  async run(ctx, { mails }) {
    const added = await insertReceived(
      ctx.db,
      mails.map(({ mailId: id, mailboxId: mailbox_id, mailFrom, mailTo, tooLarge, position: _, ...mail }) => ({
        ...{ org_id: ctx.orgId, id, mailbox_id, ...mail, mail_from: mailFrom, mail_to: mailTo },
        // Of what is too large its header is kept, so that somebody can tell what it was.
        state: tooLarge ? 'ignored' : 'waiting',
        reason: tooLarge ? 'too_large' : null,
        received_at: ctx.now,
      })),
    )
    const fresh = mails.filter((mail) => added.has(mail.mailId))
    await touchMailboxes(ctx.db, ctx.orgId, [...new Set(fresh.map((mail) => mail.mailboxId))], ctx.now)
    // The last one counts: mails come in the order of their numbers.
    const positions = new Map(mails.map((mail) => [mail.mailboxId, mail.position]))
    for (const [id, position] of positions) if (position) await movePosition(ctx.db, ctx.orgId, id, position)
    for (const { mailId: id, mailboxId: boxId, tooLarge } of fresh)
      if (!tooLarge) ctx.record({ type: 'mail.received', subject: `mail:${id}`, data: { mailboxId: boxId } })
    return { isNew: mails.map((mail) => added.has(mail.mailId)) }
  },
})

type Arrived = {
  orgId: string
  mailboxId: string
  raw: Buffer
  /** What is given is its beginning only. */
  tooLarge?: boolean
  envelope?: { from: string; to: string }
  position?: MovedPosition
}

type Kept = z.output<typeof recordReceived.input>['mails'][number]
type Deps = { gate: Pick<Gate, 'run'>; storage: Storage; clock: Pick<Clock, 'now'> }

/** Keeps the bytes of a mail; that it is there is written down after that. */
async function store({ storage, clock }: Deps, mail: Arrived): Promise<Kept> {
  const { orgId, mailboxId: boxId, raw, tooLarge = false, envelope, position } = mail
  const id = newId(clock.now())
  const file = fileKey(orgId, 'mail', id)
  await storage.put(file, raw)
  return {
    mailId: id,
    mailboxId: boxId,
    fingerprint: fingerprintOf(raw),
    file,
    bytes: raw.length,
    mailFrom: envelope?.from.slice(0, LONGEST_ADDRESS) ?? null,
    mailTo: envelope?.to.slice(0, LONGEST_ADDRESS) ?? null,
    tooLarge,
    position: position ?? null,
  }
}

/** Writes down mails whose bytes are kept, in one transaction; the bytes of those that were there already are let go. */
async function writeDown({ gate, storage }: Deps, orgId: string, mails: readonly Kept[]): Promise<boolean[]> {
  const { isNew } = await gate.run(recordReceived, systemActor(orgId, 'mailboxes.receive'), { mails })
  await Promise.all(mails.map(({ file }, i) => (isNew[i] ? undefined : storage.remove(file))))
  return isNew
}

async function letGo({ storage }: Deps, mails: readonly Kept[], why: unknown): Promise<void> {
  // Where nobody knows whether it was written down, the file stays: better one too many than a mail without its text.
  if (why instanceof DatabaseAway && why.mayHaveCommitted) return
  await Promise.all(mails.map(({ file }) => storage.remove(file).catch(() => {})))
}

/**
 * Keeps mails of one organization in their order: first their bytes, then that they are there, in one transaction with
 * where fetching stands. Where one of them cannot be kept those before it are, and it throws.
 */
export async function keepMails(deps: Deps, mails: readonly Arrived[]): Promise<{ isNew: boolean }[]> {
  const [first] = mails
  if (!first) return []
  const stored = await Promise.allSettled(mails.map((mail) => store(deps, mail)))
  const lost = stored.find((one) => one.status === 'rejected')
  const all = stored.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const good = lost ? stored.indexOf(lost) : all.length
  await letGo(deps, all.slice(good), null)
  const isNew = await inOrder(deps, first.orgId, all.slice(0, good))
  if (lost) throw lost.reason
  return isNew.map((each) => ({ isNew: each }))
}

async function inOrder(deps: Deps, orgId: string, mails: readonly Kept[]): Promise<boolean[]> {
  if (mails.length === 0) return []
  try {
    return await writeDown(deps, orgId, mails)
  } catch (error) {
    if (mails.length === 1 || error instanceof DatabaseAway) {
      await letGo(deps, mails, error)
      throw error
    }
  }
  const isNew: boolean[] = []
  for (const [i, mail] of mails.entries())
    try {
      isNew.push(...(await writeDown(deps, orgId, [mail])))
    } catch (error) {
      await letGo(deps, [mail], error)
      await letGo(deps, mails.slice(i + 1), null)
      throw error
    }
  return isNew
}

type Waiting = { kept: Kept; done(isNew: boolean): void; failed(error: unknown): void }

/**
 * Keeps mails that come in side by side: while some are written down the next ones gather, and share a transaction. Each
 * is answered when it is kept, and for itself: one that cannot be written down fails no other.
 */
export function mailKeeper(deps: Deps): (mail: Arrived) => Promise<{ isNew: boolean }> {
  /** By organization; while it is there, somebody writes down. */
  const gathered = new Map<string, Waiting[]>()

  const alone = async (orgId: string, { kept, done, failed }: Waiting): Promise<void> => {
    try {
      done((await writeDown(deps, orgId, [kept])).every(Boolean))
    } catch (error) {
      await letGo(deps, [kept], error)
      failed(error)
    }
  }
  const together = async (orgId: string, some: readonly Waiting[]): Promise<void> => {
    const kept = some.map((one) => one.kept)
    try {
      const isNew = await writeDown(deps, orgId, kept)
      for (const [i, { done }] of some.entries()) done(isNew[i] === true)
    } catch (error) {
      if (!(error instanceof DatabaseAway)) return void (await Promise.all(some.map((one) => alone(orgId, one))))
      await letGo(deps, kept, error)
      for (const { failed } of some) failed(error)
    }
  }
  const work = async (orgId: string, waiting: Waiting[]): Promise<void> => {
    while (waiting.length > 0) {
      const some = waiting.splice(0, AT_ONCE)
      await (some.length === 1 && some[0] ? alone(orgId, some[0]) : together(orgId, some))
    }
    gathered.delete(orgId)
  }
  return async (mail) => {
    const kept = await store(deps, mail)
    return new Promise((resolve, reject) => {
      const waiting = gathered.get(mail.orgId) ?? []
      waiting.push({ kept, done: (isNew) => resolve({ isNew }), failed: reject })
      if (gathered.has(mail.orgId)) return
      gathered.set(mail.orgId, waiting)
      void work(mail.orgId, waiting)
    })
  }
}
