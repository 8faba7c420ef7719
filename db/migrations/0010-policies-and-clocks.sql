-- Teams with a rota, calendar feeds, policies that make promises, pauses, steps of warning and escalation.

alter table member add column quiet_from time;
alter table member add column quiet_to time;
alter table member add check ((quiet_from is null) = (quiet_to is null));
alter table customer add column segment text not null default '';
alter table customer add column calendar_id uuid;
alter table customer add foreign key (org_id, calendar_id) references calendar (org_id, id);
alter table service add column calendar_id uuid;
alter table service add foreign key (org_id, calendar_id) references calendar (org_id, id);

-- iCalendar addresses that a calendar's exceptions and holidays are proposed from; a person approves each change.
create table calendar_feed (
  org_id uuid not null references organization (id),
  id uuid not null,
  calendar_id uuid not null,
  url text not null check (length(url) between 1 and 2000),
  state text not null check (state in ('new', 'current', 'proposed', 'failed')),
  proposal jsonb,
  -- Dates that a person took from it or left out: [{ "date": …, "name": …, "taken": true }]; none is proposed again.
  decided jsonb not null default '[]',
  failure text,
  digest text,
  fetched_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id)
);
alter table calendar_feed add foreign key (org_id, calendar_id) references calendar (org_id, id);
create index calendar_feed_calendar on calendar_feed (org_id, calendar_id);

create table team (
  org_id uuid not null references organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  calendar_id uuid,
  -- Who is on duty in a usual week: [{ "memberId": …, "hours": { "mon": [["09:00", "17:00"]] } }], in the team's calendar's zone.
  rota jsonb not null default '[]',
  archived_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id)
);
alter table team add foreign key (org_id, calendar_id) references calendar (org_id, id);
create unique index team_name on team (org_id, lower(name)) where archived_at is null;

create table team_member (
  org_id uuid not null references organization (id),
  team_id uuid not null,
  member_id uuid not null,
  primary key (org_id, team_id, member_id)
);
alter table team_member add foreign key (org_id, team_id) references team (org_id, id);
alter table team_member add foreign key (org_id, member_id) references member (org_id, id);
create index team_member_member on team_member (org_id, member_id);

-- What differs from the usual week: somebody is on duty, or away, from then to then.
create table duty_change (
  org_id uuid not null references organization (id),
  id uuid not null,
  team_id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in ('on', 'off')),
  from_at timestamptz not null,
  to_at timestamptz not null,
  note text not null default '',
  created_at timestamptz not null,
  primary key (org_id, id),
  check (to_at > from_at)
);
alter table duty_change add foreign key (org_id, team_id) references team (org_id, id);
alter table duty_change add foreign key (org_id, member_id) references member (org_id, id);
create index duty_change_team on duty_change (org_id, team_id, to_at);

-- A policy is named; what it says is in its versions, which never change.
create table policy (
  org_id uuid not null references organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  norm text,
  trigger text not null,
  enabled boolean not null,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id)
);
create index policy_trigger on policy (org_id, trigger) where enabled;
create unique index policy_norm on policy (org_id, norm) where norm is not null;

create table policy_version (
  org_id uuid not null references organization (id),
  policy_id uuid not null,
  version integer not null,
  spec jsonb not null,
  created_by uuid,
  created_at timestamptz not null,
  primary key (org_id, policy_id, version)
);
alter table policy_version add foreign key (org_id, policy_id) references policy (org_id, id);

-- A norm was looked at, with the figures of that day: kept, changed or stopped, and why.
create table policy_review (
  org_id uuid not null references organization (id),
  id uuid not null,
  policy_id uuid not null,
  decision text not null check (decision in ('keep', 'change', 'stop')),
  note text not null default '',
  figures jsonb not null,
  decided_by uuid,
  decided_at timestamptz not null,
  primary key (org_id, id)
);
alter table policy_review add foreign key (org_id, policy_id) references policy (org_id, id);
create index policy_review_policy on policy_review (org_id, policy_id, decided_at);

alter table promise add column policy_id uuid;
alter table promise add column policy_version integer;
alter table promise add foreign key (org_id, policy_id, policy_version) references policy_version (org_id, policy_id, version);
alter table promise add column owner_team_id uuid;
alter table promise add foreign key (org_id, owner_team_id) references team (org_id, id);
alter table promise add column calendar_id uuid;
alter table promise add foreign key (org_id, calendar_id) references calendar (org_id, id);
-- The wording told says that the date counts from the customer's answer: a pause moves it.
alter table promise add column pausable boolean not null default false;
alter table promise add column paused_at timestamptz;
-- Kept, it is followed by the next of its kind: the update cadence.
alter table promise add column repeats boolean not null default false;
-- What the clock says now where it differs from a date that was told: a proposal to renegotiate.
alter table promise add column derived_due_at timestamptz;
-- The time-zone data that it was planned with.
alter table promise add column tz_revision text;
update promise set calendar_id = (clock ->> 'calendarId')::uuid where clock ->> 'calendarId' is not null;
create index promise_of_calendar on promise (org_id, calendar_id, id) where calendar_id is not null and state in ('proposed', 'open');
create index promise_of_team on promise (org_id, owner_team_id, due_at, id) where owner_team_id is not null;
create index promise_of_policy on promise (org_id, policy_id, made_at) where policy_id is not null;
create index promise_of_policy_open on promise (org_id, policy_id) where policy_id is not null and state in ('proposed', 'open');
create index promise_moved_away on promise (org_id, due_at) where derived_due_at is not null;
-- The same as promise_by_due but for imports: each index is written at every change of a promise.
drop index promise_daily;

