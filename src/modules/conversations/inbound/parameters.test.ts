import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readStructured } from './parameters.ts'

test.each<[string, string, Record<string, string>]>([
  ['text/plain', 'text/plain', {}],
  ['Text/HTML; Charset=UTF-8', 'text/html', { charset: 'UTF-8' }],
  ['text/plain; charset="utf-8"; format=flowed', 'text/plain', { charset: 'utf-8', format: 'flowed' }],
  ['text/plain (a comment); charset = us-ascii (Plain; text)', 'text/plain', { charset: 'us-ascii' }],
  ['multipart/mixed; boundary="a;b=c(d)"', 'multipart/mixed', { boundary: 'a;b=c(d)' }],
  ['multipart/mixed; boundary=a; boundary=b', 'multipart/mixed', { boundary: 'a' }],
  ['attachment; filename="a\\"b.txt"', 'attachment', { filename: 'a"b.txt' }],
  ['attachment; filename=Invoice(1).pdf', 'attachment', { filename: 'Invoice(1).pdf' }],
  ["attachment; filename*=UTF-8''na%C3%AFve%20%E2%82%AC.txt", 'attachment', { filename: 'naïve €.txt' }],
  ["attachment; filename*=iso-8859-1'fr'caf%E9.txt", 'attachment', { filename: 'café.txt' }],
  ['attachment; filename*1=b; filename*0=a; filename*2*=%20c', 'attachment', { filename: 'ab c' }],
  ["attachment; filename*0*=utf-8''%C3; filename*1*=%A9", 'attachment', { filename: 'é' }],
  ["attachment; filename*=utf-8''100%; x=%zz", 'attachment', { filename: '100%', x: '%zz' }],
  ['attachment; filename="=?utf-8?Q?caf=C3=A9?="', 'attachment', { filename: 'café' }],
  ['attachment; filename="never ends; x=y', 'attachment', { filename: 'never ends', x: 'y' }],
  ['attachment (never ends; filename=a', 'attachment (never ends', { filename: 'a' }],
  ['; ;=;a;a=', '', { a: '' }],
  ['attachment; __proto__=x; constructor=y', 'attachment', { __proto__: 'x', constructor: 'y' } as never],
])('%s', (field, value, parameters) => {
  const found = readStructured(field)
  expect(found.value).toBe(value)
  expect([...found.parameters.keys()].sort()).toEqual(
    field.includes('__proto__') ? ['__proto__', 'constructor'] : Object.keys(parameters).sort(),
  )
  for (const [name, text] of Object.entries(parameters)) expect(found.parameters.get(name), name).toBe(text)
})

test('takes any text, and none', () => {
  expect(readStructured(null)).toEqual({ value: '', parameters: new Map() })
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'a*0=;"()\\\' %'), maxLength: 60 }),
      (text) => void readStructured(text),
    ),
  )
})

test('what was quoted comes out', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab;="\\() é'), maxLength: 30 }), (text) => {
      const quoted = text.replace(/["\\]/g, '\\$&')
      expect(readStructured(`a/b; name="${quoted}"; x=y`).parameters.get('name')).toBe(text)
    }),
  ))
