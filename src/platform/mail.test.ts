import { createServer } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterAll, describe, expect, test } from 'vitest'
import { createMailer, isAddress, type Mail, mailIdOf, oneLine } from '#platform/mail'

const received: { raw: string; to: string[] }[] = []
const passwords: string[] = []
const refuse = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code })
const server = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  authOptional: true,
  allowInsecureAuth: true,
  onAuth: ({ password }, _, done) => {
    passwords.push(password ?? '')
    done(refuse(535, 'Authentication failed'))
  },
  logger: false,
  onRcptTo: ({ address }, _, done) => {
    if (address.startsWith('nobody')) done(refuse(550, `<${address}>: Recipient address rejected`))
    else if (address.startsWith('busy')) done(refuse(451, `4.7.1 <${address}>: Greylisted, try again`))
    else done()
  },
  onData: (stream, session, done) => {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () => {
      const raw = Buffer.concat(chunks).toString()
      received.push({ raw, to: session.envelope.rcptTo.map(({ address }) => address) })
      done(raw.includes('forbidden words') ? refuse(554, '5.7.1 content refused') : null)
    })
  },
})
const port = await new Promise<number>((resolve) => {
  const listening = server.listen(0, '127.0.0.1', () => resolve((listening.address() as { port: number }).port))
})
afterAll(async () => {
  await new Promise<void>((resolve) => server.close(resolve))
})

const mailer = createMailer({ smtpUrl: `smtp://127.0.0.1:${port}` })
const mail: Mail = {
  from: { name: 'Acme Boilers', address: 'no-reply@kept.example' },
  to: { name: 'Ana', address: 'ana@example.com' },
  subject: 'Your boiler will be repaired',
  text: 'Text',
  html: '<p>Text</p>',
  messageId: mailIdOf('01982f3a', 'https://kept.example'),
}

describe('sending mail', () => {
  test('delivers text and HTML under the same Message-ID at every attempt', async () => {
    expect(await mailer.send(mail)).toEqual({ outcome: 'sent' })
    expect(await mailer.send(mail)).toEqual({ outcome: 'sent' })
    const [first, second] = await Promise.all(received.slice(-2).map(({ raw }) => PostalMime.parse(raw)))
    expect(first?.messageId).toBe('<01982f3a@kept.example>')
    expect(second?.messageId).toBe(first?.messageId)
    expect(first).toMatchObject({ subject: mail.subject, from: { name: 'Acme Boilers' }, html: '<p>Text</p>\n' })
    expect(first?.text?.trim()).toBe('Text')
  })

  test('nothing in a name, subject or header adds a header or a recipient', async () => {
    const evil = 'x\r\nBcc: victim@example.com\r\n\r\nbody\u2028\u0000'
    const outcome = await mailer.send({
      ...mail,
      from: { ...mail.from, name: evil },
      to: { name: '"a" <victim@example.com>, b', address: 'ana@example.com' },
      subject: evil,
      headers: { 'X-Kept': evil },
    })
    expect(outcome).toEqual({ outcome: 'sent' })
    const last = received.at(-1)
    expect(last?.to).toEqual(['ana@example.com'])
    const parsed = await PostalMime.parse(last?.raw ?? '')
    expect(parsed.bcc ?? []).toEqual([])
    expect(parsed.to).toHaveLength(1)
    expect(parsed.subject).toBe('x Bcc: victim@example.com body')
  })

  test.each(['a@b, c@d', 'a@b\r\nRCPT TO:<c@d>', 'no address', '', '"a b"@c', 'a@b>', 'a@[1.2.3.4]'])(
    'refuses the address %j without asking a server',
    async (address) => {
      const before = received.length
      expect((await mailer.send({ ...mail, to: { address } })).outcome).toBe('refused')
      expect(received.length).toBe(before)
      expect(isAddress(address)).toBe(false)
    },
  )

  test('tells final refusals from what may succeed later, without addresses', async () => {
    const to = (address: string) => ({ ...mail, to: { address } })
    expect(await mailer.send(to('nobody@example.com'))).toEqual({
      outcome: 'refused',
      failure: '550 <…>: Recipient address rejected',
    })
    expect(await mailer.send(to('busy@example.com'))).toEqual({
      outcome: 'deferred',
      failure: '451 4.7.1 <…>: Greylisted, try again',
    })
    expect((await mailer.send({ ...mail, text: 'forbidden words' })).outcome).toBe('refused')
  })

  test('a server that is not there, or wants another password, is worth another attempt', async () => {
    expect((await createMailer({ smtpUrl: 'smtp://127.0.0.1:1' }).send(mail)).outcome).toBe('deferred')
    const url = `smtp://user:wrong@127.0.0.1:${port}`
    const outcome = await createMailer({ smtpUrl: url }).send(mail)
    expect(outcome.outcome).toBe('deferred')
    expect(JSON.stringify(outcome)).not.toContain('wrong')
  })

  test('a server that never answers is given up', async () => {
    const silent = createServer(() => {})
    const silentPort = await new Promise<number>((resolve) => {
      silent.listen(0, '127.0.0.1', () => resolve((silent.address() as { port: number }).port))
    })
    const limits = { dnsTimeout: 100, connectionTimeout: 100, greetingTimeout: 100, socketTimeout: 100 }
    const impatient = createMailer({ smtpUrl: `smtp://127.0.0.1:${silentPort}`, limits })
    expect((await impatient.send(mail)).outcome).toBe('deferred')
    silent.close()
  })

  test('a password never goes unencrypted to another machine', async () => {
    // 127.0.0.1 in a form that does not count as this machine.
    const url = `smtp://user:secret@[::ffff:127.0.0.1]:${port}`
    expect((await createMailer({ smtpUrl: url }).send(mail)).outcome).toBe('deferred')
    expect(passwords).not.toContain('secret')
    await createMailer({ smtpUrl: `${url}?requireTLS=false` }).send(mail)
    expect(passwords).toContain('secret')
  })

  test('without a server mail is held', async () => {
    expect(await createMailer({}).send(mail)).toEqual({ outcome: 'held' })
  })

  test('the sender is what SMTP_URL says, else its user, else this host', () => {
    const sender = (smtpUrl: string | undefined) => createMailer({ smtpUrl }).senderAddress('https://kept.example:8443')
    expect(sender('smtp://u:p@h?from=hello%40acme.example')).toBe('hello@acme.example')
    expect(sender('smtp://hello%40acme.example:p@h')).toBe('hello@acme.example')
    expect(sender('smtp://u:p@h')).toBe('no-reply@kept.example')
    expect(sender(undefined)).toBe('no-reply@kept.example')
    expect(createMailer({}).senderAddress('http://127.0.0.1:3000')).toBe('no-reply@localhost')
  })

  test('header text has no control characters', () => {
    expect(oneLine(' a\r\n\tb\u0000c\u2028d ')).toBe('a b c d')
  })
})
