import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Compared, domainOf, ENOUGH, likenessOf, WEIGHTS, weigh } from './duplicate.ts'

const one = (name: string, emails: string[] = [], phones: string[] = []): Compared => ({ name, emails, phones })

describe('what speaks for two records being one customer', () => {
  test.each([
    ['the same address', one('Ana Ruiz', ['Ana@x.example']), one('A. R.', ['ana@x.example']), ['email'], true],
    ['an address of a common domain', one('Ana', ['ana@gmail.com']), one('Bo', ['ana@gmail.com']), ['email'], true],
    [
      'the same number, with its country and without',
      one('Ana', [], ['+34 600 100 200']),
      one('Bo', [], ['600100200']),
      ['phone'],
      true,
    ],
    [
      'the same number, dialled from abroad',
      one('Ana', [], ['0034600100200']),
      one('Bo', [], ['+34 600-100-200']),
      ['phone'],
      true,
    ],
    ['an extension in common', one('Ana', [], ['123']), one('Bo', [], ['123']), [], false],
    [
      'the same name, in another order',
      one('Łukasz Żak', ['l@x.example']),
      one('ZAK, Lukasz', ['z@y.example']),
      ['name'],
      false,
    ],
    [
      'the same name in one firm',
      one('Ana Ruiz', ['a@acme.example']),
      one('Ruiz Ana', ['ana@acme.example']),
      ['name', 'domain'],
      true,
    ],
    [
      'the same name where nothing says otherwise',
      one('Ana Ruiz', ['a@x.example']),
      one('ana ruiz'),
      ['name', 'nothing_against'],
      true,
    ],
    [
      'a slip in the name',
      one('Jonathan Smith', [], ['600100200']),
      one('Jonathon Smith', [], ['600100200']),
      ['phone', 'similar_name'],
      true,
    ],
    ['a slip alone', one('Jonathan Smith'), one('Jonathon Smith'), ['similar_name'], false],
    ['colleagues', one('Ana Ruiz', ['a@acme.example']), one('Bo Diaz', ['b@acme.example']), ['domain'], false],
    [
      'a slip in one firm',
      one('Jonathan Smith', ['j@acme.example']),
      one('Jonathon Smith', ['smith@acme.example']),
      ['similar_name', 'domain'],
      true,
    ],
    ['names without letters', one('?'), one('!'), [], false],
    ['Cyrillic', one('Пётр Иванов'), one('петр иванов'), ['name', 'nothing_against'], true],
  ] as const)('%s', (_, a, b, evidence, suggested) => {
    const found = weigh(a, b)
    expect(found.evidence).toEqual(evidence)
    expect(found.score >= ENOUGH).toBe(suggested)
  })

  test('a domain in which anybody has an address says nothing', () => {
    expect(['a@gmail.com', 'a@YAHOO.co.uk', 'a@wp.pl', 'a@acme.example'].map(domainOf)).toEqual([
      null,
      null,
      null,
      'acme.example',
    ])
  })

  const compared = fc.record({
    name: fc.constantFrom('Ana Ruiz', 'Ruiz, ana', 'Bo', 'Anna Ruiz', '', 'Пётр'),
    emails: fc.subarray(['a@acme.example', 'b@acme.example', 'A@gmail.com', 'a@gmail.com']),
    phones: fc.subarray(['+34 600 100 200', '600100200', '12', '0048 22 555 66 77']),
  })

  test('does not depend on which is first, and is the sum of its evidence', () => {
    fc.assert(
      fc.property(compared, compared, (a, b) => {
        const found = weigh(a, b)
        expect(weigh(b, a)).toEqual(found)
        expect(found.score).toBe(found.evidence.reduce((sum, each) => sum + WEIGHTS[each], 0))
      }),
    )
  })

  test('grows with what is in common', () => {
    fc.assert(
      fc.property(compared, compared, (a, b) => {
        const more = (each: Compared) => ({ ...each, emails: [...each.emails, 'same@firm.example'] })
        expect(weigh(more(a), more(b)).evidence).toContain('email')
      }),
    )
  })

  test('a name is like itself, and likeness goes both ways', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(likenessOf(a, b)).toBe(likenessOf(b, a))
        if (/[a-z]/.test(a)) expect(likenessOf(a, a)).toBe(1)
      }),
    )
  })
})
