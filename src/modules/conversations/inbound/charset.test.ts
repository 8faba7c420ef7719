import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decode } from './charset.ts'

test.each<[string | null, string, string, boolean]>([
  ['utf-8', 'caf\xc3\xa9', 'café', false],
  ['UTF8', 'caf\xc3\xa9', 'café', false],
  ['us-ascii', 'caf\xc3\xa9', 'café', false],
  [null, 'caf\xc3\xa9', 'café', false],
  [null, 'caf\xe9', 'café', true],
  ['iso-8859-1', 'caf\xe9', 'café', false],
  ['iso-8859-1', 'caf\xc3\xa9', 'café', false],
  ['iso-8859-15', '5 \xa4', '5 €', false],
  ['windows-1252', '5 \x80', '5 €', false],
  ['iso-8859-2', '\xbf\xf3\xb3w', 'żółw', false],
  ['cp1250', '\xbf\xf3\xb3w', 'żółw', false],
  ['koi8-r', '\xcb\xcf\xd4\xa3\xcc', 'котёл', false],
  ['x-nonesuch', 'plain', 'plain', false],
  ['x-nonesuch', '\xcb\xcf\xd4\xc5\xcc', 'котел', true],
  ['x-nonesuch', '\xea\xee\xf2\xe5\xeb', 'котел', true],
  ['utf-8', 'a\xffb', 'a\ufffdb', true],
  ['utf-16le', 'a\0b\0', 'ab', false],
  ['cp932', '\x93\xfa', '日', false],
  ['gb2312', '\xb9\xf8', '锅', false],
  ['utf-7', 'A+ImIDkQ-.', 'A≢Α.', false],
  ['utf-7', '1 +- 1 + 1', '1 + 1 + 1', false],
  ['constructor', 'a', 'a', false],
  ['"', 'a', 'a', false],
])('%s: %j', (charset, bytes, text, broken) =>
  expect(decode(Buffer.from(bytes, 'latin1'), charset)).toEqual({ text, broken }),
)

test('any bytes by any name become well-formed text', () =>
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 60 }),
      fc.oneof(
        fc.constantFrom('utf-8', 'utf-7', 'utf-16be', 'iso-2022-kr', 'shift_jis', 'gb18030'),
        fc.string(),
        fc.constant(null),
      ),
      (bytes, charset) => {
        expect(decode(bytes, charset).text.isWellFormed()).toBe(true)
      },
    ),
  ))
