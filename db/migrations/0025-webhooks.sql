-- Where an organization's events are sent, and which. Its secret is derived from its id and secret_version.
create table webhook_endpoint (
  org_id uuid not null references organization (id),
  id uuid not null,
  url text not null check (length(url) between 1 and 2000),
  description text not null check (length(description) <= 200),
  event_types text[] not null,
  state text not null check (state in ('on', 'off', 'failing', 'gone', 'removed')),
  secret_version integer not null default 1,
  previous_secret_until timestamptz,
  failing_since timestamptz,
  failures integer not null default 0,
  rests_until timestamptz,
  version integer not null default 1,
  created_by text not null,
  created_at timestamptz not null,
  primary key (org_id, id)
);

-- One event on its way to one endpoint. next_at: when it is tried next, while it is pending.
create table webhook_delivery (
  org_id uuid not null references organization (id),
  id uuid not null,
  endpoint_id uuid not null,
  event_id uuid,
  event_type text not null,
  body text not null,
  state text not null check (state in ('pending', 'delivered', 'failed')),
  attempts integer not null default 0,
  next_at timestamptz,
  created_at timestamptz not null,
  primary key (org_id, id),
  check ((state = 'pending') = (next_at is not null))
);
alter table webhook_delivery add foreign key (org_id, endpoint_id) references webhook_endpoint (org_id, id);
create unique index webhook_delivery_once on webhook_delivery (org_id, event_id, endpoint_id) where event_id is not null;
create index webhook_delivery_newest on webhook_delivery (org_id, endpoint_id, id);
create index webhook_delivery_by_state on webhook_delivery (org_id, endpoint_id, state, id);
create index webhook_delivery_age on webhook_delivery (org_id, created_at);

-- One request. status: what was answered; failure: why nothing was.
create table webhook_attempt (
  org_id uuid not null references organization (id),
  id uuid not null,
  delivery_id uuid not null,
  at timestamptz not null,
  status integer,
  failure text,
  milliseconds integer not null,
  answer text not null,
  primary key (org_id, id),
  check ((status is null) <> (failure is null))
);
alter table webhook_attempt add foreign key (org_id, delivery_id) references webhook_delivery (org_id, id);
create index webhook_attempt_of on webhook_attempt (org_id, delivery_id, id);

do $$
declare t text;
begin
  foreach t in array array['webhook_endpoint', 'webhook_delivery', 'webhook_attempt'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I for all to kept_app using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', t);
    execute format('create policy backup on %I for select to kept_backup using (true)', t);
    execute format('grant select, insert, update, delete on %I to kept_app', t);
    execute format('grant select on %I to kept_backup', t);
  end loop;
end $$;

-- Which types of events somebody hears, of all organizations at once: what every process remembers.
create policy hears on webhook_endpoint for select to kept_system using (state = 'on');
grant select (org_id, event_types, state) on webhook_endpoint to kept_system;
create index webhook_endpoint_on on webhook_endpoint (org_id) where state = 'on';
