import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export type MailServer = {
  /** For SMTP_URL. */
  readonly url: string
  /** What arrived, oldest first. */
  readonly mails: { readonly raw: string; readonly to: readonly string[] }[]
  /** The newest mail, parsed. */
  latest(): Promise<Email>
  /** From now on recipients that begin so are refused with this reply. */
  refuse(beginning: string, code: number, text: string): void
  /** From now on everybody is welcome. */
  accept(): void
  close(): Promise<void>
}

/** An SMTP server on this machine that keeps what it is given. */
export async function startMailServer(): Promise<MailServer> {
  const mails: { raw: string; to: string[] }[] = []
  const refusals = new Map<string, Error>()
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo: ({ address }, _, done) => {
      const refusal = [...refusals].find(([beginning]) => address.startsWith(beginning))?.[1]
      done(refusal)
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        mails.push({ raw: Buffer.concat(chunks).toString(), to })
        done()
      })
    },
  })
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => resolve((listening.address() as { port: number }).port))
  })
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    latest: async () => {
      const last = mails.at(-1)
      if (!last) throw new Error('No mail has arrived')
      return PostalMime.parse(last.raw)
    },
    refuse: (beginning, code, text) => {
      refusals.set(beginning, Object.assign(new Error(text), { responseCode: code }))
    },
    accept: () => refusals.clear(),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
