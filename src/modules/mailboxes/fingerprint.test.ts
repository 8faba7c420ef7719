import { expect, test } from 'vitest'
import { fingerprintOf } from './fingerprint.ts'

const MAIL = `Message-ID: <1@mail.example>\r\nFrom: Ana <ana@example.com>\r\nDate: Thu, 26 Nov 2026 10:00:00 +0100\r\nSubject: Boiler\r\n\r\nIt knocks.\r\nAt night.\r\n`
const of = (text: string): string => fingerprintOf(Buffer.from(text))

test.each([
  ['fields that servers add', `Received: from a by b\r\nX-Spam: no\r\n${MAIL}`],
  ['other line ends', MAIL.replaceAll('\r\n', '\n')],
  ['empty lines at the end', `${MAIL}\r\n\r\n`],
  ['spaces at the ends of lines', MAIL.replace('knocks.', 'knocks.  ')],
  ['another case of names', MAIL.replace('Subject', 'SUBJECT')],
  ['a folded field', MAIL.replace('Ana <', 'Ana\r\n <')],
])('%s leave it the same', (_, other) => {
  expect(of(other)).toBe(of(MAIL))
})

test.each([
  ['another text under the same Message-ID', MAIL.replace('At night', 'By day')],
  ['another sender', MAIL.replace('ana@', 'eva@')],
  ['another Message-ID', MAIL.replace('<1@', '<2@')],
  ['another date', MAIL.replace('10:00', '10:01')],
  ['a text in the header', MAIL.replace('\r\n\r\n', '\r\n')],
  ['an empty line in the text', MAIL.replace('knocks.', 'knocks.\r\n')],
  ['spaces before a text', MAIL.replace('At night', '  At night')],
])('%s is another mail', (_, other) => {
  expect(of(other)).not.toBe(of(MAIL))
})

const LONG = 2_000_000
test.each([
  ...['', '\r\n', 'no header at all', '\r\n\r\nonly a body', 'A'.repeat(LONG), '\0\0\0'],
  // Made to take for ever where the end of a line is looked for at each of its spaces.
  `${MAIL}${' '.repeat(LONG)}x`,
  `${MAIL}${'\n'.repeat(LONG)}x`,
  `${MAIL}${' \r\t'.repeat(LONG / 3)}`,
  `Subject: ${' '.repeat(LONG)}x\r\n\r\n`,
  `Subject:${'\r\n '.repeat(LONG / 3)}x\r\n\r\n`,
])('odd mails have one (%#)', (odd) => {
  expect(of(odd)).toMatch(/^[0-9a-f]{64}$/)
})
