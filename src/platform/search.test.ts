import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#test/database'
import { FOLDING, fold, wordsOf } from './search.ts'

test.each([
  ['José', 'jose'],
  ['Łódź', 'lodz'],
  ['ELENA Ёлкина', 'elena елкина'],
  ['Синий', 'синий'],
  ['Puigdemont i Casamajó · l’Hospitalet', 'puigdemont i casamajo   l hospitalet'],
  ['São João, coração', 'sao joao  coracao'],
  ['Straße', 'strase'],
  ["O'Brien-Öztürk", 'o brien ozturk'],
  ['ana.ruiz@example.com', 'ana ruiz example com'],
  ['Cafe\u0301', 'cafe'],
  ['שלום 🔧', 'שלום 🔧'],
])('%j folds to %j', (text, folded) => {
  expect(fold(text)).toBe(folded)
})

/** Marks upon letters that are folded themselves: they lose the mark alone, in the database too. No language here has them. */
const TWICE = /[ǽǣǿ]/iu

test('folding again changes nothing, and words are letters and digits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!TWICE.test(text.normalize('NFC')))
      expect(fold(fold(text))).toBe(fold(text))
      for (const word of wordsOf(text)) expect(word).toMatch(/^[\p{L}\p{N}]+$/u)
      expect(wordsOf(text).length).toBeLessThanOrEqual(12)
    }),
  )
})

describe('the database folds alike', () => {
  let database: TestDatabase
  let client: pg.Client
  beforeAll(async () => {
    database = await testDatabase()
    client = new pg.Client(database.adminUrl)
    await client.connect()
  })
  afterAll(async () => {
    await client?.end()
    await database?.close()
  })

  test.each(['request', 'customer', 'contact'])('what is stored in %s', async (table) => {
    const { rows } = await client.query<{ expression: string }>(
      `select pg_get_expr(d.adbin, d.adrelid) as expression from pg_attribute a
       join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where a.attrelid = $1::regclass and a.attname = 'folded'`,
      [table],
    )
    const quoted = (text: string) => `'${text.replaceAll("'", "''")}'::text`
    expect(rows[0]?.expression).toContain(`${quoted(FOLDING.from)}, ${quoted(FOLDING.to)})`)
  })

  test('every letter that it may meet', async () => {
    const letters = Array.from({ length: 0x500 - 0x20 }, (_, i) => String.fromCodePoint(0x20 + i)).filter(
      // Left to the locale of the database: no language of the product has them.
      (letter) => /[ -~\u00a0-\u024f\u0400-\u045f]/.test(letter) && letter !== 'İ',
    )
    const text = letters.join('')
    const { rows } = await client.query<{ folded: string }>(
      'select translate(lower(normalize($1, nfc)), $2, $3) as folded',
      [text, FOLDING.from, FOLDING.to],
    )
    expect(rows[0]?.folded).toBe(fold(text))
  })
})
