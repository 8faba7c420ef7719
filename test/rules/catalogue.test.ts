import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#test/database'
import { TABLES } from '../../src/architecture.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database?.close())

const GLOBAL = [
  'migration',
  'instance',
  'organization',
  'app_user',
  'user_organization',
  'credential',
  'mailbox_address',
]
const list = `(${GLOBAL.map((table) => `'${table}'`).join(', ')})`
const TENANT = `c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not in ${list}`

/** What binds each look of a function to the organization that the transaction is open for. */
const OPEN = "org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid"

/** A rule is a query that finds what breaks it, and a change that it must find. */
const rules: [name: string, query: string, planted: string][] = [
  [
    'the primary key of a tenant table begins with the organization',
    `select c.relname as found from pg_class c left join pg_index i on i.indrelid = c.oid and i.indisprimary
     left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] where ${TENANT} and a.attname is distinct from 'org_id'`,
    'create table planted (id uuid primary key, org_id uuid not null)',
  ],
  [
    'every unique index of a tenant table holds the organization',
    `select i.indexrelid::regclass::text as found from pg_class c join pg_index i on i.indrelid = c.oid and i.indisunique
     where ${TENANT} and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and a.attnum = any(i.indkey))`,
    'create unique index planted on customer (external_id)',
  ],
  [
    'a reference between tenant tables carries the organization',
    `select k.conname as found from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
     where k.contype = 'f' and ${TENANT} and p.relname not in ${list} and not exists (
       select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and a.attnum = any(k.conkey))`,
    'create unique index planted_id on customer (id); alter table request add constraint planted foreign key (customer_id) references customer (id)',
  ],
  [
    'no global table refers to a tenant table',
    `select k.conname as found from pg_constraint k join pg_class p on p.oid = k.conrelid join pg_class c on c.oid = k.confrelid
     where k.contype = 'f' and ${TENANT} and p.relname in ${list}`,
    'alter table credential add constraint planted foreign key (org_id, member_id) references member (org_id, id)',
  ],
  [
    'every exclusion of a tenant table holds the organization',
    `select k.conname as found from pg_constraint k join pg_class c on c.oid = k.conrelid where k.contype = 'x' and ${TENANT}
     and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and a.attnum = any(k.conkey))`,
    'alter table promise add constraint planted exclude using gist (tstzrange(made_at, due_at) with &&)',
  ],
  [
    'across organizations only who has something due or waiting, and who hears what, is seen',
    `select table_name || '.' || column_name as found from information_schema.column_privileges join pg_class c on c.relname = table_name
     where grantee = 'kept_system' and table_schema = 'public' and ${TENANT} and (privilege_type <> 'SELECT'
       or (table_name, column_name) not in (('promise', 'org_id'), ('promise', 'next_check_at'), ('promise_step', 'org_id'), ('promise_step', 'at'), ('recovery', 'org_id'), ('recovery', 'next_at'), ('promise_risk', 'org_id'), ('promise_risk', 'look_at'), ('outbox', 'org_id'), ('outbox', 'created_at'), ('webhook_endpoint', 'org_id'), ('webhook_endpoint', 'event_types'), ('webhook_endpoint', 'state'), ('mailbox', 'org_id'), ('mailbox', 'leased_until'), ('mailbox', 'kind'), ('mailbox', 'enabled'), ('mailbox', 'archived_at')))`,
    'grant select (wording) on promise to kept_system',
  ],
  [
    'what sees beyond row-level security are the functions that look up ids for a search, and the open organization is in each',
    `select p.oid::regprocedure::text as found from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef and (
       p.proname not in ('requests_saying', 'requests_like', 'customers_found', 'conversations_saying', 'words_like') or pg_get_userbyid(p.proowner) <> 'kept_search'
       or (length(p.prosrc) - length(replace(p.prosrc, 'from public.', ''))) / length('from public.')
         <> (length(p.prosrc) - length(replace(p.prosrc, $$${OPEN}$$, ''))) / length($$${OPEN}$$))`,
    "create function planted(org uuid) returns setof uuid language sql security definer as 'select id from public.request where org_id = org'",
  ],
  [
    'nobody else calls them',
    `select p.oid::regprocedure::text as found from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
     where p.pronamespace = 'public'::regnamespace and p.prosecdef and a.grantee not in (p.proowner, 'kept_app'::regrole)`,
    'grant execute on function requests_saying(uuid, tsquery, integer) to kept_system',
  ],
  [
    'no reference changes rows by itself',
    `select conname as found from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
     and (confdeltype not in ('a', 'r') or confupdtype not in ('a', 'r'))`,
    'alter table contact add constraint planted foreign key (org_id, customer_id) references customer (org_id, id) on delete cascade',
  ],
  [
    'no triggers, no rules',
    `select tgname::text as found from pg_trigger where not tgisinternal union all
     select r.rulename::text from pg_rewrite r join pg_class c on c.oid = r.ev_class where c.relnamespace = 'public'::regnamespace and r.rulename <> '_RETURN'`,
    'create rule planted as on insert to customer do also select 1',
  ],
  [
    'row-level security is on, forced, and has a policy for the application',
    `select c.relname as found from pg_class c where ${TENANT} and (not c.relrowsecurity or not c.relforcerowsecurity or not exists (
       select from pg_policies p where p.tablename = c.relname and 'kept_app' = any(p.roles) and p.qual like '%app.org_id%'))`,
    'alter table customer no force row level security',
  ],
  [
    'the roles of the application stand under it',
    `select rolname as found from pg_roles where rolname like 'kept\\_%' and rolname <> current_user and (rolsuper or rolbypassrls)`,
    'create role kept_planted bypassrls',
  ],
  [
    'instants carry their zone, no money floats, no sequences',
    `select c.relname || '.' || a.attname as found from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and (a.atttypid in ('timestamp'::regtype, 'money'::regtype) or a.attidentity <> '')`,
    'alter table customer add column planted timestamp',
  ],
]

