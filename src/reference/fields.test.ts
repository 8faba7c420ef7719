import { describe, expect, it } from 'vitest'
import { fieldsOf, insideOf, type Schema, typeWords } from './fields.ts'

describe('a type in words', () => {
  it.each<[Schema, string]>([
    [{ type: 'string' }, 'string'],
    [{ type: 'string', format: 'uuid' }, 'string (uuid)'],
    [{ type: ['string', 'null'] }, 'string or null'],
    [{ anyOf: [{ type: 'integer' }, { type: 'null' }] }, 'integer or null'],
    [{ enum: ['a', 'b'] }, 'one of the words below'],
    [{ const: 'business_days' }, '"business_days"'],
    [{ type: 'array', items: { type: 'string' } }, 'list of strings'],
    [{ type: 'array', items: { type: 'object', properties: {} } }, 'list of objects'],
    [{ oneOf: [1, 2, 3, 4].map((value) => ({ const: value })) }, 'one of several'],
    [{}, 'anything'],
  ])('%j is %s', (schema, expected) => {
    expect(typeWords(schema)).toBe(expected)
  })
})

it('a field says what it is, its limits, and what is inside', () => {
  const schema: Schema = {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string', minLength: 1, maxLength: 200, description: 'Of a person.' },
      n: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 3 },
      kind: { type: 'string', enum: ['person', 'company'] },
      contacts: { type: 'array', maxItems: 5, items: { type: 'object', properties: { email: { type: 'string' } } } },
    },
  }
  expect(fieldsOf(schema)).toEqual([
    { name: 'name', type: 'string', required: true, says: ['Of a person.', '1 to 200 characters'], inner: [] },
    { name: 'n', type: 'integer', required: false, says: ['default 3'], inner: [] },
    { name: 'kind', type: 'one of the words below', required: false, says: ['person, company'], inner: [] },
    {
      name: 'contacts',
      type: 'list of objects',
      required: false,
      says: ['at most 5 entries'],
      inner: [{ title: null, fields: [{ name: 'email', type: 'string', required: false, says: [], inner: [] }] }],
    },
  ])
})

it('several shapes are told apart by the word in them', () => {
  const shape = (unit: string): Schema => ({ type: 'object', properties: { unit: { type: 'string', const: unit } } })
  expect(insideOf({ oneOf: [shape('days'), shape('weeks'), { type: 'null' }] }).map(({ title }) => title)).toEqual([
    'where unit is days',
    'where unit is weeks',
  ])
})
