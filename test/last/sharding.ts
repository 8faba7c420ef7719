import type pg from 'pg'
import { TABLES } from '../../src/architecture.ts'
import type { Statement } from '../support/recorded-statements.ts'

const GLOBAL: readonly string[] = [...TABLES.directory, 'instance', 'migration']
const TENANT = Object.values(TABLES)
  .flat()
  .filter((table) => !GLOBAL.includes(table))
const PARTITIONS = 4

/** Makes the schema `sharded`: every tenant table once more, with its indexes, in partitions by organization. */
export async function shard(owner: pg.Pool): Promise<void> {
  await owner.query('create schema sharded')
  for (const table of TENANT) {
    await owner.query(
      `create table sharded."${table}" (like public."${table}" including defaults including generated including indexes) partition by hash (org_id)`,
    )
    for (let n = 0; n < PARTITIONS; n++)
      await owner.query(
        `create table sharded."${table}__${n}" partition of sharded."${table}" for values with (modulus ${PARTITIONS}, remainder ${n})`,
      )
  }
}

type Plan = { 'Relation Name'?: string; Plans?: Plan[] }

const relationsOf = (plan: Plan): string[] => [
  ...(plan['Relation Name'] === undefined ? [] : [plan['Relation Name']]),
  ...(plan.Plans ?? []).flatMap(relationsOf),
]

/** The partitions that a statement visits, as PostgreSQL plans it on the sharded schema. */
export async function partitionsOf(owner: pg.Pool, { sql, parameters }: Statement): Promise<string[]> {
  const client = await owner.connect()
  try {
    await client.query('begin; set local search_path = sharded, public; set local plan_cache_mode = force_custom_plan')
    const { rows } = await client.query(`explain (format json, costs off) ${sql}`, [...parameters])
    const relations = relationsOf((rows[0]['QUERY PLAN'] as { Plan: Plan }[])[0]?.Plan ?? {})
    return [...new Set(relations.flatMap((name) => /__(\w+)$/.exec(name)?.[1] ?? []))]
  } finally {
    await client.query('rollback')
    client.release()
  }
}

const named = new RegExp(`\\b(?:from|join|into|update|using)\\s+"?(?:${TENANT.join('|')})"?(?![\\w.])`, 'i')

export const touchesTenant = ({ sql }: Statement): boolean => named.test(sql)

const FORBIDDEN: readonly [what: string, pattern: RegExp][] = [
  ['MERGE', /\bmerge\s+into\b/i],
  ['COPY', /^\s*copy\b/i],
  ['INSERT … SELECT', /\binsert\s+into\s+[\w".]+\s*(?:\([^)]*\)\s*)?(?:select|with)\b/i],
  ['a sub-select in VALUES', /\bvalues\s*\([^;]*?\(\s*select\b/i],
  ['(a, b) IN (subquery)', /\(\s*[\w".]+\s*(?:,\s*[\w".]+\s*)+\)\s*(?:not\s+)?in\s*\(\s*select\b/i],
  ['recursion', /\bwith\s+recursive\b/i],
]

/** What a sharded cluster, or row-level security, refuses. */
export function forbiddenIn({ sql }: Statement): string[] {
  const found = FORBIDDEN.filter(([, pattern]) => pattern.test(sql)).map(([what]) => `${what}: ${sql}`)
  const locks = /\bfor\s+(?:no\s+key\s+)?(?:update|share)\b|\bskip\s+locked\b/i.test(sql)
  return locks && touchesTenant({ sql, parameters: [] }) && !/org_id"?\s*=\s*\$/i.test(sql)
    ? [...found, `a lock without org_id = $n: ${sql}`]
    : found
}
