import { describe, expect, test } from 'vitest'
import { type Returned, readBounce } from './bounce.ts'
import { readHeader } from './header.ts'
import type { MailPart } from './mail.ts'

const part = (mediaType: string, text: string): MailPart => ({
  name: 'x',
  mediaType,
  bytes: Buffer.from(text),
  contentId: null,
  inline: false,
})

const read = (more: Partial<Returned> & { head?: string } = {}) =>
  readBounce({
    fields: readHeader(Buffer.from(more.head ?? ''), 0, Buffer.byteLength(more.head ?? '')).fields,
    from: 'mailer-daemon@mx.example',
    type: 'multipart/report',
    subject: 'Undelivered Mail Returned to Sender',
    text: '',
    parts: [],
    ...more,
  })

const status = (text: string, type = 'multipart/report') =>
  read({ type, parts: [part('message/delivery-status', `Reporting-MTA: dns; mx\n\n${text}`)] })

const FAILED = 'Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n'

describe('a delivery status', () => {
  test.each<[string, string, object | null]>([
    ['failed', FAILED, { recipient: 'a@b.example', action: 'failed', reason: '5.1.1', mailId: null }],
    [
      'failed after days',
      'Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 4.4.1\n',
      { action: 'failed' },
    ],
    ['delayed', 'Final-Recipient: rfc822; a@b.example\nAction: delayed\nStatus: 4.4.1\n', { action: 'delayed' }],
    ['delivered', 'Final-Recipient: rfc822; a@b.example\nAction: delivered\nStatus: 2.0.0\n', null],
    ['relayed', 'Final-Recipient: rfc822; a@b.example\nAction: relayed\nStatus: 2.0.0\n', null],
    ['expanded', 'Final-Recipient: rfc822; a@b.example\nAction: expanded\nStatus: 2.0.0\n', null],
    ['no action, by its code', 'Final-Recipient: rfc822; a@b.example\nStatus: 5.7.1\n', { action: 'failed' }],
    ['no action and no code', 'Final-Recipient: rfc822; a@b.example\n', null],
    [
      'capitals and a comment',
      'FINAL-RECIPIENT: RFC822; A@B.example\nACTION: Failed (for good)\nSTATUS: 5.1.1 (unknown)\n',
      { recipient: 'a@b.example', action: 'failed' },
    ],
    [
      'whom we wrote to, not where it went',
      `Original-Recipient: rfc822; first@b.example\n${FAILED}`,
      { recipient: 'first@b.example' },
    ],
    [
      'an address in xtext',
      'Original-Recipient: rfc822; a+3Db@b.example\nAction: failed\n',
      { recipient: 'a=b@b.example' },
    ],
    [
      'an address with a plus',
      'Final-Recipient: rfc822; a+1@b.example\nAction: failed\n',
      { recipient: 'a+1@b.example' },
    ],
    [
      'an address in angle brackets',
      'Final-Recipient: rfc822;<a@b.example>\nAction: failed\n',
      { recipient: 'a@b.example' },
    ],
    [
      'no address',
      'Final-Recipient: x400; /C=US\nAction: failed\nStatus: 5.0.0\n',
      { recipient: null, action: 'failed' },
    ],
    [
      'the one that failed of several',
      `Final-Recipient: rfc822; ok@b.example\nAction: delivered\n\nFinal-Recipient: rfc822; late@b.example\nAction: delayed\n\n${FAILED}`,
      { recipient: 'a@b.example', action: 'failed' },
    ],
    [
      'words over lines',
      `${FAILED}Diagnostic-Code: smtp; 550-5.1.1 No\n such user\n`,
      { reason: '550-5.1.1 No such user' },
    ],
    [
      'words without the code',
      `${FAILED}Diagnostic-Code: smtp; 550 No such user\n`,
      { reason: '5.1.1 550 No such user' },
    ],
    ['empty', '', null],
  ])('%s', (_, text, expected) => {
    if (expected === null) expect(status(text)).toBe(null)
    else expect(status(text)).toMatchObject(expected)
  })

  test('in a mail that is no report, and not of a daemon, is an attachment', () =>
    expect(
      read({
        type: 'multipart/mixed',
        from: 'anna@example.org',
        parts: [part('message/delivery-status', `\n${FAILED}`)],
      }),
    ).toBe(null))

  test.each([
    ['the mail', [part('message/rfc822', 'From: a\nMessage-ID: <one@x>\n\nText')], ''],
    ['its header', [part('text/rfc822-headers', 'Message-Id:\n <one@x>\n')], ''],
    ['what the bounce answers', [], 'References: <zero@x> <one@x>\n'],
  ])('our Message-ID from %s', (_, parts, head) =>
    expect(read({ head, parts: [part('message/delivery-status', `\n${FAILED}`), ...parts] })?.mailId).toBe('one@x'),
  )
})

describe('a bounce in a server’s own words', () => {
  const words = (text: string, more: Partial<Returned> & { head?: string } = {}) =>
    read({ type: 'text/plain', text, ...more })

  test.each<[string, Partial<Returned> & { head?: string }, object | null]>([
    ['no recipient and no mail of ours', { text: 'It could not be delivered.' }, null],
    [
      'a person who tells of one',
      { from: 'anna@example.org', text: 'Your mail could not be delivered:\n\na@b.example' },
      null,
    ],
    [
      'a daemon that says something else',
      { text: 'Your quota is nearly full.\n\na@b.example', subject: 'Quota' },
      null,
    ],
    [
      'an old Sendmail',
      {
        text: '   ----- The following addresses had permanent fatal errors -----\n<a@b.example>\n    (reason: 550 5.1.1 User unknown)\n',
        subject: 'Returned mail: see transcript for details',
      },
      { recipient: 'a@b.example', action: 'failed', reason: '(reason: 550 5.1.1 User unknown)' },
    ],
    [
      'the recipient in the header',
      {
        head: 'X-Failed-Recipients: A@b.example, c@b.example\n',
        from: 'mx@relay.example',
        text: 'Delivery failed: 550 no',
      },
      { recipient: 'a@b.example', reason: 'Delivery failed: 550 no' },
    ],
    [
      'Polish',
      { text: 'Nie można dostarczyć wiadomości:\n\na@b.example\n550 brak', subject: 'Zwrot' },
      { recipient: 'a@b.example', reason: '550 brak' },
    ],
    [
      'Russian',
      { text: 'Письмо не может быть доставлено:\n\na@b.example\n550 нет', subject: 'Недоставленное' },
      { recipient: 'a@b.example' },
    ],
    [
      'still trying',
      {
        text: 'Your message to a@b.example\n\na@b.example\n\nDelivery attempts will continue for 3 days.',
        subject: 'Warning: could not send message for past 4 hours',
      },
      { action: 'delayed', recipient: 'a@b.example' },
    ],
  ])('%s', (_, more, expected) => {
    const found = words(more.text ?? '', more)
    if (expected === null) expect(found).toBe(null)
    else expect(found).toMatchObject(expected)
  })
})
