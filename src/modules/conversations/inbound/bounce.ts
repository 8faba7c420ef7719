import { machineText } from './bodies.ts'
import { all, type Field, first, readHeader } from './header.ts'
import type { Bounce, MailPart } from './mail.ts'
import { oneLine } from './one-line.ts'
import { addressOf } from './people.ts'
import { readIds, readReferences } from './subject.ts'

/** What a bounce is told by. */
export type Returned = {
  fields: readonly Field[]
  from: string | null
  type: string
  subject: string
  text: string
  parts: readonly MailPart[]
}

const REASON = 500
const DAEMON = /^(?:mailer-daemon|mail-daemon|postmaster|mdaemon|double-bounce|microsoftexchange[0-9a-f]+)@/

/**
 * What a mail that came back says: a delivery status (RFC 3464, codes of RFC 3463), or the free text of servers that
 * send none (qmail, old Exim, Exchange), where a mail daemon writes it and names a recipient or our mail. Null for
 * everything else, also for reports of success and of reading.
 */
export function readBounce(mail: Returned): Bounce | null {
  const report = mail.type === 'multipart/report' || isDaemon(mail)
  const status = report
    ? mail.parts.find(({ mediaType }) => /^message\/(?:global-)?delivery-status$/.test(mediaType))
    : null
  if (status) {
    const found = readStatus(status.bytes)
    return found && { ...found, mailId: mailIdOf(mail) }
  }
  return isDaemon(mail) ? readFreeText(mail) : null
}

const isDaemon = ({ fields, from }: Returned): boolean =>
  DAEMON.test(from ?? '') || first(fields, 'x-failed-recipients') !== null

type Recipient = Omit<Bounce, 'mailId'>

/** The first recipient that failed, else the first that is delayed; null where neither is. */
function readStatus(bytes: Uint8Array): Recipient | null {
  const end = Math.min(bytes.length, 262_144)
  const found: Recipient[] = []
  let at = 0
  for (let n = 0; n < 200 && at < end; n++) {
    const group = readHeader(bytes, at, end)
    at = Math.max(group.bodyStart, at + 1)
    const recipient = recipientOf(group.fields)
    if (recipient) found.push(recipient)
  }
  return found.find(({ action }) => action === 'failed') ?? found[0] ?? null
}

function recipientOf(fields: readonly Field[]): Recipient | null {
  const recipient =
    typed(first(fields, 'original-recipient')) ??
    typed(first(fields, 'final-recipient')) ??
    typed(first(fields, 'x-actual-recipient'))
  const diagnostic = (first(fields, 'diagnostic-code') ?? '').replace(/^\s*[\w-]+\s*;/, '')
  const status = CODE.exec(first(fields, 'status') ?? '')?.[0] ?? CODE.exec(diagnostic)?.[0] ?? ''
  const action =
    /^[a-z]+/.exec((first(fields, 'action') ?? '').trim().toLowerCase())?.[0] ?? ACTIONS.get(status[0] ?? '')
  if (action !== 'failed' && action !== 'delayed') return null
  const said = oneLine(diagnostic, REASON)
  return { recipient, action, reason: oneLine(said.includes(status) ? said : `${status} ${said}`, REASON) || action }
}

const CODE = /\b[245]\.\d{1,3}\.\d{1,3}\b/
const ACTIONS = new Map([
  ['5', 'failed'],
  ['4', 'delayed'],
])

