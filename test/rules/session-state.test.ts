import { describe, expect, test } from 'vitest'
import { filesBelow } from './source.ts'

// Behind a pooler in transaction mode each transaction may meet another session: nothing may lie in one.
const SESSION_STATE: readonly [what: string, found: RegExp, planted: string][] = [
  ['a lock of the session', /pg_(?:try_)?advisory_lock\b/i, 'select pg_advisory_lock(1)'],
  ['listening', /[`'"]\s*(?:un)?listen [\w"$]/i, "client.query('LISTEN changes')"],
  [
    'a setting of the session',
    /[`'"]\s*set (?:session|role|search_path|timezone)\b/i,
    'client.query(`SET ROLE kept_app`)',
  ],
  ['a setting of the session by a function', /set_config\([^)]*,\s*false\s*\)/i, "select set_config('a', 'b', false)"],
  ['a temporary table', /create (?:global |local )?temp(?:orary)? /i, 'create temp table a (b int)'],
  ['a cursor that outlives its transaction', /\bwith hold\b/i, 'declare a cursor with hold for select 1'],
  ['a statement prepared by SQL', /[`'"]\s*prepare \w+ (?:as|\()/i, "client.query('PREPARE a AS select 1')"],
]
// Hints between processes, on a connection that is no pool's: where a pooler swallows them, all else works as before.
const APART = ['src/platform/signals.ts']
const source = filesBelow(['src'], /\.ts$/).filter(({ path }) => !path.endsWith('.test.ts') && !APART.includes(path))

describe.each(SESSION_STATE)('no statement leaves %s', (_what, found, planted) => {
  test('in the source', () => {
    expect(source.filter(({ text }) => found.test(text)).map(({ path }) => path)).toEqual([])
  })
  test('and a planted one is found', () => {
    expect(planted).toMatch(found)
  })
})
