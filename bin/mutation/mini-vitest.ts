/** As much of vitest as the pure tests use, so that a test costs what it does and nothing more. */
type Test = { file: string; name: string; run: () => void }

export const tests: Test[] = []
const names: string[] = []
let file = ''

/** Which file the tests that are declared next belong to. */
export function beginFile(name: string): void {
  file = name
  names.length = 0
}

export function describe(name: string, body: () => void): void {
  names.push(name)
  body()
  names.pop()
}

const declare = (name: string, run: () => void): void => {
  tests.push({ file, name: [...names, name].join(' › '), run })
}
const each =
  (rows: readonly unknown[]) =>
  (name: string, run: (...values: unknown[]) => void): void => {
    // As vitest: rows are spread when all of them are lists.
    const spread = rows.every(Array.isArray)
    for (const [i, row] of rows.entries()) {
      const values = spread ? (row as unknown[]) : [row]
      declare(`${name} [${i}]`, () => run(...values))
    }
  }
export const it = Object.assign(declare, { each })
export const test = it

class Unmet extends Error {}
class Matcher {
  readonly accepts: (value: unknown) => boolean
  constructor(accepts: (value: unknown) => boolean) {
    this.accepts = accepts
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Deep equality where a property that is undefined counts as absent; `part`: the second may leave properties out. */
function matches(a: unknown, b: unknown, part = false): boolean {
  if (b instanceof Matcher) return b.accepts(a)
  if (Object.is(a, b)) return true
  if (!isObject(a) || !isObject(b)) return false
  if (typeof b.equals === 'function') return Boolean(b.equals(a))
  if (Array.isArray(a) !== Array.isArray(b)) return false
  if (Array.isArray(a) && a.length !== (b as unknown as unknown[]).length) return false
  const keys = new Set([...Object.keys(b), ...(part ? [] : Object.keys(a))])
  return [...keys].every((key) => matches(a[key], b[key], part))
}

export function expect(value: unknown) {
  const hold = (met: boolean): void => {
    if (!met) throw new Unmet()
  }
  const number = value as number
  return {
    toBe: (other: unknown) => hold(Object.is(value, other)),
    toEqual: (other: unknown) => hold(matches(value, other)),
    toMatchObject: (other: unknown) => hold(matches(value, other, true)),
    toBeCloseTo: (other: number, digits: number) => hold(Math.abs(number - other) < 10 ** -digits / 2),
    toBeGreaterThan: (other: number) => hold(number > other),
    toBeGreaterThanOrEqual: (other: number) => hold(number >= other),
    toBeLessThanOrEqual: (other: number) => hold(number <= other),
    toThrow: (wanted: unknown) => {
      let thrown: unknown
      try {
        ;(value as () => void)()
      } catch (error) {
        thrown = error
      }
      const message = (thrown as Error | undefined)?.message ?? ''
      hold(thrown !== undefined)
      if (typeof wanted === 'string') hold(message.includes(wanted))
      else if (wanted instanceof RegExp) hold(wanted.test(message))
      else if (wanted instanceof Matcher) hold(wanted.accepts(thrown))
    },
  }
}
expect.objectContaining = (part: Record<string, unknown>) =>
  new Matcher((value) => isObject(value) && Object.keys(part).every((key) => matches(value[key], part[key])))
expect.stringMatching = (pattern: RegExp) => new Matcher((value) => typeof value === 'string' && pattern.test(value))
