import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CsvRow, CsvScanner, type Dialect, maxRowBytes, type Position } from './scan-csv.ts'

const comma: Dialect = { encoding: 'utf-8', separator: ',', newline: 'lf' }

function scan(
  input: string | Buffer,
  dialect: Dialect = comma,
  chunk = Number.MAX_SAFE_INTEGER,
  from?: Position,
): CsvRow[] {
  const bytes = Buffer.from(input).subarray(from?.offset ?? 0)
  const scanner = new CsvScanner(dialect, from)
  const rows: CsvRow[] = []
  for (let at = 0; at < bytes.length; at += chunk) rows.push(...scanner.push(bytes.subarray(at, at + chunk)))
  rows.push(...scanner.push(Buffer.alloc(0), true))
  return rows
}

const cells = (rows: CsvRow[]) => rows.map((row) => (row.flaw === null ? row.cells : row.flaw))

describe('rows of a CSV file', () => {
  test.each<[string, string, unknown[]]>([
    [
      'LF, no last line end',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'CR LF',
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'mixed line ends',
      'a,b\r\n1,2\n3,4\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'blank lines',
      '\na,b\n\r\n1,2\n\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'quotes, separators, line ends in a cell',
      'a,"b,""c""\nd"\n"1",2\n',
      [
        ['a', 'b,"c"\nd'],
        ['1', '2'],
      ],
    ],
    [
      'quoted last cell before CR LF',
      '"a","b"\r\n"1","2"\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a quote inside an unquoted cell',
      'a,5" pipe\n1,2\n',
      [
        ['a', '5" pipe'],
        ['1', '2'],
      ],
    ],
    [
      'separator at the end',
      '"a",\n"b",',
      [
        ['a', ''],
        ['b', ''],
      ],
    ],
    ['empty quoted cell', '"",a\n', [['', 'a']]],
    ['ragged', 'a,b\n1\n1,2,3\n', [['a', 'b'], ['1'], ['1', '2', '3']]],
    ['zero bytes are kept for the row check', 'a,x\0y\n', [['a', 'x\0y']]],
    ['nothing', '', []],
  ])('%s', (_, input, expected) => {
    expect(cells(scan(input))).toEqual(expected)
    expect(cells(scan(input, comma, 1))).toEqual(expected)
  })

  test('lone carriage returns end the lines of an old Macintosh file', () => {
    expect(cells(scan('a,"b\rc"\r1,2\r', { ...comma, newline: 'cr' }))).toEqual([
      ['a', 'b\rc'],
      ['1', '2'],
    ])
  })

  test('one stray quote costs one row, not the rest of the file', () => {
    const rest = Array.from({ length: 50 }, (_, i) => `${i},x,y\n`).join('')
    const open = scan(`a,b,c\n1,"open,x\n${rest}`)
    expect(open).toHaveLength(52)
    expect(open[1]).toMatchObject({ line: 2, flaw: 'quote_open', cells: [expect.stringMatching(/^1,"open,x/)] })
    expect(open[2]).toMatchObject({ line: 3, flaw: null, cells: ['0', 'x', 'y'] })
    const text = scan(`a,b,c\n1,"5" pipe,x\n${rest}`)
    expect(text[1]).toMatchObject({ line: 2, flaw: 'quote_text' })
    expect(text[2]).toMatchObject({ line: 3, flaw: null })
  })

  test('lines are those of an editor', () => {
    const rows = scan('a,b\n"1\n2",3\n\n4,"5\n6"')
    expect(rows.map((row) => [row.line, row.lastLine])).toEqual([
      [1, 1],
      [2, 3],
      [5, 6],
    ])
  })

  test('a row beyond the limit is reported and passed over, in any chunks', () => {
    const long = 'x'.repeat(maxRowBytes + 10)
    for (const chunk of [64 * 1024, 4 * 1024 * 1024]) {
      expect(cells(scan(`a,b\n${long},1\n2,3\n`, comma, chunk))).toEqual([['a', 'b'], 'row_too_long', ['2', '3']])
      expect(cells(scan(`a,b\n"${long}",1\n2,3\n`, comma, chunk))).toEqual([
        ['a', 'b'],
        expect.stringMatching(/row_too_long|quote_open/),
        ['2', '3'],
      ])
    }
  })

  test('bytes that are not UTF-8 are a flaw of their row alone', () => {
    const bytes = Buffer.concat([
      Buffer.from('a,b\ná,1\n'),
      Buffer.from([0xb3, 0xf3, 0x64, 0x9f, 0x2c, 0x31, 0x0a]),
      Buffer.from('\ufffd,"2"\n'),
    ])
    expect(cells(scan(bytes))).toEqual([['a', 'b'], ['á', '1'], 'not_utf8', ['\ufffd', '2']])
    expect(cells(scan(bytes, { ...comma, encoding: 'windows-1250' }))[2]).toEqual(['łódź', '1'])
  })

  const cell = fc.string({ unit: fc.constantFrom('a', 'ż', '"', ',', ';', '\n', '\r\n', ' ', '1', '€'), maxLength: 6 })
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 })
  const write = (rows: string[][], newline: string) =>
    rows
      .map((row) => row.map((c) => (/[",;\n\r]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join(',') + newline)
      .join('')

  test('what was written is what is read, and csv-parse reads the same, however the bytes are cut', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 7 }), (rows, newline, chunk) => {
        const text = write(rows, newline)
        const read = scan(text, comma, chunk)
        expect(cells(read)).toEqual(rows)
        expect(parse(text, { relax_column_count: true, relax_quotes: true, record_delimiter: newline })).toEqual(rows)
      }),
      { numRuns: 400 },
    )
  })

  test('reading goes on exactly where it stood', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'ł', '"', ',', '\n', '\r\n'), maxLength: 60 }),
        fc.nat(),
        (text, pick) => {
          const all = scan(text)
          if (all.length === 0) return
          const at = pick % all.length
          expect(scan(text, comma, 3, all[at]?.next)).toEqual(all.slice(at + 1))
          expect(scan(text, comma, 2)).toEqual(all)
        },
      ),
      { numRuns: 1000 },
    )
  })
})
