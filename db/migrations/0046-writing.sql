-- What an answer tells: the notices of promises that were made with it. A notice has one message, here or of its own.
create table message_telling (
  org_id uuid not null references organization (id),
  notice_id uuid not null,
  message_id uuid not null,
  promise_id uuid not null,
  primary key (org_id, notice_id)
);
alter table message_telling add foreign key (org_id, notice_id) references notice (org_id, id);
alter table message_telling add foreign key (org_id, message_id) references message (org_id, id);
alter table message_telling add foreign key (org_id, promise_id) references promise (org_id, id);
create index message_telling_of on message_telling (org_id, message_id);

-- What stands below the text of an answer: the promises made with it and where they are followed; {link} as elsewhere.
alter table message add column footer text;

-- dropped: what it was to tell was taken back before anybody was told.
alter table notice drop constraint notice_state_check;
alter table notice add constraint notice_state_check check (state in ('waiting', 'told', 'undelivered', 'dropped'));

-- What was said to a customer although it contradicts what was promised, or lies below the floor; one row a flag.
create table contradiction (
  org_id uuid not null references organization (id),
  id uuid not null,
  code text not null check (code in ('date_differs', 'declined', 'second', 'below_floor')),
  about text not null,
  customer_id uuid,
  member_id uuid,
  channel text not null check (channel in ('email', 'portal', 'phone', 'counter')),
  -- The message in which it was said; null: a notice.
  message_id uuid,
  said text not null,
  due_at timestamptz,
  -- What it was compared with.
  promise_id uuid,
  chance double precision check (chance between 0 and 1),
  floor double precision check (floor between 0 and 1),
  reason text,
  said_at timestamptz not null,
  primary key (org_id, id)
);
alter table contradiction add foreign key (org_id, promise_id) references promise (org_id, id);
create index contradiction_recent on contradiction (org_id, said_at, id);
create index contradiction_of on contradiction (org_id, message_id) where message_id is not null;

do $$
declare t text;
begin
  foreach t in array array['message_telling', 'contradiction'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I for all to kept_app using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', t);
    execute format('create policy backup on %I for select to kept_backup using (true)', t);
    execute format('grant select, insert, update, delete on %I to kept_app', t);
    execute format('grant select on %I to kept_backup', t);
  end loop;
end $$;
