-- What the firm says when it moves a date: an honest sentence for the customer, by language.
create table delay_reason (
  org_id uuid not null references organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  cause text check (cause in ('supplier', 'staff', 'weather', 'customer', 'equipment', 'planning', 'other')),
  -- Language → what the customer reads.
  why jsonb not null,
  -- Which of the reasons to start with it was made from: a list is not filled twice.
  starter text check (length(starter) between 1 and 50),
  archived_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id)
);
create unique index delay_reason_name on delay_reason (org_id, lower(name)) where archived_at is null;
create unique index delay_reason_starter on delay_reason (org_id, starter) where starter is not null;

alter table delay_reason enable row level security;
alter table delay_reason force row level security;
create policy tenant on delay_reason for all to kept_app using (org_id = nullif(current_setting('app.org_id', true), '')::uuid) with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
create policy backup on delay_reason for select to kept_backup using (true);
grant select, insert, update, delete on delay_reason to kept_app;
grant select on delay_reason to kept_backup;

-- Which of them a promise was moved or withdrawn for, and its sentences as they were then: what was told stays, however the list changes.
alter table promise add column reason_id uuid, add column reason_why jsonb;
alter table promise add foreign key (org_id, reason_id) references delay_reason (org_id, id);
alter table promise add constraint promise_reason_why check ((reason_id is null) = (reason_why is null));
