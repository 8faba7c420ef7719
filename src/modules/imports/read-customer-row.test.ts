import { describe, expect, test } from 'vitest'
import { customerOf } from './customer-key.ts'
import { type CompleteMapping, unsaid } from './mapping.ts'
import { type CustomerRow, createCustomerReader } from './read-customer-row.ts'

const headers = ['id', 'name', 'last', 'kind', 'person', 'mail', 'tel', 'lang', 'zone', 'group', 'note']
const mapping = {
  ...unsaid,
  ...{ encoding: 'utf-8', separator: ',', dateFormat: 'iso', timeZone: 'UTC' },
  columns: {
    ...unsaid.columns,
    ...{ externalId: 'id', name: 'name', lastName: 'last', kind: 'kind', contactName: 'person', email: 'mail' },
    ...{ phone: 'tel', language: 'lang', timeZone: 'zone', segment: 'group', note: 'note' },
  },
} as CompleteMapping

function read(values: Record<string, string>, change: Partial<CompleteMapping> = {}) {
  const notes: string[] = []
  const reader = createCustomerReader({ ...mapping, ...change }, headers, (note) => notes.push(note))
  const cells = headers.map((header) => values[header] ?? '')
  const { row, errors } = reader({ line: 3, lastLine: 3, next: { offset: 0, line: 4 }, cells, flaw: null })
  return { row, codes: errors?.map(({ code, column }) => [code, column]) ?? null, notes }
}

describe('a row about a customer', () => {
  test('becomes a record', () => {
    const { row, codes, notes } = read({
      id: 'C-1',
      name: 'Ann',
      last: 'Ruiz',
      kind: 'Person',
      mail: 'Ann@Mail.Example',
      tel: '(030) 555-0100',
      lang: 'es-MX',
      zone: 'America/Mexico_City',
      group: 'Gold',
      note: 'Ring\r\ntwice',
    })
    expect([codes, notes]).toEqual([null, []])
    expect(row).toEqual({
      line: 3,
      externalId: 'C-1',
      name: 'Ann Ruiz',
      kind: 'person',
      segment: 'Gold',
      note: 'Ring\ntwice',
      contactName: '',
      email: 'ann@mail.example',
      phone: '(030) 555-0100',
      language: 'es',
      timeZone: 'America/Mexico_City',
    })
  })

  test.each<[string, Record<string, string>, Partial<CustomerRow>, string[]]>([
    [
      'what is left out is the organization’s',
      { name: 'Ann' },
      { language: null, timeZone: null, kind: 'person', email: '', phone: '' },
      [],
    ],
    ['the contact’s name stands for one that is missing', { person: 'Bob' }, { name: 'Bob', contactName: 'Bob' }, []],
    ['so does the address', { mail: 'a@b.example' }, { name: 'a@b.example' }, []],
    ['an address that is none', { name: 'Ann', mail: 'at home' }, { email: '' }, ['email_ignored']],
    ['a number that is none', { name: 'Ann', tel: 'none' }, { phone: '' }, ['phone_ignored']],
    ['a language that Kept does not write', { name: 'Ann', lang: 'de' }, { language: null }, ['language_ignored']],
    [
      'a zone of another name',
      { name: 'Ann', zone: 'Eastern Time (US & Canada)' },
      { timeZone: null },
      ['time_zone_ignored'],
    ],
    ['a company', { name: 'Acme', kind: 'Organization' }, { kind: 'company' }, []],
    ['a kind that is neither', { name: 'Acme', kind: 'VIP' }, { kind: 'person' }, ['kind_ignored']],
    ['control characters', { name: 'A\u0007nn\tB' }, { name: 'Ann B' }, ['control_characters']],
  ])('%s', (_, values, expected, notes) => {
    const result = read(values)
    expect(result.row).toMatchObject(expected)
    expect(result.notes).toEqual(notes)
  })

  test.each<[string, Record<string, string>, [string, string][]]>([
    ['nobody', { tel: '+48 600 100 200' }, [['missing', 'name']]],
    ['an id too long', { name: 'Ann', id: 'x'.repeat(201) }, [['too_long', 'id']]],
    ['a zero', { name: 'A\0' }, [['zero_byte', 'name']]],
  ])('%s is refused', (_, values, codes) => {
    expect(read(values)).toMatchObject({ row: null, codes })
  })

  test('words of the file are translated, and only wanted rows are read', () => {
    const values = { kind: { K: 'company' }, language: { Polaco: 'pl' } }
    expect(read({ name: 'Acme', kind: 'k', lang: 'polaco' }, { values }).row).toMatchObject({
      kind: 'company',
      language: 'pl',
    })
    const only = { column: 'group', values: ['Customer'] }
    expect(read({ name: 'Ann', group: 'customer' }, { only }).row).not.toBeNull()
    expect(read({ name: 'Sam', group: 'Agent' }, { only })).toEqual({ row: null, codes: null, notes: ['left_out'] })
  })
})

test.each<[Partial<CustomerRow>, string]>([
  [{ externalId: 'C-1', email: 'a@b.example' }, 'C-1'],
  [{ email: 'a@b.example', phone: '+48 600' }, 'mail:a@b.example'],
  [{ phone: '+48 600-1' }, 'phone:486001'],
  [{ name: 'Acme', contactName: 'Ann', email: 'a@b.example' }, 'name:Acme'],
  [{ name: 'Ann' }, 'name:Ann'],
])('what rows of one customer have in common: %j', (given, externalId) => {
  const { row } = read({ name: 'Ann' })
  expect(customerOf({ ...(row as CustomerRow), ...given }).externalId).toBe(externalId)
})
