import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Field, fields } from './fields.ts'
import { type CompleteMapping, unsaid } from './mapping.ts'
import { createRowReader, type ReadRow } from './read-row.ts'
import type { RowNote } from './row-errors.ts'
import { type CsvRow, CsvScanner } from './scan-csv.ts'

const now = Temporal.Instant.from('2026-01-15T12:00:00Z')
const headers = ['id', 'opened', 'closed', 'target', 'category', 'subject', 'email']
const none = Object.fromEntries(fields.map((field) => [field, null])) as Record<Field, string | null>
const mapping: CompleteMapping = {
  ...unsaid,
  columns: {
    ...none,
    externalId: 'id',
    openedAt: 'opened',
    closedAt: 'closed',
    targetAt: 'target',
    category: 'category',
    subject: 'subject',
    customerEmail: 'email',
  },
  encoding: 'utf-8',
  separator: ',',
  dateFormat: 'iso',
  dateFormats: {},
  timeZone: 'America/New_York',
  completeUntil: null,
  requestKind: 'job',
  source: 'csv',
}

function read(text: string, change: Partial<CompleteMapping> = {}): { result: ReadRow; notes: RowNote[] } {
  const notes: RowNote[] = []
  const reader = createRowReader({ ...mapping, ...change }, headers, now, (note) => notes.push(note))
  const scanner = new CsvScanner({ encoding: 'utf-8', separator: ',', newline: 'lf' }, { offset: 0, line: 7 })
  const [row] = [...scanner.push(Buffer.from(text), true)]
  return { result: reader(row as CsvRow), notes }
}

describe('a row of a log', () => {
  test('becomes a record', () => {
    const { result, notes } = read(
      'A-1, 2011-07-01T01:32:33 ,2011-07-02 10:00,2011-07-15T01:32:32,Lights,Dark street,Ann@Example.org',
    )
    expect(result.errors).toBeNull()
    expect(result.row).toMatchObject({
      line: 7,
      externalId: 'A-1',
      category: 'Lights',
      subject: 'Dark street',
      customerEmail: 'ann@example.org',
      team: '',
    })
    expect(result.row?.openedAt.toString()).toBe('2011-07-01T05:32:33Z')
    expect(result.row?.closedAt?.toString()).toBe('2011-07-02T14:00:00Z')
    expect(result.row?.targetAt?.toString()).toBe('2011-07-15T05:32:32Z')
    expect(notes).toEqual([])
  })

  test.each<[string, string, [string, string][]]>([
    ['too few cells', 'A,2011-07-01', [['ragged', '']]],
    ['too many cells', 'A,2011-07-01,,,,,,x', [['ragged', '']]],
    ['no id', ',2011-07-01,,,,,', [['missing', 'id']]],
    ['an id without end', `${'9'.repeat(201)},2011-07-01,,,,,`, [['too_long', 'id']]],
    ['no opening', 'A,,,,,,', [['missing', 'opened']]],
    ['no date', 'A,soon,,,,,', [['not_a_date', 'opened']]],
    ['a day that there is not', 'A,2011-02-30,,,,,', [['not_a_date', 'opened']]],
    ['before 1970', 'A,1969-12-31,,,,,', [['before_1970', 'opened']]],
    ['the zero of some databases', 'A,0001-01-01 00:00:00,,,,,', [['not_a_date', 'opened']]],
    ['after 2200', 'A,2011-07-01,,9999-12-31,,,', [['after_2200', 'target']]],
    ['opened tomorrow and a day', 'A,2026-01-17,,,,,', [['in_future', 'opened']]],
    ['closed before opened', 'A,2011-07-01T10:00:00,2011-07-01T09:59:59,,,,', [['closed_before_opened', 'closed']]],
    ['target before opened', 'A,2011-07-01T10:00:00,,2011-07-01T09:59:59,,,', [['target_before_opened', 'target']]],
    ['a zero byte', 'A,2011-07-01,,,x\0y,,', [['zero_byte', 'category']]],
    [
      'several at once',
      ',soon,later,,,,',
      [
        ['missing', 'id'],
        ['not_a_date', 'opened'],
        ['not_a_date', 'closed'],
      ],
    ],
  ])('%s is an error with its place', (_, text, expected) => {
    const { result } = read(text)
    expect(result.row).toBeNull()
    expect(result.errors?.map((error) => [error.code, error.column])).toEqual(expected)
    for (const error of result.errors ?? []) {
      expect(error.line).toBe(7)
      expect(error.sentence).toMatch(/^[A-Z].*[.?]$/)
      expect(error.excerpt.length).toBeLessThanOrEqual(120)
    }
  })

  test.each<[string, string, RowNote[]]>([
    ['empty cells beyond the header', 'A,2011-07-01T10:00:00,,,,,,,', []],
    ['a time that was skipped', 'A,2011-03-13T02:30:00,,,,,', ['time_skipped']],
    ['a time that came twice', 'A,2011-11-06T01:30:00,,,,,', ['time_twice']],
    ['a day without a time', 'A,2011-07-01,2011-07-01,,,,', ['date_only', 'date_only']],
    ['a long text', `A,2011-07-01T10:00:00,,,${'x'.repeat(300)},,`, ['text_cut']],
    ['control characters', 'A,2011-07-01T10:00:00,,,a\u0007b,,', ['control_characters']],
    ['no address', 'A,2011-07-01T10:00:00,,,,,none', ['email_ignored']],
    ['a guard against formulas', "A,2011-07-01T10:00:00,,,'=1+1,,", ['guard_dropped']],
  ])('%s is read by a rule and noted', (_, text, notes) => {
    const read1 = read(text)
    expect(read1.result.row).not.toBeNull()
    expect(read1.notes).toEqual(notes)
  })

  test('a row without values is passed over', () => {
    expect(read(',,,,,,\n')).toEqual({ result: { row: null, errors: null }, notes: ['blank_row'] })
  })

  test('a close and a target on a day mean its end, an opening its start', () => {
    const { row } = read('A,2011-07-01,2011-07-01,2011-07-02,,,').result
    expect(row?.openedAt.toString()).toBe('2011-07-01T04:00:00Z')
    expect(row?.closedAt?.toString()).toBe('2011-07-02T03:59:59Z')
    expect(row?.targetAt?.toString()).toBe('2011-07-03T03:59:59Z')
  })

  test('what an export guards comes back as it was; another apostrophe stays', () => {
    const { row } = read("'-7/2011,2011-07-01T10:00:00Z,,,'+48 600 100,'tis dark,").result
    expect(row).toMatchObject({ externalId: '-7/2011', category: '+48 600 100', subject: "'tis dark" })
    expect(read("A,2011-07-01T10:00:00Z,,,''=1,-12.5,").result.row).toMatchObject({ category: "'=1", subject: '-12.5' })
  })

  test('every row has a subject', () => {
    expect(read('A,2011-07-01,,,Lights,,').result.row?.subject).toBe('Lights')
    expect(read('A,2011-07-01,,,,,').result.row?.subject).toBe('A')
    expect(read('A,2011-07-01,,,,"two\nlines",').result.row?.subject).toBe('two lines')
  })

  test('a column may have its own format, and an offset of its own wins over the zone', () => {
    const { row } = read('A,2011-07-01T10:00:00Z,02/07/2011 10:00,,,,', { dateFormats: { closedAt: 'dmy' } }).result
    expect(row?.openedAt.toString()).toBe('2011-07-01T10:00:00Z')
    expect(row?.closedAt?.toString()).toBe('2011-07-02T14:00:00Z')
  })

  test('no text at all makes it throw, and every row is either a record or has a reason', () => {
    const reader = createRowReader(mapping, headers, now, () => {})
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 1, maxLength: 9 }), (cells) => {
        const { row, errors } = reader({ line: 1, lastLine: 1, next: { offset: 0, line: 2 }, cells, flaw: null })
        expect(row === null || errors === null).toBe(true)
        if (row === null && errors === null) expect(cells.join('').trim()).toBe('')
      }),
    )
  })
})