/** The address of `rfc822; name@example.org`, with `+3D` and its like undone (RFC 3461, section 4). */
function typed(field: string | null): string | null {
  const text = (field ?? '').replace(/^\s*[\w-]+\s*;\s*/, '').trim()
  const plain = text.replace(/\+([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  return addressOf(text.includes('@') && !/\+(?:3D|2B)/.test(text) ? text : plain) || null
}

/** Where a server's copy of our mail begins. */
const COPY =
  /^-{2,} ?(?:below this line is a copy|this is a copy of|original message|unsent message|returned message|the body of the message|original mail|undelivered message)|^original message headers:/im

const FAILED =
  /(?:could ?n[o']t be delivered|cannot be delivered|was(?: not|n't) (?:delivered|able to deliver)|unable to deliver|undeliver|delivery (?:has |to the following recipients? )?fail|delivery status notification|failure notice|mail delivery failed|returned mail|permanent (?:fatal )?error|i'm afraid i wasn't able|no se (?:pudo|puede|ha podido) entregar|não (?:foi possível|pôde ser) entreg|no s'ha pogut lliurar|nie (?:udało się dostarczyć|można dostarczyć|dostarczono)|не (?:удалось доставить|доставлено|может быть доставлено)|недоставлен)/i

const DELAYED =
  /(?:delivery (?:is |has been )?(?:delayed|temporarily)|\bdelayed \d+ hours|(?:will|to) (?:keep|continue to be|be) (?:trying|retri)|still being retried|delivery attempts will continue|you do ?n[o']t need to (?:resend|do anything)|warning: (?:message|could not))/i

/** A bounce in a server's own words: whom it names, and the line after that. */
function readFreeText(mail: Returned): Bounce | null {
  const said = (mail.text.split(COPY)[0] ?? '').slice(0, 20_000)
  const delayed = DELAYED.test(`${mail.subject}\n${said}`)
  if (!delayed && !FAILED.test(`${mail.subject}\n${said}`)) return null
  const named = namedIn(said)
  const recipient =
    addressOf((first(mail.fields, 'x-failed-recipients') ?? '').split(',')[0] ?? '') || named?.address || null
  const mailId = mailIdOf(mail)
  if (recipient === null && mailId === null) return null
  const code = /^.*(?:\b[45]\d\d\b|\b[45]\.\d{1,3}\.\d{1,3}\b).*$/m.exec(said)?.[0]
  return {
    recipient,
    action: delayed ? 'delayed' : 'failed',
    reason: oneLine(named?.reason || code || mail.subject, REASON) || 'failed',
    mailId,
  }
}

/** The first address that stands for itself in a line, in angle brackets or bare, and what is said of it. */
function namedIn(said: string): { address: string; reason: string } | null {
  const lines = said.split('\n')
  for (const [i, line] of lines.entries()) {
    const match =
      /^[ \t>]{0,10}(?:[^<>@]{0,80}[<(])?(?:mailto:)?([^\s<>()@,;:]{1,64}@[^\s<>()@,;:]{1,255})[>)]?(?:<mailto:[^<>]{1,330}>)?:?[ \t]*(.*)$/i.exec(
        line.slice(0, 1_000),
      )
    const address = addressOf(match?.[1] ?? '')
    if (!match || !address || DAEMON.test(address)) continue
    const after = lines.slice(i + 1, i + 6)
    const reason: string[] = [match[2] ?? '']
    for (const next of after) {
      if (next.trim() === '') break
      reason.push(next.trim())
    }
    return { address, reason: reason.join(' ').trim() }
  }
  return null
}

/** The Message-ID of the mail that came back: of the attached one, of a copy in the text, or what the bounce answers. */
function mailIdOf({ fields, parts, text }: Returned): string | null {
  for (const part of parts) {
    if (!/^(?:message\/(?:rfc822|global)(?:-headers)?|text\/rfc822-headers)$/.test(part.mediaType)) continue
    const header = readHeader(part.bytes, 0, Math.min(part.bytes.length, 1_000_000))
    const id = readIds(first(header.fields, 'message-id'))[0]
    if (id) return id
  }
  const inText = [text, ...parts.filter(({ mediaType }) => mediaType === 'text/plain').map(machineText)]
  for (const said of inText) {
    const id = /^[ \t>]{0,10}message-id:[ \t]{0,10}\n?[ \t]{0,10}<([^<>\s]{1,990})>/im.exec(said)?.[1]
    if (id) return id.toWellFormed()
  }
  return readReferences(first(fields, 'in-reply-to'), all(fields, 'references').join(' '))[0] ?? null
}
