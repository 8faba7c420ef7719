import nodemailer, { type NodemailerError } from 'nodemailer'

export type MailAddress = { name?: string; address: string }

export type Mail = {
  from: MailAddress
  to: MailAddress
  replyTo?: MailAddress
  subject: string
  text: string
  html: string
  /** Without angle brackets. The same for every attempt, so that a mail sent twice is shown once. */
  messageId: string
  /** Message-IDs, without angle brackets, of what it answers and of the thread before it. */
  inReplyTo?: string
  references?: readonly string[]
  /** Further headers; line breaks in them become spaces. */
  headers?: Readonly<Record<string, string>>
}

/** What became of an attempt. `failure` is one line for people, without the addresses of any. */
export type Delivery =
  | { outcome: 'sent' }
  /** No SMTP server is configured: the mail waits to be read in the mail view. */
  | { outcome: 'held' }
  /** Another attempt may succeed: the server is away, busy or misconfigured. */
  | { outcome: 'deferred'; failure: string }
  /** Another attempt would end alike: no such mailbox, refused content. */
  | { outcome: 'refused'; failure: string }

export type Mailer = {
  /** Hands one mail to the SMTP server. Resolves in every case, in bounded time. */
  send(mail: Mail): Promise<Delivery>
  /** The address mail comes from: `from` in SMTP_URL, else its user where that is an address, else no-reply@HOST. */
  senderAddress(keptUrl: string): string
}

export type MailerOptions = {
  smtpUrl?: string | undefined
  /** How long each step may take, in milliseconds. */
  limits?: { dnsTimeout: number; connectionTimeout: number; greetingTimeout: number; socketTimeout: number }
}

const usualLimits = { dnsTimeout: 5_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

/** Mail over SMTP (RFC 5321); without a URL every mail is held. */
export function createMailer({ smtpUrl, limits = usualLimits }: MailerOptions): Mailer {
  const server = smtpUrl === undefined ? null : new URL(smtpUrl)
  const given = server?.searchParams.get('from') ?? server?.username.replaceAll('%40', '@') ?? ''
  const senderAddress = (keptUrl: string): string => (isAddress(given) ? given : `no-reply@${mailHost(keptUrl)}`)
  if (!server) return { send: async () => ({ outcome: 'held' }), senderAddress }

  // A password goes over the network encrypted, unless the URL says otherwise.
  const chosen = server.searchParams.has('requireTLS') || server.searchParams.has('ignoreTLS')
  if (server.username !== '' && !isLoopback(server.hostname) && !chosen) server.searchParams.set('requireTLS', 'true')
  server.searchParams.delete('from')
  const transport = nodemailer.createTransport({
    url: server.href,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...limits,
  })

  return {
    senderAddress,
    send: async (mail) => {
      if (!isAddress(mail.to.address)) return { outcome: 'refused', failure: 'The address is not an e-mail address.' }
      try {
        await transport.sendMail({
          from: toAddress(mail.from),
          to: toAddress(mail.to),
          ...(mail.replyTo ? { replyTo: toAddress(mail.replyTo) } : {}),
          envelope: { from: mail.from.address, to: [mail.to.address] },
          subject: oneLine(mail.subject),
          text: mail.text,
          html: mail.html,
          messageId: `<${mail.messageId}>`,
          ...(mail.inReplyTo === undefined ? {} : { inReplyTo: inBrackets(mail.inReplyTo) }),
          ...(mail.references?.length ? { references: mail.references.map(inBrackets) } : {}),
          headers: Object.fromEntries(Object.entries(mail.headers ?? {}).map(([key, value]) => [key, oneLine(value)])),
        })
        return { outcome: 'sent' }
      } catch (error) {
        return classify(error)
      }
    },
  }
}

/** The Message-ID of what has this id, for an instance at this address. */
export const mailIdOf = (id: string, keptUrl: string): string => `${id}@${mailHost(keptUrl)}`

/** One recipient in a form that a mail server takes; no quoting, no comments, no line breaks. */
export const isAddress = (text: string): boolean =>
  text.length <= 254 && /^[^\s@<>()[\],;:\\"\p{Cc}]+@[^\s@<>()[\],;:\\"\p{Cc}]+$/u.test(text)

/** Text for a header: whatever could end the line becomes a space. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

const mailHost = (keptUrl: string): string => {
  const host = new URL(keptUrl).hostname
  return /^[\d.]+$|^\[/.test(host) ? 'localhost' : host
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127\./.test(host)

/** A Message-ID of somebody else's as a header may carry it: nothing that ends the line or the brackets. */
const inBrackets = (id: string): string => `<${oneLine(id).replace(/[<>\s]/g, '')}>`

const toAddress = ({ name, address }: MailAddress) => ({ name: oneLine(name ?? ''), address })

function classify(error: unknown): Delivery {
  const { code, responseCode, response, message }: Partial<NodemailerError> = error instanceof Error ? error : {}
  const failure = withoutAddresses(response ?? message ?? 'The mail server did not answer.')
  // A refusal of recipient or content (5yz, RFC 5321 4.2.1). Refused sign-in or greeting is about the server's
  // settings, which someone may correct: the mail waits.
  const final = (code === 'EENVELOPE' || code === 'EMESSAGE') && (responseCode ?? 500) >= 500
  return { outcome: final ? 'refused' : 'deferred', failure }
}

const withoutAddresses = (text: string): string => oneLine(text.replace(/[^\s<>]+@[^\s<>]+/g, '…')).slice(0, 300)
