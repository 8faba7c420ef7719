-- Whom to warn of promises that people make themselves. No row: the owner, when a quarter of the time is left.
create table default_steps (
  org_id uuid primary key references organization (id),
  steps jsonb not null,
  version integer not null
);
alter table default_steps enable row level security;
alter table default_steps force row level security;
create policy tenant on default_steps for all to kept_app using (org_id = nullif(current_setting('app.org_id', true), '')::uuid) with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
create policy backup on default_steps for select to kept_backup using (true);
grant select, insert, update, delete on default_steps to kept_app;
grant select on default_steps to kept_backup;
