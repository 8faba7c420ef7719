import { expect, test } from 'vitest'
import { all, first, readHeader } from './header.ts'

const read = (text: string) => {
  const raw = Buffer.from(text, 'latin1')
  const { fields, bodyStart, ...rest } = readHeader(raw, 0, raw.length)
  return {
    fields: fields.map(({ name, value }) => `${name}=${value}`),
    body: raw.toString('latin1', bodyStart),
    ...rest,
  }
}
const good = { cut: false, guessed: false, broken: false }

test.each<[string, string, object]>([
  ['fields and a body', 'A: 1\r\nB: 2\r\n\r\nText', { fields: ['a=1', 'b=2'], body: 'Text', ...good }],
  ['folds', 'A: 1\r\n 2\r\n\t3\r\n\r\n', { fields: ['a=1  2 \t3'], body: '', ...good }],
  ['bare line feeds', 'A: 1\nB: 2\n\nText', { fields: ['a=1', 'b=2'], body: 'Text', ...good }],
  ['no body', 'A: 1\r\n', { fields: ['a=1'], body: '', ...good }],
  ['an empty first line', '\r\nText', { fields: [], body: 'Text', ...good }],
  ['blanks before the colon', 'A : 1\n\n', { fields: ['a=1'], ...good }],
  ['an empty value', 'A:\nB: x:y\n\n', { fields: ['a=', 'b=x:y'], ...good }],
  ['an mbox line', 'From a@b Mon\nA: 1\n\nText', { fields: ['a=1'], body: 'Text', ...good }],
  [
    'a line that is no field',
    'A: 1\nwhat is this\nB: 2\n\nText',
    { fields: ['a=1', 'b=2'], body: 'Text', broken: true },
  ],
  [
    'no empty line',
    'A: 1\nText begins here.\nAnd goes on.',
    { fields: ['a=1'], body: 'Text begins here.\nAnd goes on.', broken: true },
  ],
  ['a fold of nothing', ' x\nA: 1\n\nText', { fields: ['a=1'], body: 'Text', broken: true }],
  ['NUL and a bare carriage return in a value', 'A: 1\0\r2\n\n', { fields: ['a=1  2'], ...good }],
  ['UTF-8', 'A: caf\xc3\xa9\n\n', { fields: ['a=café'], ...good }],
  ['Latin 1', 'A: caf\xe9\n\n', { fields: ['a=café'], guessed: true }],
])('%s', (_, text, expected) => expect(read(text)).toMatchObject(expected))

test('more than 1,000 fields, or 64 KiB in one, are cut', () => {
  const many = read(`${'A: 1\n'.repeat(1_001)}\nText`)
  expect(many).toMatchObject({ body: 'Text', cut: true })
  expect(many.fields).toHaveLength(1_000)
  const long = read(`A: ${'x'.repeat(70_000)}\nB: 2\n\nText`)
  expect(long).toMatchObject({ body: 'Text', cut: true })
  expect(long.fields.map((field) => field.length)).toEqual([65_535, 3])
})

test('a header that a delimiter ends', () => {
  const raw = Buffer.from('A: 1\r\n--b\r\n')
  const header = readHeader(raw, 0, raw.length, (from) => raw[from] === 45)
  expect(header).toMatchObject({ bodyStart: 6, broken: true })
})

test('the first and all of a field', () => {
  const { fields } = readHeader(Buffer.from('A: 1\na: 2\n\n'), 0, 11)
  expect([first(fields, 'a'), all(fields, 'a'), first(fields, 'b'), all(fields, 'b')]).toEqual([
    '1',
    ['1', '2'],
    null,
    [],
  ])
})
