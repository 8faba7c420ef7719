import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ParsedMail } from './mail.ts'
import { parseMail } from './parse-mail.ts'

const folder = new URL('./fixtures/', import.meta.url)
const options = {
  trustedServer: 'mx.ours.example',
  ownAddresses: ['hello@ours.example'],
  ownMark: '1',
  now: Temporal.Instant.from('2026-12-01T12:00:00Z'),
}

/** What a mail says unless its row says otherwise. */
const USUAL = {
  subject: 'Boiler',
  from: { name: 'Anna Puig', address: 'anna.puig@example.org' },
  date: '2026-11-30T09:00:00Z',
  quoted: '',
  html: null,
  parts: [],
  automatic: null,
  bounce: null,
  authentication: { verified: false, by: 'none' },
  damage: [],
}

const RU = 'Здравствуйте! Когда придёт мастер, чтобы починить котёл в нашей квартире?'
const NEW = {
  en: 'Good morning, when will somebody come to repair the boiler? My wife has been waiting since Wednesday.',
  pt: 'Bom dia, quando é que alguém vem reparar a caldeira? A minha mulher está à espera desde quarta-feira.',
  es: 'Buenos días, ¿cuándo vendrá alguien a reparar la caldera? Mi mujer está esperando desde el miércoles.',
  ca: "Bon dia, quan vindrà algú a arreglar la caldera? Fa dies que l'aigua no s'escalfa i tenim els nens a casa.",
  pl: 'Dzień dobry, kiedy przyjedzie ktoś naprawić piec? Żona czeka już od środy.',
  ru: RU,
}

type Expected = Record<string, unknown>

const daemon = (address: string, name = '') => ({ name, address })
const bounced = (reason: string, more: Expected = {}) => ({
  recipient: 'anna.puig@example.org',
  action: 'failed',
  reason,
  mailId: 'sent-1@ours.example',
  ...more,
})
const anything = expect.anything()
const report = ['delivery-status.txt message/delivery-status', 'Your boiler.eml message/rfc822']

