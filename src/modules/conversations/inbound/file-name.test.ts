import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileName, mailFileName } from './file-name.ts'

test.each([
  ['report.pdf', 'report.pdf'],
  ['Żółw 1 (2).pdf', 'Żółw 1 (2).pdf'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\temp\\a.doc', 'a.doc'],
  ['a/', 'file-3.bin'],
  ['..', 'file-3.bin'],
  ['.htaccess', 'htaccess'],
  ['name. ', 'name'],
  ['a\r\nb\0c.txt', 'a b c.txt'],
  ['\u202Efdp.exe', 'fdp.exe'],
  ['a\u200bb\ufeff.txt', 'ab.txt'],
  ['a:b*?"<>|.txt', 'a_b______.txt'],
  ['', 'file-3.bin'],
  [null, 'file-3.bin'],
  [`${'n'.repeat(400)}.jpeg`, `${'n'.repeat(250)}.jpeg`],
  ['n'.repeat(400), 'n'.repeat(255)],
  ['😀'.repeat(200), '😀'.repeat(127)],
])('%j', (given, expected) => expect(fileName(given, 'application/octet-stream', 3)).toBe(expected))

test.each([
  ['image/png', 'file-3.png'],
  ['text/calendar', 'invite.ics'],
  ['application/ms-tnef', 'winmail.dat'],
  ['application/pkcs7-signature', 'smime.p7s'],
  ['constructor', 'file-3.bin'],
])('without a name, of %s: %s', (mediaType, expected) => expect(fileName(null, mediaType, 3)).toBe(expected))

test.each([
  ['Your boiler', 'Your boiler.eml'],
  ['Re: a/b', 'Re_ a_b.eml'],
  ['  ', 'file-3.eml'],
  ['s'.repeat(998), `${'s'.repeat(250)}.eml`],
])('a mail about %j', (subject, expected) => expect(mailFileName(subject, 3)).toBe(expected))

test('always a name that can be saved', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
      const name = fileName(given, 'image/png', 1)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they may not be in it
      expect(name).toMatch(/^[^/\\\u0000-\u001f\u202a-\u202e<>:"|?*]{1,255}$/)
      expect(name).not.toMatch(/^[. ]|[. ]$/)
      expect(name.isWellFormed()).toBe(true)
    }),
  ))