describe('a state', () => {
  const stated = [...headers, 'state']
  const by = (text: string, change: Partial<CompleteMapping> = {}) => {
    const notes: string[] = []
    const columns = { ...mapping.columns, status: 'state' }
    const asked = { ...mapping, columns, closedStatuses: ['Solved', 'closed'], ...change }
    const reader = createRowReader(asked, stated, now, (note) => notes.push(note))
    const [row] = [
      ...new CsvScanner({ encoding: 'utf-8', separator: ',', newline: 'lf' }).push(Buffer.from(text), true),
    ]
    const { row: read, errors } = reader(row as CsvRow)
    return [read?.closedAt?.toString() ?? null, errors?.map(({ code, column }) => [code, column]) ?? null, notes]
  }
  const close = '2025-07-02T14:00:00Z'

  test.each<[string, string, Partial<CompleteMapping>, unknown[]]>([
    ['says that it is closed', 'A,2025-07-01 10:00,2025-07-02 10:00,,,,,solved', {}, [close, null, []]],
    ['says that it is not, any more', 'A,2025-07-01 10:00,2025-07-02 10:00,,,,,open', {}, [null, null, ['reopened']]],
    [
      'says that it is, and no time is there',
      'A,2025-07-01 10:00,,,,,,CLOSED',
      {},
      [null, [['closed_without_time', 'closed']], []],
    ],
    [
      'is not asked while nobody has said what it means',
      'A,2025-07-01 10:00,2025-07-02 10:00,,,,,open',
      { closedStatuses: [] },
      [close, null, []],
    ],
    [
      'takes the last change for the close',
      'A,2025-07-01 10:00,2025-07-02 10:00,,,,,closed',
      { closeIsLastChange: true },
      [close, null, ['close_is_last_change']],
    ],
    [
      'a last change of what is open says nothing',
      'A,2025-07-01 10:00,2025-07-02 10:00,,,,,open',
      { closeIsLastChange: true },
      [null, null, []],
    ],
  ])('%s', (_, text, change, expected) => {
    expect(by(text, change)).toEqual(expected)
  })

  test('words of the file are translated', () => {
    const values = { category: { '1': 'Lights' } }
    expect(read('A,2025-07-01 10:00,,,1,,', { values }).result.row).toMatchObject({ category: 'Lights' })
    expect(read('A,2025-07-01 10:00,,,2,,', { values }).result.row).toMatchObject({ category: '2' })
  })
})
