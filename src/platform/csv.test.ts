import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Cell, csvRecord, guarded, SEPARATORS, type SeparatorName, unguarded } from '#platform/csv'

describe('a cell', () => {
  test.each<[string, string]>([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['+48 600 100 200', "'+48 600 100 200"],
    ['-1+1', "'-1+1"],
    ['- bring the key', "'- bring the key"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ['\t=1', "'\t=1"],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ['\nx', "'\nx"],
    [' =1', "' =1"],
    ['\u00a0\ufeff=1', "'\u00a0\ufeff=1"],
    ['＝1', "'＝1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠a', "'＠a"],
    ["'=1", "''=1"],
    ["''=1", "'''=1"],
    ['-', "'-"],
    ['-1e5', "'-1e5"],
    ['-12.5-', "'-12.5-"],
    ['-12.5\n', "'-12.5\n"],
  ])('%j is made harmless', (text, harmless) => {
    expect(guarded(text)).toBe(harmless)
    expect(unguarded(harmless)).toBe(text)
  })

  test.each([
    '',
    '-12.5',
    '-3',
    '12',
    '1+1',
    'a=1',
    "'tis",
    "'",
    "''",
    'x@y.example',
    '{"a":1}',
    '#1042',
    ' a',
    "' '=1",
  ])('%j is left as it is', (text) => {
    expect(guarded(text)).toBe(text)
    expect(unguarded(text)).toBe(text)
  })

  const risky = fc.stringMatching(/^['"=+\-@\t\r\n ,;0-9.a＝]{0,8}$/)

  test('comes back as it was, whatever it is', () => {
    fc.assert(fc.property(fc.oneof(risky, fc.string()), (text) => unguarded(guarded(text)) === text))
  })

  test('begins with nothing that calculates, unless it is a number', () => {
    fc.assert(
      fc.property(risky, (text) => {
        const cell = guarded(text)
        return !/^\s*[=+\-@＝]|^[\t\r\n]/.test(cell) || /^-\d+(\.\d+)?$/.test(cell)
      }),
    )
  })
})

describe('a record', () => {
  test.each<[Cell[], string]>([
    [['a', 1, -12.5, true, null, ''], 'a,1,-12.5,true,,\r\n'],
    [['a,b', 'say "hi"', 'two\nlines', 'a;b'], '"a,b","say ""hi""","two\nlines","a;b"\r\n'],
    [['=1,2', '"=1"'], '"\'=1,2","""=1"""\r\n'],
    [[''], '\r\n'],
  ])('%j', (cells, text) => expect(csvRecord(cells, 'comma')).toBe(text))

  test('is cut where it was put together, by another reader too, with every separator', () => {
    const table = fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 2 }), { maxLength: 5 })
    const separator = fc.constantFrom(...(Object.keys(SEPARATORS) as SeparatorName[]))
    fc.assert(
      fc.property(table, separator, (rows, name) => {
        const text = rows.map((row) => csvRecord(row, name)).join('')
        const read: string[][] = parse(text, { delimiter: SEPARATORS[name], record_delimiter: '\r\n' })
        expect(read.map((row) => row.map(unguarded))).toEqual(rows)
      }),
    )
  })
})
