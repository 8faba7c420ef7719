-- When an organization's files were last held against the records that name them.
create table file_sweep (
  org_id uuid primary key references organization (id),
  began_at timestamptz not null
);
alter table file_sweep enable row level security;
alter table file_sweep force row level security;
create policy tenant on file_sweep for all to kept_app
  using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
create policy backup on file_sweep for select to kept_backup using (true);
grant select, insert, update, delete on file_sweep to kept_app;
grant select on file_sweep to kept_backup;
