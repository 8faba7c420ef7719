import { expect, test } from 'vitest'
import { readPeople } from './people.ts'
import { readIds, readReferences, readSubject } from './subject.ts'

test.each<[string | null, [string, string][]]>([
  ['Anna <Anna@Example.org>', [['Anna', 'anna@example.org']]],
  ['anna@example.org', [['', 'anna@example.org']]],
  ['<anna@example.org>', [['', 'anna@example.org']]],
  [
    '"Puig, Anna" <a@b.c>, Bob <d@e.f>',
    [
      ['Puig, Anna', 'a@b.c'],
      ['Bob', 'd@e.f'],
    ],
  ],
  ['a@b.c (Anna)', [['Anna', 'a@b.c']]],
  [
    'Team: a@b.c, D <d@e.f>;',
    [
      ['', 'a@b.c'],
      ['D', 'd@e.f'],
    ],
  ],
  ['=?utf-8?Q?Jos=C3=A9?= <jose@x.y>', [['José', 'jose@x.y']]],
  ['José <josé@ñandú.example>', [['José', 'josé@ñandú.example']]],
  ['"a@bank.example" <b@evil.example>', [['a@bank.example', 'b@evil.example']]],
  ['Anna\u202e <a@b.c>', [['Anna', 'a@b.c']]],
  ['Anna', []],
  ['<>', []],
  ['<@x.y>', []],
  ['a@@b.c', []],
  ['undisclosed-recipients:;', []],
  ['', []],
  [null, []],
])('%s', (field, expected) => expect(readPeople(field).map(({ name, address }) => [name, address])).toEqual(expected))

test('at most 500 people', () => expect(readPeople('a@b.c,'.repeat(2_000))).toHaveLength(500))

test.each([
  ['<a@b>', ['a@b']],
  ['<a@b> <c@d>\t<a@b>', ['a@b', 'c@d', 'a@b']],
  ['Your mail of Monday <a@b>', ['a@b']],
  ['a@b', ['a@b']],
  ['your mail of Monday', []],
  ['<a b> <>', []],
  [null, []],
])('Message-IDs in %s', (field, expected) => expect(readIds(field)).toEqual(expected))

test('what a mail answers, the nearest first, without repeats, at most 50', () => {
  expect(readReferences('<c@x>', '<a@x> <b@x> <c@x>')).toEqual(['c@x', 'b@x', 'a@x'])
  const many = Array.from({ length: 80 }, (_, i) => `<${i}@x>`).join(' ')
  expect(readReferences(null, many)).toHaveLength(50)
  expect(readReferences(null, many)[0]).toBe('79@x')
})

test.each([
  ['=?utf-8?B?0JrQvtGC0ZHQuw==?=', 'Котёл'],
  ['=?utf-8?Q?a=0D=0ABcc:_x=00?=', 'a Bcc: x'],
  ['  a \t b  ', 'a b'],
  ['=?nonsense', '=?nonsense'],
  ['x'.repeat(2_000), 'x'.repeat(998)],
  [null, ''],
])('subject %s', (field, expected) => expect(readSubject(field)).toBe(expected))
