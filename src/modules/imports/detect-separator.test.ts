import { describe, expect, test } from 'vitest'
import { detectNewline, detectSeparator, findSeparatorLine } from './detect-separator.ts'

const found = (text: string) => detectSeparator(Buffer.from(text), detectNewline(Buffer.from(text)), 'utf-8')

describe('separator', () => {
  test.each<[string, string, string | null, number]>([
    ['comma', 'a,b,c\n1,2,3\n4,5,6\n', ',', 3],
    ['semicolon with decimal commas', 'a;b\n1,5;2,5\n3,5;4\n', ';', 2],
    ['tab with commas in the text', 'a\tb\nHello, you\tx\nno\ty\n', '\t', 2],
    ['bar', 'a|b|c\n1|2|3\n', '|', 3],
    ['separators in quotes do not count', 'a,b\n"x;y;z",1\n"p;q;r",2\n', ',', 2],
    ['one column', 'a\n1\n2\n', ',', 1],
    ['equally good', 'a;b,c\n1;2,3\n', null, 2],
    ['carriage returns', 'a;b\r1;2\r', ';', 2],
    ['nothing', '', ',', 0],
  ])('%s', (_, text, separator, columns) => {
    const finding = found(text)
    expect([finding.separator, finding.seen[0]?.columns]).toEqual([separator, columns])
    expect(finding.seen).toHaveLength(4)
  })

  test('a line that names the separator', () => {
    expect(findSeparatorLine(Buffer.from('sep=;\r\na;b\r\n'), { offset: 0, line: 1 })).toEqual({
      separator: ';',
      table: { offset: 7, line: 2 },
    })
    expect(findSeparatorLine(Buffer.from('\ufeffsep=,\na,b\n'), { offset: 3, line: 1 })?.table).toEqual({
      offset: 9,
      line: 2,
    })
    expect(findSeparatorLine(Buffer.from('separator;b\n'), { offset: 0, line: 1 })).toBeNull()
  })
})
