import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const FOLDER = join(import.meta.dirname, '../../messages')
/** Names, abbreviations and words that two languages share. */
const ALIKE = 0.1

type Texts = { [key: string]: string | Texts }

function flat(texts: Texts, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`),
  )
}

/** The texts that stand in English, where they are more than two languages have in common. */
function leftInEnglish(english: Texts, other: Texts): string[] {
  const texts = new Map(flat(other))
  const all = flat(english)
  const same = all.filter(
    ([key, text]) => texts.get(key) === text && /\p{L}{3}/u.test(text.replaceAll(/\{[^}]*\}/g, '')),
  )
  return same.length > all.length * ALIKE && same.length > 3 ? same.map(([key]) => key) : []
}

const read = (language: string, area: string): Texts => JSON.parse(readFileSync(join(FOLDER, language, area), 'utf8'))
const languages = readdirSync(FOLDER).filter((name) => name !== 'en')
const areas = readdirSync(join(FOLDER, 'en'))

describe.each(languages)('%s', (language) => {
  test.each(areas)('%s is translated', (area) => {
    expect(leftInEnglish(read('en', area), read(language, area))).toEqual([])
  })
})

test('a text that was only copied is found', () => {
  const english = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`key${i}`, `Some words ${i}`]))
  expect(leftInEnglish(english, english)).toHaveLength(20)
  expect(leftInEnglish(english, { ...english, key0: 'Słowa' })).not.toEqual([])
  expect(leftInEnglish({ a: 'API', b: 'CSV' }, { a: 'API', b: 'CSV' })).toEqual([])
})
