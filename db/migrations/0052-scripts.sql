-- What the firm says often: templates by language, with what stands for the facts of a matter.
create table script (
  org_id uuid not null references organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  use text not null check (use in ('answer', 'notice_delay', 'notice_holding', 'remedy', 'beyond', 'follow_up', 'phone', 'portal', 'other')),
  tone text not null check (tone in ('plain', 'warm', 'formal')),
  -- Language → {subject, body}.
  texts jsonb not null,
  -- Which of the scripts to start with it was made from: a store is not filled twice.
  starter text check (length(starter) between 1 and 50),
  archived_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id)
);
create unique index script_name on script (org_id, lower(name)) where archived_at is null;
create unique index script_starter on script (org_id, starter) where starter is not null;

-- What it said, from when on and by whom; never changed.
create table script_version (
  org_id uuid not null references organization (id),
  script_id uuid not null,
  version integer not null,
  name text not null,
  use text not null,
  tone text not null,
  texts jsonb not null,
  -- Words that say more than can be kept, and why they stand all the same.
  over_promises jsonb,
  reason text check (length(reason) between 1 and 1000),
  restored_from integer,
  -- null: a program.
  changed_by uuid,
  changed_at timestamptz not null,
  primary key (org_id, script_id, version),
  foreign key (org_id, script_id) references script (org_id, id)
);

do $$
declare t text;
begin
  foreach t in array array['script', 'script_version'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant on %I for all to kept_app using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', t);
    execute format('create policy backup on %I for select to kept_backup using (true)', t);
    execute format('grant select, insert, update, delete on %I to kept_app', t);
    execute format('grant select on %I to kept_backup', t);
  end loop;
end $$;
revoke update, delete on script_version from kept_app;

-- Which languages the customers of an organization read.
create index contact_language on contact (org_id, language);
