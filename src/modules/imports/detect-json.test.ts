import { describe, expect, test } from 'vitest'
import { detectJson } from './detect-json.ts'
import { type DetectedTable, detectTable } from './detect-table.ts'
import { flatten } from './flatten.ts'

const find = (text: string, whole = true) => detectJson(Buffer.from(text), 0, whole)

describe('where the records of a JSON file are', () => {
  test.each<[string, string, unknown]>([
    ['a list', ' [ {"id":1}]', { layout: 'values', path: '', body: { offset: 2, line: 1 } }],
    ['one a line', '{"id":1}\n{"id":2}\n', { layout: 'lines', path: '', body: { offset: 0, line: 1 } }],
    [
      'over several lines, no list',
      '{\n"id":1\n}\n{\n"id":2\n}',
      { layout: 'values', path: '', body: { offset: 0, line: 1 } },
    ],
    [
      'in a list with a name',
      '{"count":1,"tickets":[{"id":1}]}',
      { layout: 'values', path: 'tickets', body: { offset: 22, line: 1 } },
    ],
    [
      'deeper',
      '{"data":{"meta":{"n":1},"payload":[{"id":1}]}}',
      { layout: 'values', path: 'data.payload', body: { offset: 35, line: 1 } },
    ],
    [
      'several lists: the telling one',
      '{"links":[{"a":1}],"users":[{"id":1}]}',
      { layout: 'values', path: 'users', body: { offset: 28, line: 1 } },
    ],
    [
      'one record with a list in it',
      '{"id":1,"comments":[{"id":2}]}',
      { layout: 'values', path: '', body: { offset: 0, line: 1 } },
    ],
    ['a list of values', '[1,2]', 'no_list'],
    ['an empty list', '[]', 'no_list'],
    ['a table whose first name has brackets', '[id],[name]\n1,2', null],
    ['a table whose first name has braces', '{id},name\n1,2', null],
    ['a table', 'id,name\n1,2', null],
    ['nothing', '', null],
  ])('%s', (_, text, expected) => {
    expect(find(text)).toEqual(expected)
  })

  test('of a file that is longer than the sample', () => {
    expect(find('{"tickets":[{"id":1},{"id":2', false)).toMatchObject({ path: 'tickets', layout: 'values' })
    expect(find('[{"id":1},{"id":2', false)).toMatchObject({ path: '', layout: 'values' })
    expect(find('{"a":{"b":"so', false)).toBe('no_list')
    expect(find('{id;{name\n', false)).toBeNull()
  })
})

test.each<[string, object, [string, string][]]>([
  [
    'nested names',
    { id: 1, via: { channel: 'web', source: { rel: null } } },
    [
      ['id', '1'],
      ['via.channel', 'web'],
      ['via.source.rel', ''],
    ],
  ],
  [
    'lists',
    { tags: ['a', 2, true], rows: [{ a: 1 }], none: [] },
    [
      ['tags', 'a, 2, true'],
      ['rows', '[{"a":1}]'],
      ['none', ''],
    ],
  ],
  ['a name around one object', { ticket: { id: 7 } }, [['id', '7']]],
  [
    'a name with a point: the first counts',
    { 'a.b': 1, a: { b: 2, c: 3 } },
    [
      ['a.b', '1'],
      ['a.c', '3'],
    ],
  ],
  [
    'too deep',
    { a: { b: { c: { d: { e: { f: { g: 1 } } } } } }, x: 1 },
    [
      ['a.b.c.d.e.f', '{"g":1}'],
      ['x', '1'],
    ],
  ],
  [
    'names that objects have',
    JSON.parse('{"__proto__":"x","constructor":{"name":"y"},"b":1}'),
    [
      ['__proto__', 'x'],
      ['constructor.name', 'y'],
      ['b', '1'],
    ],
  ],
])('a record as texts: %s', (_, record, expected) => {
  expect([...flatten(record)]).toEqual(expected)
})

test('a JSON file is described as a table is', () => {
  const text = JSON.stringify({
    tickets: [
      { id: 1, created_at: '2026-01-05T10:00:00Z', via: { channel: 'web' } },
      { id: 2, created_at: '2026-01-06T10:00:00Z', extra: '' },
    ],
  })
  const table = detectTable(Buffer.from(text), true) as DetectedTable
  expect(table).toMatchObject({
    json: { layout: 'values', path: 'tickets' },
    separator: { separator: ',' },
    rowsLookedAt: 2,
    headerLooksLikeData: false,
    sample: [
      ['1', '2026-01-05T10:00:00Z', 'web', ''],
      ['2', '2026-01-06T10:00:00Z', '', ''],
    ],
  })
  expect(table.columns.map(({ header }) => header)).toEqual(['id', 'created_at', 'via.channel', 'extra'])
  expect(table.proposals.map(({ field, column }) => [field, column])).toContainEqual(['externalId', 'id'])
  expect(detectTable(Buffer.from('[]'), true)).toMatchObject({ problem: 'json' })
  const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('[{"id":"ł"}]')])
  expect(detectTable(marked, true)).toMatchObject({ json: { path: '' }, body: { offset: 4, line: 1 }, sample: [['ł']] })
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('[{"id":"ł"}]', 'utf16le')])
  expect(detectTable(wide, true)).toMatchObject({ encoding: { encoding: 'utf-16le' }, sample: [['ł']] })
})

test('what the database does not keep is not in what is kept of a sample', () => {
  const days = Array.from({ length: 3 }, () => ({ b: '2026-01-05' }))
  const text = JSON.stringify([...days, { ['a\0'.repeat(3)]: `\ud800${'x'.repeat(78)}🏺`, b: '\0' }])
  const table = detectTable(Buffer.from(text), true) as DetectedTable
  expect(table.columns.map(({ header }) => header)).toEqual(['b', 'a\ufffda\ufffda\ufffd'])
  expect(JSON.stringify(table)).not.toMatch(/\\u0000|\\ud[89a-f]/)
})
