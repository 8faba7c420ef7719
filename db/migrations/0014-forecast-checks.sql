-- What the model of the midnight before a request came in would have said of it: written once, the night after. Beside the
-- observation, so that counting needs no join; written for a day's requests at a time, by no index but the one below.
alter table forecast_observation add column said_50 timestamptz;
alter table forecast_observation add column said_80 timestamptz;
alter table forecast_observation add column said_90 timestamptz;
-- The last of these dates; when it came in where none was named. Null: not checked.
alter table forecast_observation add column said_until timestamptz;
-- The date that the firm itself had set, where a log named one.
alter table forecast_observation add column target_at timestamptz;
create index forecast_observation_said on forecast_observation (org_id, said_until) where said_until is not null;

-- How far an organization's requests are checked, and what was counted then.
create table forecast_record (
  org_id uuid primary key references organization (id),
  -- A local midnight: what came in before it has been checked.
  checked_until timestamptz not null,
  counted_at timestamptz,
  counts jsonb,
  check ((counted_at is null) = (counts is null))
);

-- The firm's history quoted again, day by day, with what was known each morning.
create table forecast_backtest (
  org_id uuid not null references organization (id),
  id uuid not null,
  state text not null check (state in ('running', 'done', 'stopped', 'failed')),
  from_date date not null,
  to_date date not null,
  features text[] not null,
  created_at timestamptz not null,
  created_by uuid,
  finished_at timestamptz,
  -- Who works on it now: a worker whose attempt is not this one stops.
  attempt uuid,
  done_days integer not null default 0,
  total_days integer not null default 0,
  result jsonb,
  primary key (org_id, id),
  check ((state = 'done') = (result is not null) and (state = 'running') = (finished_at is null))
);
create unique index forecast_backtest_running on forecast_backtest (org_id) where state = 'running';

do $$
declare t text;
begin
  foreach t in array array['forecast_record', 'forecast_backtest'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I for all to kept_app using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', t);
    execute format('create policy backup on %I for select to kept_backup using (true)', t);
    execute format('grant select, insert, update, delete on %I to kept_app', t);
    execute format('grant select on %I to kept_backup', t);
  end loop;
end $$;
