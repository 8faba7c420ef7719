-- moot: a notice that needs no telling any more, as what it says has been overtaken before anybody was told.
-- planned_at: when the customer is to be told, where that is not at once: in their quiet hours, or by telephone.
alter table notice drop constraint notice_state_check;
alter table notice add constraint notice_state_check check (state in ('waiting', 'told', 'undelivered', 'moot'));
alter table notice add column planned_at timestamptz;
drop index notice_untold;
create index notice_untold on notice (org_id, created_at, id) where state in ('waiting', 'undelivered');

-- quiet: send_at is the end of the contact's quiet hours. cancelled_why: what overtook a notice before it went out.
alter table message add column quiet boolean not null default false;
alter table message add column came_back_at timestamptz;
alter table message add column cancelled_why text;
-- Mails of notices that have not gone out: looked at again when something happens to their promise.
create index message_pending on message (org_id, about) where notice_id is not null and state in ('queued', 'held');

-- A notice that is told by telephone: who calls whom, from when, by when, and what came of it.
create table call (
  org_id uuid not null references organization (id),
  id uuid not null,
  notice_id uuid not null,
  promise_id uuid not null,
  about text not null,
  customer_id uuid,
  contact_id uuid not null,
  owner_id uuid,
  owner_team_id uuid,
  -- preferred: the contact's channel. urgent: besides a mail. The others: why mail does not do.
  why text not null check (why in ('preferred', 'urgent', 'no_address', 'bounced', 'refused', 'failed')),
  state text not null default 'open' check (state in ('open', 'reached', 'not_reached', 'cancelled')),
  -- As dialled, and as said; both follow the record until the call is over.
  number text not null,
  language text not null check (language in ('en', 'pt', 'es', 'ca', 'pl', 'ru')),
  script text,
  not_before timestamptz not null,
  due_at timestamptz not null,
  attempts integer not null default 0 check (attempts >= 0),
  last_attempt_at timestamptz,
  ended_at timestamptz,
  ended_by uuid,
  cancelled_why text,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id),
  check ((state = 'open') = (ended_at is null))
);
alter table call add foreign key (org_id, notice_id) references notice (org_id, id);
alter table call add foreign key (org_id, promise_id) references promise (org_id, id);
create unique index call_of_notice on call (org_id, notice_id);
create index call_open on call (org_id, due_at, id) where state = 'open';
create index call_about on call (org_id, about);

alter table call enable row level security;
alter table call force row level security;
create policy tenant on call for all to kept_app using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
create policy backup on call for select to kept_backup using (true);
grant select, insert, update, delete on call to kept_app;
grant select on call to kept_backup;