alter table notice add column text text;
alter table notice add column wait_id uuid;
alter table notice drop constraint notice_kind_check;
alter table notice add constraint notice_kind_check check (kind in ('proposed', 'made', 'moved', 'withdrawn', 'update', 'waiting', 'reminder', 'resumed'));

-- We wait for something from the customer: what for, since when, until they answered.
create table customer_wait (
  org_id uuid not null references organization (id),
  id uuid not null,
  about text not null,
  customer_id uuid,
  contact_id uuid,
  waiting_for text not null check (length(waiting_for) between 1 and 500),
  language text not null check (language in ('en', 'pt', 'es', 'ca', 'pl', 'ru')),
  asked_by uuid,
  started_at timestamptz not null,
  -- Business days after the start on which the customer is reminded; how many times that was done.
  remind_after jsonb not null default '[]',
  reminders integer not null default 0,
  next_reminder_at timestamptz,
  -- What the customer answered, and how.
  reply text check (length(reply) between 1 and 5000),
  reply_channel text,
  ended_at timestamptz,
  ended_by text check (ended_by in ('customer', 'member', 'system')),
  primary key (org_id, id),
  check ((ended_at is null) = (ended_by is null))
);
create unique index customer_wait_open on customer_wait (org_id, about) where ended_at is null;
create index customer_wait_about on customer_wait (org_id, about, started_at);
alter table notice add foreign key (org_id, wait_id) references customer_wait (org_id, id);

-- The steps of a promise's policy that are still to come, and what became of them: one notice a step.
create table promise_step (
  org_id uuid not null references organization (id),
  promise_id uuid not null,
  n integer not null,
  kind text not null check (kind in ('warning', 'escalation')),
  at timestamptz not null,
  -- When, to whom and how, as the policy's version says.
  step jsonb not null,
  state text not null check (state in ('waiting', 'held', 'raised', 'acknowledged', 'skipped')),
  member_id uuid,
  raised_at timestamptz,
  mailed_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  skipped_because text,
  primary key (org_id, promise_id, n)
);
alter table promise_step add foreign key (org_id, promise_id) references promise (org_id, id);
create index promise_step_due_anywhere on promise_step (at, org_id) where state = 'waiting';
create index promise_step_due on promise_step (org_id, at, promise_id, n) where state = 'waiting';
create index promise_step_raised on promise_step (org_id, raised_at, promise_id) where state = 'raised';

-- A calendar or the time-zone data changed: the clocks that depend on it are derived anew, in the background.
create table rederivation (
  org_id uuid not null references organization (id),
  id uuid not null,
  reason text not null check (reason in ('calendar', 'time_zone_data')),
  calendar_id uuid,
  calendar_version integer,
  tz_revision text not null,
  state text not null check (state in ('running', 'done', 'stopped')),
  total integer not null,
  examined integer not null default 0,
  moved integer not null default 0,
  in_danger integer not null default 0,
  after_id uuid,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (org_id, id)
);
create index rederivation_recent on rederivation (org_id, created_at);

-- What an organization's clocks were planned with, and when its clock last looked.
create table clock_state (
  org_id uuid primary key references organization (id),
  tz_revision text not null,
  checked_at timestamptz not null,
  -- The local date of the last morning on which its members were written to about what is still open.
  digested_on date
);

-- The clock stood still: what was late when it went on.
create table clock_lapse (
  org_id uuid not null references organization (id),
  id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  broken integer not null,
  warned integer not null,
  skipped integer not null,
  seen_at timestamptz,
  primary key (org_id, id)
);

do $$
declare t text;
begin
  foreach t in array array[
    'calendar_feed', 'team', 'team_member', 'duty_change', 'policy', 'policy_version', 'policy_review',
    'customer_wait', 'promise_step', 'rederivation', 'clock_state', 'clock_lapse'
  ] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I for all to kept_app using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', t);
    execute format('create policy backup on %I for select to kept_backup using (true)', t);
    execute format('grant select, insert, update, delete on %I to kept_app', t);
    execute format('grant select on %I to kept_backup', t);
  end loop;
end $$;
revoke update, delete on policy_version from kept_app;
revoke update, delete on policy_review from kept_app;

-- The clock's look across organizations for steps that are due.
grant select (org_id, at) on promise_step to kept_system;
create policy sweep on promise_step for select to kept_system using (state = 'waiting');
