import { SMTPServer } from 'smtp-server'

export type SlowMail = {
  /** For SMTP_URL. */
  readonly url: string
  /** What arrived, oldest first, by recipient and Message-ID. */
  readonly mails: { readonly to: string; readonly id: string }[]
  /** How many mails were taken and not answered for. */
  unanswered(): number
  /** The next mails are taken whole and not answered for. */
  hold(count: number): void
  release(): void
  close(): Promise<void>
}

/**
 * A mail server that takes its time, and can take mails whole and then say nothing: what a killed worker leaves behind.
 * @param options.counts whose mails are kept and held; default: everybody's
 */
export async function startSlowMail(options: { counts?: (address: string) => boolean } = {}): Promise<SlowMail> {
  const { counts = () => true } = options
  const mails: { to: string; id: string }[] = []
  const unanswered: (() => void)[] = []
  let leftToHold = 0
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const id = /^message-id:\s*(\S+)/im.exec(Buffer.concat(chunks).toString())?.[1] ?? ''
        const counted = session.envelope.rcptTo.filter(({ address }) => counts(address))
        for (const { address } of counted) mails.push({ to: address, id })
        if (counted.length > 0 && leftToHold-- > 0) unanswered.push(() => done())
        else setTimeout(() => done(), 50)
      })
    },
  })
  // A client that was killed leaves its line broken.
  server.on('error', () => {})
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => resolve((listening.address() as { port: number }).port))
  })
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    unanswered: () => unanswered.length,
    hold: (count) => {
      leftToHold = count
    },
    release: () => {
      leftToHold = 0
      for (const answer of unanswered.splice(0)) answer()
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
