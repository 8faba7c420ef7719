import { SMTPServer } from 'smtp-server'
import type { Clock } from '#platform/clock'
import type { Gate } from '#platform/gate'
import type { Log } from '#platform/log'
import type { Storage } from '#platform/storage'
import { findReceiver, type Receiver } from './find-receiver.ts'
import { LARGEST_MAIL, mailKeeper } from './keep-mail.ts'

type Options = { gate: Gate; storage: Storage; clock: Clock; log: Log; host: string; port: number }

/** An SMTP reply that says no (RFC 5321 4.2). */
const reply = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode })
const tryAgain = (): Error => reply(451, '4.3.0 Try again later')

/**
 * Takes mail for our mailboxes over SMTP, from the mail server next to us; passes on nothing. A mail is acknowledged
 * when it is kept, so that whoever handed it over may forget it then, and not before.
 */
export async function startMailListener({ gate, storage, clock, log, host, port }: Options) {
  const keep = mailKeeper({ gate, storage, clock })
  const failed = (error: unknown): void => log.error({ error: String(error) }, 'mail listener')
  const server = new SMTPServer({
    name: 'Kept',
    banner: 'Kept takes mail for its own mailboxes',
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    disableReverseLookup: true,
    size: LARGEST_MAIL,
    maxClients: 50,
    socketTimeout: 60_000,
    // Whoever is in the middle of a mail when we stop has no answer, and sends it again.
    closeTimeout: 1_000,
    onRcptTo: ({ address }, _, done) => {
      findReceiver(gate, address).then(
        (receiver) => done(receiver ? undefined : reply(550, '5.1.1 No such mailbox here')),
        (error: unknown) => {
          failed(error)
          done(tryAgain())
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
      // The connection is gone: what came of the mail is forgotten.
      stream.once('error', () => done(tryAgain()))
      stream.once('end', () => {
        if (bytes > LARGEST_MAIL || stream.sizeExceeded) return done(reply(552, '5.3.4 The mail is too large'))
        const { mailFrom, rcptTo } = session.envelope
        const addresses = rcptTo.map(({ address }) => address)
        keepFor(addresses, Buffer.concat(chunks), mailFrom ? mailFrom.address : '').then(
          () => done(),
          (error: unknown) => {
            failed(error)
            done(tryAgain())
          },
        )
      })
    },
  })
  /**
   * Once an organization, however many of its addresses it was sent to.
   * @throws when it could not be kept for one of them: sent again, it is told by its fingerprint where it is already
   */
  async function keepFor(recipients: readonly string[], raw: Buffer, from: string): Promise<void> {
    const receivers = new Map<string, Receiver & { to: string }>()
    for (const to of recipients) {
      const receiver = await findReceiver(gate, to)
      // It was taken out of use after we had agreed to take mail for it: the next time that is said.
      if (!receiver) throw new Error('A mailbox went out of use while a mail for it was taken')
      if (!receivers.has(receiver.orgId)) receivers.set(receiver.orgId, { ...receiver, to })
    }
    for (const { orgId, mailboxId, to } of receivers.values())
      await keep({ orgId, mailboxId, raw, envelope: { from, to } })
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
