-- What an organization's history says, as of a midnight: made anew each night, or when history was brought in.
create table forecast_model (
  org_id uuid primary key references organization (id),
  -- Counts how often history was brought in: a model of another generation does not know it.
  generation integer not null default 0,
  made_until timestamptz,
  made_generation integer,
  format integer,
  model bytea,
  check ((made_until is null) = (model is null) and (made_until is null) = (format is null) and (made_until is null) = (made_generation is null))
);
alter table forecast_model enable row level security;
alter table forecast_model force row level security;
create policy tenant on forecast_model for all to kept_app using (org_id = nullif(current_setting('app.org_id', true), '')::uuid) with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
create policy backup on forecast_model for select to kept_backup using (true);
grant select, insert, update, delete on forecast_model to kept_app;
grant select on forecast_model to kept_backup;
-- History is read in order of time, a page after the other.
drop index forecast_observation_recent;
create index forecast_observation_in_time on forecast_observation (org_id, started_at, id);
-- Groups of similar requests are made by the engine: the indexes that searched them in SQL are not used any more.
drop index forecast_observation_category;
drop index forecast_observation_service;
-- What delayed requests is written for few of them, and asked at every quote.
create index forecast_observation_cause on forecast_observation (org_id, started_at) where cause is not null;
