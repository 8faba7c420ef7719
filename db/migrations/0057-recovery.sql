-- What one cause endangers, and what is proposed about it. dates: how new dates are found. next_at: when the clock looks at it next.
create table recovery (
  org_id uuid not null references organization (id),
  id uuid not null,
  cause text not null check (cause in ('at_risk', 'milestone', 'absence', 'event')),
  title text not null check (length(title) between 1 and 200),
  -- The one request it is about, or the absence; null: many.
  about text,
  state text not null check (state in ('planning', 'open', 'sending', 'done', 'closed')),
  owner_id uuid,
  reason_id uuid,
  reason text not null default '' check (length(reason) <= 1000),
  -- Which promises it touches, and how new dates are found.
  filter jsonb not null,
  dates jsonb not null,
  below_floor_reason text check (length(below_floor_reason) between 1 and 1000),
  holding boolean not null default false,
  -- Planned up to this promise.
  after_id uuid,
  -- In whose name what was pressed is sent.
  sent_by text,
  sent_by_member uuid,
  act_by timestamptz,
  next_at timestamptz,
  called_at timestamptz,
  called_member uuid,
  held_at timestamptz,
  created_by uuid,
  created_at timestamptz not null,
  finished_at timestamptz,
  closed_why text check (length(closed_why) between 1 and 1000),
  version integer not null default 1,
  primary key (org_id, id),
  check ((state in ('done', 'closed')) = (finished_at is not null))
);
alter table recovery add foreign key (org_id, reason_id) references delay_reason (org_id, id);
create index recovery_recent on recovery (org_id, created_at, id);
create index recovery_unfinished on recovery (org_id, act_by, id) where finished_at is null;
create unique index recovery_of_matter on recovery (org_id, about) where about is not null and finished_at is null;
create index recovery_due on recovery (org_id, next_at, id) where next_at is not null;
create index recovery_due_anywhere on recovery (next_at, org_id) where next_at is not null;

create table recovery_item (
  org_id uuid not null references organization (id),
  recovery_id uuid not null,
  promise_id uuid not null,
  customer_id uuid,
  about text not null,
  -- waiting: nothing was done yet. chosen: it is to be sent. left: on purpose. settled: nothing is to be said any more.
  state text not null check (state in ('waiting', 'chosen', 'sent', 'left', 'settled', 'failed')),
  -- As it was told before, and what is proposed; null: nobody knows yet.
  due_at timestamptz not null,
  new_due_at timestamptz,
  dated_by text check (dated_by in ('forecast', 'shift', 'fixed', 'member')),
  chance double precision,
  reason text check (length(reason) between 1 and 1000),
  remedy_id uuid,
  remedy_amount bigint check (remedy_amount >= 0),
  remedy_due_at timestamptz,
  grant_id uuid,
  last_moment_at timestamptz not null,
  successor_id uuid,
  failure text,
  held_at timestamptz,
  changed_at timestamptz not null,
  primary key (org_id, recovery_id, promise_id)
);
alter table recovery_item add foreign key (org_id, recovery_id) references recovery (org_id, id);
alter table recovery_item add foreign key (org_id, promise_id) references promise (org_id, id);
create index recovery_item_in_order on recovery_item (org_id, recovery_id, last_moment_at, promise_id);
create index recovery_item_by_state on recovery_item (org_id, recovery_id, state, last_moment_at, promise_id);
create index recovery_item_of_promise on recovery_item (org_id, promise_id);

alter table notice drop constraint notice_kind_check;
alter table notice add constraint notice_kind_check check (kind in ('proposed', 'made', 'moved', 'withdrawn', 'update', 'waiting', 'reminder', 'resumed', 'follow_up', 'holding'));

do $$
declare t text;
begin
  foreach t in array array['recovery', 'recovery_item'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I for all to kept_app using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', t);
    execute format('create policy backup on %I for select to kept_backup using (true)', t);
    execute format('grant select, insert, update, delete on %I to kept_app', t);
    execute format('grant select on %I to kept_backup', t);
  end loop;
end $$;

-- The clock looks across organizations.
grant select (org_id, next_at) on recovery to kept_system;
create policy sweep on recovery for select to kept_system using (next_at is not null);
