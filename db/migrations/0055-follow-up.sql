-- After something was done the customer is asked whether it went as promised.
alter table notice drop constraint notice_kind_check;
alter table notice add constraint notice_kind_check check (
  kind in ('proposed', 'made', 'moved', 'withdrawn', 'update', 'waiting', 'reminder', 'resumed', 'follow_up')
);

-- One row a promise to ask; what was answered stands in follow_up_answer, and its last word here.
create table follow_up (
  org_id uuid not null references organization (id),
  id uuid not null,
  about text not null,
  promise_id uuid not null,
  policy_id uuid,
  customer_id uuid not null,
  contact_id uuid,
  notice_id uuid,
  state text not null check (state in ('planned', 'asking', 'asked', 'yes', 'no', 'silent', 'not_asked')),
  not_asked_because text,
  channel text,
  ask_at timestamptz not null,
  asked_at timestamptz,
  answer_until timestamptz,
  answered_at timestamptz,
  reply_promise_id uuid,
  created_at timestamptz not null,
  primary key (org_id, id)
);
alter table follow_up add foreign key (org_id, promise_id) references promise (org_id, id);
alter table follow_up add foreign key (org_id, customer_id) references customer (org_id, id);
create unique index follow_up_of_promise on follow_up (org_id, promise_id);
create index follow_up_about on follow_up (org_id, about);
create index follow_up_recent on follow_up (org_id, created_at, id);
create index follow_up_asked on follow_up (org_id, asked_at) where asked_at is not null;
create index follow_up_of_contact on follow_up (org_id, contact_id, asked_at) where asked_at is not null;
create index follow_up_no on follow_up (org_id, answered_at, id) where state = 'no';

-- Append-only: a later answer stands beside the earlier one.
create table follow_up_answer (
  org_id uuid not null references organization (id),
  id uuid not null,
  follow_up_id uuid not null,
  answer text not null check (answer in ('yes', 'no')),
  words text,
  given_by text not null check (given_by in ('customer', 'member')),
  member_id uuid,
  channel text not null,
  at timestamptz not null,
  primary key (org_id, id)
);
alter table follow_up_answer add foreign key (org_id, follow_up_id) references follow_up (org_id, id);
create index follow_up_answer_of on follow_up_answer (org_id, follow_up_id, id);

-- How often one contact is asked at most, and after how long silence is silence; no row: the usual.
create table follow_up_rules (
  org_id uuid not null references organization (id),
  rest_days integer not null,
  silence_days integer not null,
  version integer not null,
  primary key (org_id)
);

do $$
declare t text;
begin
  foreach t in array array['follow_up', 'follow_up_answer', 'follow_up_rules'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I for all to kept_app using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', t);
    execute format('create policy backup on %I for select to kept_backup using (true)', t);
    execute format('grant select, insert, update, delete on %I to kept_app', t);
    execute format('grant select on %I to kept_backup', t);
  end loop;
end $$;