const table: Record<string, Expected> = {
  // Charsets and transfer encodings
  'koi8-r': { subject: 'Котёл', text: RU, language: 'ru' },
  'windows-1251': { subject: 'Котел', text: RU, language: 'ru' },
  'iso-8859-2': { subject: 'Piec w łazience', text: NEW.pl, language: 'pl' },
  'utf-7': { text: 'Grüße, price 5£, 1 + 1' },
  gb2312: { subject: '锅炉', text: '锅炉坏了。', language: null },
  'broken-utf-8': { text: 'caf� and m�s', damage: ['broken_charset'] },
  'no-charset-1251': { text: RU, damage: ['broken_charset'] },
  'unknown-charset': { text: 'hola mañana', damage: ['broken_charset'] },
  'raw-8bit-header': {
    from: { name: 'Анна', address: 'anna@example.org' },
    subject: 'Котёл не работает',
    date: null,
    text: RU,
    damage: ['broken_charset'],
  },
  'raw-utf8-header': {
    from: { name: 'Анна', address: 'anna@example.org' },
    subject: 'Котёл не работает',
    date: null,
    text: RU,
  },
  'quoted-printable': {
    text: `${'Un text molt llarg que no cap en una línia, amb ç i ñ i €, i un = igual. '.repeat(2).trim()}\nfi`,
    language: 'ca',
  },
  'quoted-printable-broken': { text: 'bad =ZZ escape, soft break, café, ends with' },
  'base64-garbage': { text: 'Hello, world! Again.' },
  'split-encoded-word': { subject: 'Котёл а', text: 'x' },
  // Structure
  'nested-50': { text: 'Deep down.' },
  'missing-boundary': { text: 'Text of it.', parts: ['a.pdf application/pdf'], damage: ['broken_structure'] },
  'boundary-never-comes': { text: 'Text in a multipart without parts.', damage: ['broken_structure'] },
  unterminated: { text: 'Cut off', parts: ['p.png image/png'], damage: ['broken_structure'] },
  'inner-unterminated': { text: 'Inner text.', parts: ['list.csv text/csv'], damage: ['broken_structure'] },
  'headers-only': { from: daemon('a@example.org'), subject: 'No body', date: null, text: '' },
  'no-headers': {
    from: null,
    subject: '',
    date: null,
    text: 'Hello, I have no header at all.\n\nPlease call me.',
    damage: ['broken_structure', 'no_sender'],
  },
  'no-empty-line': {
    from: daemon('a@example.org'),
    subject: 'Forgot the empty line',
    date: null,
    text: 'Hello there, this is the text.\nSecond line.',
    damage: ['broken_structure'],
  },
  empty: { from: null, subject: '', date: null, mailId: null, text: '', damage: ['no_sender'] },
  'mbox-line': { text: 'Hello from an mbox.' },
  'bare-lf': { text: 'Line one\nLine two' },
  'bare-cr-in-text': { text: 'one\ntwo' },
  'nul-bytes': { subject: 'A B', text: 'onetwo' },
  'duplicate-headers': {
    from: { name: 'First', address: 'first@example.org' },
    subject: 'One',
    to: [daemon('a@ours.example')],
    date: null,
    text: 'Hello.',
  },
  'header-injection': {
    from: { name: 'Anna Bcc: x@evil.example', address: 'anna@example.org' },
    subject: 'Hi Bcc: x@evil.example end',
  },
  'date-nonsense': { date: null },
  'date-february-30': { date: null },
  'date-hour-25': { date: null },
  'date-future': { date: null },
  'date-1970': { date: null },
  'no-sender': { from: null, damage: ['no_sender'] },
  'sender-without-address': { from: null, damage: ['no_sender'] },
  'idn-sender': { from: { name: 'José', address: 'josé@ñandú.example' } },
  'group-to': {
    to: [{ name: 'One', address: 'one@ours.example' }, daemon('two@ours.example'), daemon('three@ours.example')],
  },
  // Forms of text
  'html-only': {
    text: 'Broken boiler\n\nPlease come & see.\n\nStreet Main 1\n\nTime 10:00\n\n- one\n- two',
    html: '<h1>Broken boiler</h1><p>Please come &amp; see.</p><table><tr><td>Street</td><td>Main 1</td></tr><tr><td>Time</td><td>10:00</td></tr></table><ul><li>one</li><li>two</li></ul>',
  },
  'html-without-text': { text: '', html: null },
  'html-with-stub': { text: 'The real message.', html: '<p>The <b>real</b> message.</p>' },
  'html-with-empty-text': { text: 'Only here.', html: '<p>Only here.</p>' },
  'format-flowed': {
    text: 'This is one long line.\n\nFrom the start, a stuffed line.\n> a quote that goes on\n>> deeper\nNot quoted.',
    quoted: '--\nAnna',
  },
  'format-flowed-delsp': { text: 'supercalifragilistic' },
  'inline-pictures': {
    text: 'See and',
    html: '<p>See <img alt="the boiler" src="cid:pic1@x" /> and <img alt="" width="120" data-remote-src="https://shop.example/logo.png" /></p>',
    parts: ['boiler.png image/png pic1@x inline', 'file-2.png image/png unused@x'],
  },
  'calendar-invite': {
    text: 'Can you come on Friday?',
    html: '<p>Can you come on Friday?</p>',
    parts: ['invite.ics text/calendar'],
  },
  'smime-signed': { text: 'Signed text.', parts: ['smime.p7s application/pkcs7-signature'] },
  'pgp-signed': { text: 'Signed text.', parts: ['signature.asc application/pgp-signature'] },
  'forwarded-rfc822': { text: 'See the attached mail.', parts: ['Old café _ list.eml message/rfc822'] },
  winmail: { text: 'From Outlook.', parts: ['winmail.dat application/ms-tnef'] },
  'apple-text-between': { text: 'Before the picture.\n\nAfter the picture.', parts: ['a.jpg image/jpeg'] },
  'text-attachment': { text: 'The list is attached.', parts: ['list.txt text/plain', 'page.html text/html'] },
  'file-names': {
    parts: [
      'passwd',
      'doc.pdf',
      'fdp.exe',
      'café menu.pdf',
      'Żółw.pdf',
      'a_b_c_.txt',
      'file-7.bin',
      'a b.pdf',
      `${'n'.repeat(250)}.docx`,
      'Invoice(1) final.pdf',
      'file-11.bin',
    ].map((name) => `${name} application/octet-stream`),
  },
  // Replies
  ...Object.fromEntries(
    Object.entries(NEW).flatMap(([language, text]) => [
      [
        `reply-gmail-${language}`,
        {
          subject: 'Re: Boiler',
          references: ['two@ours.example', 'zero@ours.example'],
          text,
          language,
          html: expect.stringContaining('<blockquote>We come on Tuesday.</blockquote>'),
          quoted: expect.stringMatching(
            /^[\s\S]*hello@ours\.example[\s\S]*:\n\n> We come on Tuesday\.\n>\n> Kept Repairs$/,
          ),
        },
      ],
      [
        `reply-outlook-${language}`,
        {
          subject: 'RE: Boiler',
          text,
          language,
          html: anything,
          quoted: expect.stringMatching(/^\S+: Kept Repairs <hello@ours\.example>\n[\s\S]*\n\nWe come on Tuesday\.$/),
        },
      ],
      [
        `reply-apple-${language}`,
        {
          subject: 'Re: Boiler',
          text,
          language,
          quoted: expect.stringMatching(/iPhone[\s\S]*> We come on Tuesday\.$/),
        },
      ],
      [
        `reply-thunderbird-${language}`,
        {
          subject: 'Re: Boiler',
          text,
          language,
          quoted: expect.stringMatching(
            /Kept Repairs[\s\S]*:\n> When do you want us\?\n[\s\S]*\n\n--\nAnna Puig\n\+34 600 123 123$/,
          ),
        },
      ],
    ]),
  ),
  'reply-inline': {
    subject: 'Re: Boiler',
    text: 'Thanks for asking.\n\nOn 30/11/2026 10:00, Kept Repairs wrote:\n> Does Tuesday suit you?\nYes, after ten.\n> Is there a dog?\nNo dog.',
    quoted: '> Regards\n> Kept Repairs',
  },
  'reply-original-message': {
    text: 'Yes please.',
    quoted:
      '-----Original Message-----\nFrom: Kept Repairs\nSent: Monday\nTo: Anna\nSubject: Boiler\n\nDoes Tuesday suit you?',
  },
  'forward-only': {
    subject: 'Fwd: Your boiler',
    text: '---------- Forwarded message ---------\nFrom: Shop <shop@example.net>\nDate: Mon, Nov 30, 2026 at 9:00 AM\nSubject: Your boiler\nTo: <anna.puig@example.org>\n\nThe part has arrived.',
  },
  'contact-form': {
    text: 'A message from the contact form.\n\nFrom: Anna <anna@example.org>\nPhone: 600 123 123\nMessage: Please come and see the boiler.',
  },
  // Machines
  'mailing-list': { automatic: 'list' },
  'list-unsubscribe-only': { automatic: null },
  'precedence-bulk': { automatic: 'list' },
  'auto-vacation': { subject: 'Out of office', automatic: 'auto_reply' },
  'auto-exchange': { subject: 'Automatic reply: Boiler', automatic: 'auto_reply' },
  'auto-submitted-no': { automatic: null },
  'auto-autoreply': { automatic: 'auto_reply' },
  'auto-null-path': { automatic: 'auto_reply' },
  'auto-subject-alone': { subject: 'Out of office hours repair', automatic: null },
  'auto-subject-and-sign': { subject: 'Respuesta automática: Caldera', automatic: 'auto_reply' },
  'read-receipt': {
    subject: 'Read: Boiler',
    automatic: 'auto_reply',
    parts: ['file-1.bin message/disposition-notification'],
  },
  'loop-mark': { automatic: 'loop' },
  'loop-own-address': { from: { name: 'Us', address: 'hello@ours.example' }, automatic: 'loop' },
  'postmaster-person': { from: { name: 'Piotr', address: 'postmaster@example.net' }, automatic: null },
  // Bounces
  'bounce-postfix': {
    from: daemon('mailer-daemon@mx.example.net', 'Mail Delivery System'),
    subject: 'Undelivered Mail Returned to Sender',
    parts: report,
    automatic: 'bounce',
    bounce: bounced('550 5.1.1 <anna.puig@example.org>: Recipient address rejected: User unknown'),
  },
  'bounce-postfix-delayed': {
    from: daemon('mailer-daemon@mx.example.net'),
    subject: 'Delayed Mail (still being retried)',
    parts: ['delivery-status.txt message/delivery-status', 'headers.txt text/rfc822-headers'],
    automatic: 'bounce',
    bounce: bounced('4.4.1 connect to mx.example.org[192.0.2.1]:25: Connection timed out', { action: 'delayed' }),
  },
  'bounce-exim': {
    from: daemon('mailer-daemon@exim.example.net', 'Mail Delivery System'),
    subject: 'Mail delivery failed: returning message to sender',
    automatic: 'bounce',
    bounce: bounced(
      'host mx.example.org [192.0.2.1] SMTP error from remote mail server after RCPT TO:<anna.puig@example.org>: 550 No such user here',
    ),
  },
  'bounce-exim-delayed': {
    from: daemon('mailer-daemon@exim.example.net'),
    subject: 'Warning: message 1abc-2 delayed 24 hours',
    automatic: 'bounce',
    bounce: bounced('Warning: message 1abc-2 delayed 24 hours', { action: 'delayed' }),
  },
  'bounce-exchange': {
    from: daemon('microsoftexchange329e71ec88ae4615bbc36ab6ce41109e@example.net', 'Microsoft Outlook'),
    subject: 'Undeliverable: Your boiler',
    parts: report,
    automatic: 'bounce',
    bounce: bounced('550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'),
  },
  'bounce-exchange-text': {
    from: daemon('postmaster@example.net'),
    subject: 'Undeliverable: Your boiler',
    automatic: 'bounce',
    bounce: bounced("The email address you entered couldn't be found. Please check it."),
  },
  'bounce-qmail': {
    from: daemon('mailer-daemon@mx.example.org'),
    subject: 'failure notice',
    automatic: 'bounce',
    bounce: bounced('Sorry, no mailbox here by that name. (#5.1.1)'),
  },
  'bounce-gmail': {
    from: daemon('mailer-daemon@googlemail.com', 'Mail Delivery Subsystem'),
    subject: 'Delivery Status Notification (Failure)',
    parts: report,
    automatic: 'bounce',
    bounce: bounced('550-5.1.1 The email account that you tried to reach does not exist.', {
      recipient: 'anna.puig@gmail.example',
    }),
  },
  'bounce-success': {
    from: daemon('mailer-daemon@mx.example.net'),
    subject: 'Successful Mail Delivery Report',
    parts: report,
    automatic: 'auto_reply',
  },
  // Senders
  'auth-dmarc': { authentication: { verified: true, by: 'dmarc' } },
  'auth-forged': {
    from: { name: 'Anna', address: 'anna.puig@bank.example' },
    authentication: { verified: false, by: 'spf=fail, dmarc=fail' },
  },
  'auth-forged-adjacent': {
    from: { name: 'Anna', address: 'anna.puig@bank.example' },
    authentication: { verified: false, by: 'dkim=none, spf=pass, dmarc=none' },
  },
  'auth-other-server': { authentication: { verified: false, by: 'none' } },
  'auth-two-from': {
    from: daemon('x@evil.example'),
    authentication: { verified: false, by: 'dkim=pass, spf=pass, dmarc=pass' },
  },
}

const files = readdirSync(folder).map((name) => name.replace(/\.eml$/, ''))

test('every mail in the folder has a row, and every row a mail', () => {
  expect(Object.keys(table).sort()).toEqual(files.sort())
})

test.each(files)('%s', async (name) => {
  const mail = await parseMail(readFileSync(new URL(`${name}.eml`, folder)), options)
  expect(seen(mail)).toMatchObject({ ...USUAL, ...table[name] })
})

/** A mail with its parts as text, so that a row is short. */
function seen(mail: ParsedMail): Expected {
  return {
    ...mail,
    date: mail.date?.toString() ?? null,
    parts: mail.parts.map(({ name, mediaType, contentId, inline }) =>
      [name, mediaType, contentId, inline ? 'inline' : null].filter(Boolean).join(' '),
    ),
  }
}
