import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maxRowBytes, type Position } from './scan-csv.ts'
import { type JsonLayout, type JsonRecord, JsonScanner, parseJson } from './scan-json.ts'

const start: Position = { offset: 0, line: 1 }

function scan(input: string | Buffer, layout: JsonLayout, chunk = Number.MAX_SAFE_INTEGER, from = start): JsonRecord[] {
  const bytes = Buffer.from(input).subarray(from.offset)
  const scanner = new JsonScanner({ encoding: 'utf-8', layout }, from)
  const records: JsonRecord[] = []
  for (let at = 0; at < bytes.length; at += chunk) records.push(...scanner.push(bytes.subarray(at, at + chunk)))
  records.push(...scanner.push(Buffer.alloc(0), true))
  return records
}

const said = (records: JsonRecord[]) => records.map(({ flaw, value }) => flaw ?? value)

describe('records of a JSON file', () => {
  test.each<[string, JsonLayout, string, unknown[]]>([
    ['a list, from inside its bracket', 'values', '{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
    ['a list over lines', 'values', '\n  {\n    "a": [\n      {}\n    ]\n  },\n  {}\n]\n', [{ a: [{}] }, {}]],
    ['what follows the list is not read', 'values', '{"a":1}],"count":1}{"b":2}', [{ a: 1 }]],
    ['brackets and quotes in texts', 'values', '{"a":"}]\\"{"},{"b":"\\\\"}]', [{ a: '}]"{' }, { b: '\\' }]],
    ['records without commas', 'values', '{"a":1}\n{"a":2}{"a":3}', [{ a: 1 }, { a: 2 }, { a: 3 }]],
    ['one a line', 'lines', '{"a":1}\r\n\r\n  {"a":2},\n{"a":3}', [{ a: 1 }, { a: 2 }, { a: 3 }]],
    ['an empty list', 'values', ' ]', []],
    ['no text', 'lines', '\n \n', []],
    [
      'values that are no records',
      'values',
      '1,"x",null,[{}],{}]',
      ['not_object', 'not_object', 'not_object', 'not_object', {}],
    ],
    [
      'a line that is no JSON',
      'lines',
      '{"a":1}\n{"a":}\nno\n{"a":2}',
      [{ a: 1 }, 'json_broken', 'json_broken', { a: 2 }],
    ],
    ['a last line that is cut', 'lines', '{"a":1}\n{"a":"so', [{ a: 1 }, 'json_cut']],
    ['a list that is cut', 'values', '{"a":1},{"a":"so', [{ a: 1 }, 'json_cut']],
    [
      'a missing quote costs its record',
      'values',
      '\n {"a":"x},\n {"a":2},\n {"a":3}\n]',
      ['json_broken', { a: 2 }, { a: 3 }],
    ],
    [
      'a missing bracket costs its record',
      'values',
      '\n {"a":{"b":1},\n {"a":2},\n {"a":3}\n]',
      ['json_broken', { a: 2 }, { a: 3 }],
    ],
    [
      'what lies deeper is not taken for a record',
      'values',
      '\n {\n  "a":"x,\n  "b":[\n   {"c":1}\n  ]\n },\n {"a":2}\n]',
      ['json_broken', { a: 2 }],
    ],
    ['a comma too many', 'values', '{"a":1,},,{"a":2}]', ['json_broken', { a: 2 }]],
    [
      'half a pair, zero, other names',
      'values',
      '{"a":"\\ud800","b":"\\u0000","__proto__":{"x":1}}]',
      [JSON.parse('{"a":"\\ud800","b":"\\u0000","__proto__":{"x":1}}')],
    ],
  ])('%s', (_, layout, text, expected) => {
    expect(said(scan(text, layout))).toEqual(expected)
    for (const chunk of [1, 2, 3, 7]) expect(scan(text, layout, chunk)).toEqual(scan(text, layout))
  })

  test('bytes that are not UTF-8 cost their record', () => {
    const text = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xe1]), Buffer.from('"},{"a":"\ufffd"}]')])
    expect(said(scan(text, 'values'))).toEqual(['not_utf8', { a: '\ufffd' }])
  })

  test.each<[string, JsonLayout, string]>([
    ['in a list', 'values', ','],
    ['on a line', 'lines', '\n'],
  ])('a record that is too long is reported once and passed over %s', (_, layout, between) => {
    const long = `{"a":"${'x]}\\"'.repeat(maxRowBytes / 4)}"}`
    const text = ['{"n":1}', long, '{"n":2}'].join(between)
    for (const chunk of [70_001, maxRowBytes, text.length])
      expect(said(scan(text, layout, chunk))).toEqual([{ n: 1 }, 'row_too_long', { n: 2 }])
  })

  test('numbers that a double does not hold stay as they are written', () => {
    expect(parseJson('{"id":9007199254740993,"n":-12345678901234567890,"f":0.1234567890123456}')).toEqual({
      id: '9007199254740993',
      n: '-12345678901234567890',
      f: 0.1234567890123456,
    })
  })
})

const records = fc.array(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), { maxLength: 8 })
/** What is read of a value: whole numbers that a double does not hold as they are written. */
const asRead = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(String(value)) ? String(value) : value

const spaces = fc.constantFrom(undefined, 1, '\t')

test('reads what JSON.parse reads, in chunks of any size and from any place', () => {
  fc.assert(
    fc.property(records, spaces, fc.integer({ min: 1, max: 40 }), fc.nat(), (list, space, chunk, pick) => {
      const text = JSON.stringify(list, null, space)
      const from = { offset: 1, line: 1 }
      const read = scan(text, 'values', chunk, from)
      expect(said(read)).toEqual(JSON.parse(text, asRead))
      expect(read.map(({ record }) => record)).toEqual(list.map((__, i) => i + 1))
      const at = pick % Math.max(1, read.length)
      expect(scan(text, 'values', chunk, read[at]?.next ?? from)).toEqual(read.slice(at + 1))
      const lines = list.map((one) => JSON.stringify(one)).join('\n')
      expect(said(scan(lines, 'lines', chunk))).toEqual(JSON.parse(text, asRead))
    }),
    { numRuns: 400 },
  )
})

test('any bytes give records or flaws, the same in chunks, and never an exception', () => {
  const token = fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '\n', ' ', '1', 'a', 'null', 'ł')
  fc.assert(
    fc.property(
      fc.array(token, { maxLength: 60 }),
      fc.constantFrom<JsonLayout>('lines', 'values'),
      fc.integer({ min: 1, max: 9 }),
      (tokens, layout, chunk) => {
        const text = tokens.join('')
        const whole = scan(text, layout)
        expect(scan(text, layout, chunk)).toEqual(whole)
        for (const one of whole)
          expect(scan(text, layout, chunk, one.next)).toEqual(whole.slice(whole.indexOf(one) + 1))
      },
    ),
    { numRuns: 2000 },
  )
})

test('200,000 small records in a line are read in one pass', () => {
  // Quadratic scanning would take hours: what is asserted is that it ends.
  const text = Buffer.from(`${'{"id":1,"a":"b"},'.repeat(200_000)}{}]`)
  expect(scan(text, 'values', 1024 * 1024)).toHaveLength(200_001)
})
