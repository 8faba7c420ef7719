import { describe, expect, test } from 'vitest'
import { type DetectedTable, detectTable, proposeDateFormat, proposeMapping } from './detect-table.ts'
import { changeMapping, completeMapping, mappingChangeSchema, questionsOf } from './mapping.ts'

const detect = (text: string | Buffer, given = {}): DetectedTable => {
  const table = detectTable(Buffer.from(text), true, given)
  if ('problem' in table) throw new Error(table.problem)
  return table
}
const headersOf = (table: DetectedTable) => table.columns.map((column) => column.header)

describe('a table', () => {
  const log =
    'id,opened_at,closed_at,category\n1,2011-07-01T01:32:33,,Lights\n2,2011-07-02T01:32:33,2011-07-03T01:00:00,Lights\n'

  test('that is plain needs no answer', () => {
    const table = detect(log)
    const mapping = proposeMapping(table, 'Europe/Warsaw')
    expect(mapping).toMatchObject({
      encoding: 'utf-8',
      separator: ',',
      dateFormat: 'iso',
      timeZone: 'Europe/Warsaw',
      completeUntil: null,
    })
    expect(questionsOf('requests', mapping, headersOf(table))).toEqual([])
    expect(completeMapping('requests', mapping, headersOf(table))).not.toBeNull()
    expect(table).toMatchObject({
      newline: 'lf',
      rowsLookedAt: 2,
      body: { offset: 32, line: 2 },
      headerLooksLikeData: false,
    })
  })

  test('in any encoding and dress reads alike', () => {
    const text = log.replaceAll(',', ';')
    const dresses: Buffer[] = [
      Buffer.from(`\ufeff${text}`),
      Buffer.from(`sep=;\r\n${text.replaceAll('\n', '\r\n')}`),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
      Buffer.from(text.replaceAll('\n', '\r')),
    ]
    for (const bytes of dresses) {
      const table = detect(bytes)
      expect(headersOf(table)).toEqual(['id', 'opened_at', 'closed_at', 'category'])
      expect(table.rowsLookedAt).toBe(2)
      expect(proposeMapping(table, 'UTC')).toMatchObject({ separator: ';', dateFormat: 'iso' })
    }
  })

  test('whose encoding cannot be known asks for it and is read again with the answer', () => {
    const bytes = Buffer.from('id;opened;miasto\n1;2011-07-01;\xa3\xf3d\x9f\n', 'latin1')
    const table = detect(bytes)
    const mapping = proposeMapping(table, 'UTC')
    expect(questionsOf('requests', mapping, headersOf(table))).toMatchObject([{ path: 'encoding', code: 'encoding' }])
    const again = detect(bytes, { encoding: 'windows-1250' })
    expect(again.sample).toEqual([['1', '2011-07-01', 'Łódź']])
  })

  test('whose day and month cannot be told apart asks which it is', () => {
    const table = detect('id,opened,closed\n1,01/07/2011,02/07/2011\n2,03/07/2011,04/07/2011\n')
    const mapping = proposeMapping(table, 'UTC')
    const { ambiguous } = proposeDateFormat(table.columns, mapping.columns)
    expect(questionsOf('requests', mapping, headersOf(table), ambiguous)).toMatchObject([
      { code: 'day_or_month', choices: ['dmy', 'mdy'] },
    ])
  })

  test('in which one column proves the format decides for the others; columns may differ', () => {
    const proved = detect('id,opened,closed\n1,01/07/2011,31/07/2011\n')
    expect(proposeMapping(proved, 'UTC')).toMatchObject({ dateFormat: 'dmy', dateFormats: {} })
    const mixed = detect('id,opened,closed\n1,2011-07-01,31/07/2011\n')
    expect(proposeMapping(mixed, 'UTC')).toMatchObject({ dateFormat: 'iso', dateFormats: { closedAt: 'dmy' } })
  })

  test.each<[string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['blank lines', Buffer.from('\n\n\n'), 'empty'],
    ['a spreadsheet', Buffer.from('PK\x03\x04xxxx'), 'zip'],
    ['zero bytes', Buffer.alloc(500), 'binary'],
    ['a broken header', Buffer.from('id,"opened\n1,2\n'), 'header'],
  ])('%s is no table', (_, bytes, problem) => {
    expect(detectTable(bytes, true)).toMatchObject({ problem })
  })

  test('of a header alone has no rows', () => {
    const table = detect('id,opened\n')
    expect(table).toMatchObject({ rowsLookedAt: 0, sample: [] })
    expect(questionsOf('requests', proposeMapping(table, 'UTC'), headersOf(table))).toMatchObject([
      { path: 'dateFormat', code: 'date_format' },
    ])
  })
})

describe('a mapping', () => {
  const table = detect('id,opened_at\n1,2011-07-01\n')
  const mapping = proposeMapping(table, 'UTC')

  test('is changed piece by piece, and mistakes are named', () => {
    const changed = changeMapping(mapping, { columns: { category: 'nope', subject: 'id' }, source: 'city' })
    expect(changed).toMatchObject({ source: 'city', columns: { externalId: 'id', category: 'nope' } })
    expect(questionsOf('requests', changed, headersOf(table)).map((q) => [q.path, q.code])).toEqual([
      ['columns.category', 'column_unknown'],
      ['columns.subject', 'column_twice'],
    ])
    expect(completeMapping('requests', changed, headersOf(table))).toBeNull()
  })

  test.each([
    { timeZone: 'Mars/Olympus' },
    { timeZone: '+02:00' },
    { dateFormat: 'x' },
    { columns: { x: 'y' } },
    { source: 'A B' },
    { completeUntil: 'soon' },
    { other: 1 },
  ])('refuses %j', (change) => {
    expect(mappingChangeSchema.safeParse(change).success).toBe(false)
  })
})
