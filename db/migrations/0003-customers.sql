create table calendar (
  org_id uuid not null references organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  time_zone text not null,
  country text,
  region text,
  hours jsonb not null,
  holidays jsonb not null,
  overrides jsonb not null,
  is_default boolean not null,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id)
);
create unique index calendar_default on calendar (org_id) where is_default;

create table customer (
  org_id uuid not null references organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 300),
  kind text not null check (kind in ('person', 'company')),
  note text not null default '',
  source text not null default 'console',
  external_id text,
  version integer not null default 1,
  created_at timestamptz not null,
  search tsvector generated always as (to_tsvector('simple', name)) stored,
  primary key (org_id, id)
);
create unique index customer_external on customer (org_id, source, external_id) where external_id is not null;
create index customer_name on customer (org_id, lower(name), id);
create index customer_search on customer using gin (search);

create table contact (
  org_id uuid not null references organization (id),
  id uuid not null,
  customer_id uuid not null,
  name text not null check (length(name) between 1 and 300),
  email text,
  phone text,
  language text not null check (language in ('en', 'pt', 'es', 'ca', 'pl', 'ru')),
  time_zone text not null,
  is_primary boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id)
);
alter table contact add foreign key (org_id, customer_id) references customer (org_id, id);
create index contact_customer on contact (org_id, customer_id);
create index contact_email on contact (org_id, lower(email)) where email is not null;

create table service (
  org_id uuid not null references organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  description text not null default '',
  default_seconds integer check (default_seconds > 0),
  archived_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, name)
);

-- One matter's duration, told by whoever learns how it ended. Not ended: right-censored at censored_at, or still running.
create table forecast_observation (
  org_id uuid not null references organization (id),
  id uuid not null,
  service text not null default '',
  category text not null default '',
  subcategory text not null default '',
  channel text not null default '',
  priority text not null default '',
  team text not null default '',
  area text not null default '',
  started_at timestamptz not null,
  ended_at timestamptz,
  censored_at timestamptz,
  cause text,
  primary key (org_id, id)
);
create index forecast_observation_category on forecast_observation (org_id, category, subcategory, started_at);
create index forecast_observation_service on forecast_observation (org_id, service, started_at) where service <> '';
create index forecast_observation_recent on forecast_observation (org_id, started_at);
