import pg from 'pg'

type Column = {
  table_name: string
  column: string
  type: string
  required: boolean
  expression: string | null
  generated: string
}

/**
 * The schema as text: tables, constraints, indexes, policies and grants, in name order. The bundle of PostgreSQL has no
 * pg_dump, and a catalogue in a stable order shows a change in review just as well.
 */
export async function dumpSchema(url: string): Promise<string> {
  const client = new pg.Client(url)
  await client.connect()
  const all = async <T>(text: string): Promise<T[]> => (await client.query(text)).rows as T[]
  try {
    const columns = await all<Column>(`
      select c.relname as table_name, a.attname as "column", format_type(a.atttypid, a.atttypmod) as type,
        a.attnotnull as required, pg_get_expr(d.adbin, d.adrelid) as expression, a.attgenerated as generated
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname, a.attnum`)
    const constraints = await all<{ t: string; name: string; text: string }>(`
      select conrelid::regclass::text as t, conname as name, pg_get_constraintdef(oid) as text from pg_constraint
      where connamespace = 'public'::regnamespace and contype <> 'n' and conrelid <> 0 order by 1, contype desc, 2`)
    const indexes = await all<{ text: string }>(`
      select indexdef as text from pg_indexes where schemaname = 'public'
      and indexname not in (select conname from pg_constraint) order by tablename, indexname`)
    const policies = await all<{ t: string; name: string; cmd: string; roles: string; using: string; check: string }>(`
      select tablename as t, policyname as name, cmd, array_to_string(roles, ', ') as roles, qual as using, with_check as check
      from pg_policies where schemaname = 'public' order by 1, 2`)
    const security = await all<{ t: string; forced: boolean }>(`
      select relname as t, relforcerowsecurity as forced from pg_class
      where relnamespace = 'public'::regnamespace and relrowsecurity order by 1`)
    const grants = await all<{ t: string; grantee: string; what: string }>(`
      select table_name as t, grantee, string_agg(privilege_type, ', ' order by privilege_type) as what
      from information_schema.role_table_grants where table_schema = 'public' and grantee like 'kept\\_%'
      and grantee in ('kept_app', 'kept_system', 'kept_backup') group by 1, 2 order by 1, 2`)
    const columnGrants = await all<{ t: string; grantee: string; what: string }>(`
      select table_name as t, grantee, string_agg(privilege_type || ' (' || column_name || ')', ', ' order by privilege_type, column_name) as what
      from information_schema.column_privileges p where table_schema = 'public' and grantee in ('kept_app', 'kept_system', 'kept_search')
      and not exists (select from information_schema.role_table_grants g where g.table_name = p.table_name and g.grantee = p.grantee
        and g.privilege_type = p.privilege_type and g.table_schema = 'public') group by 1, 2 order by 1, 2`)
    const functions = await all<{ text: string; owner: string; callers: string }>(`
      select pg_get_functiondef(p.oid) as text, pg_get_userbyid(p.proowner) as owner,
        (select string_agg(pg_get_userbyid(a.grantee), ', ' order by 1) from aclexplode(p.proacl) a where a.grantee <> p.proowner) as callers
      from pg_proc p where p.pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by p.proname`)
    const views = await all<{ name: string; text: string }>(
      `select viewname as name, definition as text from pg_views where schemaname = 'public' order by 1`,
    )
    const tables = Map.groupBy(columns, (column) => column.table_name)
    const parts = [...tables].map(([name, list]) => {
      const lines = list.map(
        ({ column, type, required, expression, generated }) =>
          `  ${column} ${type}${generated === 's' ? ` generated always as (${expression}) stored` : expression ? ` default ${expression}` : ''}${required ? ' not null' : ''}`,
      )
      const own = constraints.filter((c) => c.t === name).map((c) => `  constraint ${c.name} ${c.text}`)
      return `create table ${name} (\n${[...lines, ...own].join(',\n')}\n);`
    })
    return `${[
      '-- Dumped by bin/generate.ts; db/migrations/ is the source.',
      ...parts,
      indexes.map((index) => `${index.text};`).join('\n'),
      views.map((view) => `create view ${view.name} as ${view.text}`).join('\n'),
      security
        .map(
          (row) =>
            `alter table ${row.t} enable row level security;${row.forced ? ` alter table ${row.t} force row level security;` : ''}`,
        )
        .join('\n'),
      policies
        .map(
          (p) =>
            `create policy ${p.name} on ${p.t} for ${p.cmd.toLowerCase()} to ${p.roles}${p.using ? ` using (${p.using})` : ''}${p.check ? ` with check (${p.check})` : ''};`,
        )
        .join('\n'),
      functions.map(({ text, owner, callers }) => `${text};\n-- of ${owner}, called by ${callers}`).join('\n'),
      grants.map((grant) => `grant ${grant.what.toLowerCase()} on ${grant.t} to ${grant.grantee};`).join('\n'),
      columnGrants.map((grant) => `grant ${grant.what.toLowerCase()} on ${grant.t} to ${grant.grantee};`).join('\n'),
    ].join('\n\n')}\n`
  } finally {
    await client.end()
  }
}
