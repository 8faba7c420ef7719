import { exampleOf, type jsonSchema } from '#platform/openapi'

type Schema = ReturnType<typeof jsonSchema>

/** What people, programs and attackers put into a field. */
export const NASTY: readonly (readonly [what: string, value: unknown])[] = [
  ['null', null],
  ['a negative number', -1],
  ['a huge number', 1e308],
  ['a number past 64 bits', 2 ** 64],
  ['a fraction', 0.5],
  ['a list', ['x']],
  ['an empty list', []],
  ['an object', { a: { b: { c: [] } } }],
  ['a truth', true],
  ['nothing', ''],
  ['blanks', ' \t\u00a0 '],
  ['what is no number', 'NaN'],
  ['infinity', '-Infinity'],
  ['a hexadecimal number', '0x1f'],
  ['SQL', "'; drop table promise; --"],
  ['HTML', '<img src=x onerror=alert(1)><script>alert(1)</script>'],
  ['other directions and marks', '\u202Eмир\u202C 🏳️‍🌈 e\u0301 \u{1F469}\u200D\u{1F469}'],
  ['10 kB', 'x'.repeat(10_000)],
  ['10,000 characters of four bytes', '🏺'.repeat(5_000)],
  ['U+0000', 'a\u0000b'],
  ['half a pair', 'a\uD800'],
  ['an escape as text', '\\u0000 \\N $1 %s {link} {{x}}'],
  ['a malformed id', '01938c1e-7a00-7000-8000-00000000000g'],
  ['an unknown id', '01938c1e-7a00-7000-8000-00000000ffff'],
  ['an id in capitals', '01938C1E-7A00-7000-8000-00000000FFFF'],
  ['February 30', '2026-02-30T10:00:00Z'],
  ['the year 0', '0000-01-01T00:00:00Z'],
  ['the year 9999', '9999-12-31T23:59:59Z'],
  ['the year 10000', '+010000-01-01T00:00:00Z'],
  ['nanoseconds', '2027-03-04T15:00:00.123456789Z'],
  ['a leap second', '2026-12-31T23:59:60Z'],
  ['a path', '../../etc/passwd'],
  ['a formula', '=1+1'],
  ['a name that objects have', '__proto__'],
]

/** Every field of an input, also those within lists and objects, as paths. */
export function placesIn(schema: Schema, at: readonly string[] = []): string[][] {
  const inner = schema.anyOf ?? schema.oneOf ?? [schema]
  return inner.flatMap((variant) => [
    ...Object.entries(variant.properties ?? {}).flatMap(([key, field]) => [
      [...at, key],
      ...placesIn(field, [...at, key]),
    ]),
    ...(variant.items ? [[...at, '0'], ...placesIn(variant.items, [...at, '0'])] : []),
  ])
}

const variantWith = (schema: Schema, key: string): Schema =>
  (schema.anyOf ?? schema.oneOf ?? []).find((variant) => variant.properties?.[key] ?? variant.items) ?? schema

/** The input with a value at a path; what is missing on the way there is filled with examples. */
export function withValue(schema: Schema, input: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  const own = variantWith(schema, key)
  const field = own.properties?.[key] ?? own.items ?? {}
  if (own.items) {
    const items: unknown[] = Array.isArray(input) && input.length > 0 ? [...input] : [exampleOf(field)]
    items[0] = withValue(field, items[0], rest, value)
    return items
  }
  const present = (typeof input === 'object' && input !== null ? input : (exampleOf(own) ?? {})) as object
  const before = Object.hasOwn(present, key) ? (present as Record<string, unknown>)[key] : exampleOf(field)
  return { ...present, [key]: withValue(field, before, rest, value) }
}
