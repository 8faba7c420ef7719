import type pg from 'pg'

/** The words that were ever said, each once: the second text that says the same adds none. */
const SETS = ['message_word']

/** How many rows each table has. */
async function counts(owner: pg.Pool): Promise<Record<string, number>> {
  const { rows } = await owner.query("select tablename from pg_tables where schemaname = 'public' order by 1")
  const parts = rows
    .filter(({ tablename }) => !SETS.includes(tablename))
    .map(({ tablename: name }) => `select '${name}' as name, count(*)::int as n from "${name}"`)
  const found = await owner.query<{ name: string; n: number }>(parts.join(' union all '))
  return Object.fromEntries(found.rows.map(({ name, n }) => [name, n]))
}

/** What some work answers, and how many rows more each table has after it; tables without a change are left out. */
export async function effectIn<T>(
  owner: pg.Pool,
  work: () => Promise<T>,
): Promise<{ result: T; effect: Record<string, number> }> {
  const before = await counts(owner)
  const result = await work()
  const after = await counts(owner)
  const changes = Object.entries(after).map(([name, n]) => [name, n - (before[name] ?? 0)] as const)
  return { result, effect: Object.fromEntries(changes.filter(([, n]) => n !== 0)) }
}