describe.each(rules)('%s', (_, query, planted) => {
  const found = async (): Promise<string[]> =>
    (await database.owner.query<{ found: string }>(query)).rows.map((row) => row.found)
  test('the schema keeps to it', async () => {
    expect(await found()).toEqual([])
  })
  test('what breaks it is found', async () => {
    const client = await database.owner.connect()
    try {
      await client.query('begin')
      await client.query(planted)
      expect((await client.query(query)).rows).not.toEqual([])
    } finally {
      await client.query('rollback')
      client.release()
    }
  })
})

test('every table has its owner', async () => {
  const { rows } = await database.owner.query(
    "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1",
  )
  expect(rows.map((row) => row.relname)).toEqual(Object.values(TABLES).flat().sort())
})

test('a statement without an organization sees nothing, and one organization is all that is seen', async () => {
  const client = await database.owner.connect()
  try {
    await client.query('begin')
    for (const id of ['01938c1e-7a00-7000-8000-00000000000a', '01938c1e-7a00-7000-8000-00000000000b']) {
      await client.query(
        "insert into organization (id, name, country, time_zone, language, created_at) values ($1, 'x', 'PL', 'Europe/Warsaw', 'en', now())",
        [id],
      )
      await client.query(
        "insert into customer (org_id, id, name, kind, created_at) values ($1, $1, 'x', 'person', now())",
        [id],
      )
    }
    await client.query('set local role kept_app')
    expect((await client.query('select 1 from customer')).rowCount).toBe(0)
    expect((await client.query('select 1 from organization')).rowCount).toBe(0)
    await client.query("set local app.org_id = '01938c1e-7a00-7000-8000-00000000000a'")
    expect((await client.query('select org_id from customer')).rows).toEqual([
      { org_id: '01938c1e-7a00-7000-8000-00000000000a' },
    ])
    expect(
      (await client.query("delete from customer where org_id = '01938c1e-7a00-7000-8000-00000000000b'")).rowCount,
    ).toBe(0)
    await expect(
      client.query(
        "insert into customer (org_id, id, name, kind, created_at) values ('01938c1e-7a00-7000-8000-00000000000b', gen_random_uuid(), 'x', 'person', now())",
      ),
    ).rejects.toThrow(/row-level security/)
  } finally {
    await client.query('rollback')
    client.release()
  }
})
