-- An import can be undone. What it made goes; the events of its promises stay.
alter table import drop constraint import_state_check;
alter table import add constraint import_state_check check (state in
  ('uploading', 'uploaded', 'checking', 'checked', 'importing', 'done', 'cancelled', 'failed', 'undoing', 'undone'));

-- Of promises, only history that was brought in and is not followed can be deleted: the database sees to it.
grant delete on promise to kept_app;
create policy only_history on promise as restrictive for delete to kept_app using (basis = 'imported' and not followed);

-- Which import added a contact to a customer that was there.
alter table contact add column import_id uuid;
alter table contact add foreign key (org_id, import_id) references import (org_id, id);
create index contact_import on contact (org_id, import_id) where import_id is not null;

-- Which fields of a customer or contact an import filled, and the version that this made. What stood in them is not kept.
create table customer_completion (
  org_id uuid not null references organization (id),
  import_id uuid not null,
  record_id uuid not null,
  record text not null check (record in ('customer', 'contact')),
  fields text[] not null,
  version integer not null,
  primary key (org_id, import_id, record_id),
  foreign key (org_id, import_id) references import (org_id, id)
);

-- The cells of rows that could not be imported, to be mended and brought again; of imports from now on, for 30 days.
alter table import add column bad_rows_kept boolean not null default false;
create table import_bad_row (
  org_id uuid not null references organization (id),
  import_id uuid not null,
  line bigint not null,
  cells text[] not null,
  primary key (org_id, import_id, line),
  foreign key (org_id, import_id) references import (org_id, id)
);

do $$
declare t text;
begin
  foreach t in array array['customer_completion', 'import_bad_row'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I for all to kept_app using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', t);
    execute format('create policy backup on %I for select to kept_backup using (true)', t);
    execute format('grant select, insert, update, delete on %I to kept_app', t);
    execute format('grant select on %I to kept_backup', t);
  end loop;
end $$;

-- What is deleted is looked for where it could be referred to.
create index promise_predecessor on promise (org_id, predecessor_id) where predecessor_id is not null;
create index promise_contact on promise (org_id, contact_id) where contact_id is not null;
create index request_contact on request (org_id, contact_id) where contact_id is not null;
