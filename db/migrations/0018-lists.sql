-- How somebody looks at a list: what is shown, in which order and columns. Of one member, of a team, or of everybody.
create table saved_view (
  org_id uuid not null references organization (id),
  id uuid not null,
  list text not null check (list in ('requests', 'promises', 'customers')),
  name text not null check (length(name) between 1 and 100),
  scope text not null check (scope in ('member', 'team', 'organization')),
  member_id uuid,
  team_id uuid,
  filters jsonb not null,
  sort text,
  columns text[],
  density text check (density in ('comfortable', 'compact')),
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null,
  primary key (org_id, id),
  check ((scope = 'member') = (member_id is not null)),
  check ((scope = 'team') = (team_id is not null))
);
alter table saved_view add foreign key (org_id, member_id) references member (org_id, id);
alter table saved_view add foreign key (org_id, team_id) references team (org_id, id);
create index saved_view_list on saved_view (org_id, list, name, id);
create index saved_view_member on saved_view (org_id, member_id) where member_id is not null;
create index saved_view_team on saved_view (org_id, team_id) where team_id is not null;

-- The view that a list opens with, for one member.
create table saved_view_default (
  org_id uuid not null references organization (id),
  member_id uuid not null,
  list text not null,
  view_id uuid not null,
  primary key (org_id, member_id, list)
);
alter table saved_view_default add foreign key (org_id, member_id) references member (org_id, id);
alter table saved_view_default add foreign key (org_id, view_id) references saved_view (org_id, id);
create index saved_view_default_view on saved_view_default (org_id, view_id);

-- One change to many rows of a list, or the undoing of one.
create table bulk_change (
  org_id uuid not null references organization (id),
  id uuid not null,
  change jsonb not null,
  -- The change that this one undoes.
  undoes uuid,
  state text not null check (state in ('running', 'done', 'stopped')),
  total integer not null,
  started_by uuid,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (org_id, id),
  check ((state = 'running') = (finished_at is null))
);
create unique index bulk_change_undoes on bulk_change (org_id, undoes) where undoes is not null;
create table bulk_change_row (
  org_id uuid not null references organization (id),
  bulk_id uuid not null,
  n integer not null,
  subject_id uuid not null,
  state text not null check (state in ('waiting', 'changed', 'left')),
  -- Why it was left as it was.
  reason text,
  -- What stood there and what stands there now, of the fields that the change is about.
  before jsonb,
  after jsonb,
  primary key (org_id, bulk_id, n),
  check ((state = 'left') = (reason is not null))
);
alter table bulk_change_row add foreign key (org_id, bulk_id) references bulk_change (org_id, id);
create index bulk_change_row_state on bulk_change_row (org_id, bulk_id, state, n);

do $$
declare t text;
begin
  foreach t in array array['saved_view', 'saved_view_default', 'bulk_change', 'bulk_change_row'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I for all to kept_app using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', t);
    execute format('create policy backup on %I for select to kept_backup using (true)', t);
    execute format('grant select, insert, update, delete on %I to kept_app', t);
    execute format('grant select on %I to kept_backup', t);
  end loop;
end $$;

-- What the list of requests is narrowed to, each in the list's order. Open ones are few among many: they have their own.
create index request_of_owner on request (org_id, owner_id, opened_at, id) where owner_id is not null;
create index request_of_service on request (org_id, service_id, opened_at, id) where service_id is not null;
create index request_of_kind on request (org_id, kind, opened_at, id);
create index request_of_source on request (org_id, source, opened_at, id);
create index request_of_import on request (org_id, import_id, opened_at, id) where import_id is not null;
create index request_open_of_owner on request (org_id, owner_id, opened_at, id) where status = 'open' and followed;
create index request_open_of_service on request (org_id, service_id, opened_at, id) where status = 'open' and followed;
create index request_open_of_kind on request (org_id, kind, opened_at, id) where status = 'open' and followed;
create index request_done on request (org_id, opened_at, id) where status = 'closed' and followed;
create index request_history on request (org_id, opened_at, id) where not followed;
create index request_by_close on request (org_id, closed_at, id) where closed_at is not null;
create index promise_of_owner on promise (org_id, owner_id, due_at, id) where owner_id is not null;
create index promise_running_by_due on promise (org_id, due_at, id) where state in ('proposed', 'open') and followed;
create index promise_by_making on promise (org_id, made_at, id);
