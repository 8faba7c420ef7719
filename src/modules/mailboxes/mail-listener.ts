import { SMTPServer } from 'smtp-server'
import { findMailboxByAddress } from '#modules/directory'
import type { Clock } from '#platform/clock'
import type { Gate } from '#platform/gate'
import type { Log } from '#platform/log'
import type { Storage } from '#platform/storage'
import { withoutTag } from './address.ts'
import { keepMail, LARGEST_MAIL } from './receive.ts'

type Options = { gate: Gate; storage: Storage; clock: Clock; log: Log; host: string; port: number }

/** An SMTP reply that says no (RFC 5321 4.2). */
const reply = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode })

/**
 * Takes mail for our mailboxes over SMTP, from the mail server next to us; passes on nothing. A mail is acknowledged
 * when it is kept, so that whoever handed it over may forget it then, and not before.
 */
export async function startMailListener({ gate, storage, clock, log, host, port }: Options) {
  const boxOf = (address: string) =>
    gate.runNarrow(findMailboxByAddress, { address: withoutTag(address) }).then(({ mailbox }) => mailbox)
  const server = new SMTPServer({
    name: 'Kept',
    banner: 'Kept takes mail for its own mailboxes',
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    size: LARGEST_MAIL,
    maxClients: 50,
    socketTimeout: 60_000,
    onRcptTo: ({ address }, _, done) => {
      boxOf(address).then(
        (box) => done(box ? undefined : reply(550, '5.1.1 No such mailbox here')),
        (error: unknown) => {
          log.error({ error: String(error) }, 'mail listener')
          done(reply(451, '4.3.0 Try again later'))
        },
      )
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      let bytes = 0
      stream.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes <= LARGEST_MAIL) chunks.push(chunk)
      })
      stream.once('error', () => done(reply(451, '4.3.0 Try again later')))
      stream.once('end', () => {
        if (bytes > LARGEST_MAIL || stream.sizeExceeded) return done(reply(552, '5.3.4 The mail is too large'))
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom ? mailFrom.address : ''
        keepFor(
          rcptTo.map(({ address }) => address),
          Buffer.concat(chunks),
          from,
        ).then(
          () => done(),
          (error: unknown) => {
            log.error({ error: String(error) }, 'mail listener')
            done(reply(451, '4.3.0 Try again later'))
          },
        )
      })
    },
  })
  /** Once an organization, however many of its addresses it was sent to. */
  async function keepFor(recipients: readonly string[], raw: Buffer, from: string): Promise<void> {
    const boxes = new Map<string, { orgId: string; mailboxId: string; to: string }>()
    for (const to of recipients) {
      const box = await boxOf(to)
      if (box && !boxes.has(box.orgId)) boxes.set(box.orgId, { ...box, to })
    }
    for (const { orgId, mailboxId, to } of boxes.values())
      await keepMail({ gate, storage, now: clock.now() }, { orgId, mailboxId, raw, envelope: { from, to } })
  }
  server.on('error', (error) => log.warn({ error: String(error) }, 'mail listener'))
  const listening = await new Promise<{ port: number }>((resolve, reject) => {
    server.server.once('error', reject)
    const at = server.listen(port, host, () => resolve(at.address() as { port: number }))
  })
  return {
    port: listening.port,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
