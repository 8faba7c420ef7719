-- Global tables (the directory's) and what every module leans on: events, outbox, idempotency.
-- The roles kept_app, kept_system and kept_backup are made by the migration runner before the first file.

create table instance (
  id integer primary key check (id = 1),
  secret_fingerprint text not null,
  created_at timestamptz not null
);

create table organization (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  country text not null check (country ~ '^[A-Z]{2}$'),
  time_zone text not null,
  language text not null check (language in ('en', 'pt', 'es', 'ca', 'pl', 'ru')),
  sample boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null
);

create table app_user (
  id uuid primary key,
  email text not null unique check (email = lower(email) and length(email) between 3 and 254),
  password_hash text,
  created_at timestamptz not null
);

-- Which organizations a person may enter: read at sign-in, before an organization is known.
create table user_organization (
  user_id uuid not null references app_user (id),
  org_id uuid not null references organization (id),
  member_id uuid not null,
  primary key (user_id, org_id)
);

-- One-time credentials. The token itself is a seal over the id and is never stored.
create table credential (
  id uuid primary key,
  purpose text not null check (purpose in ('set_up', 'sign_in', 'invitation')),
  user_id uuid references app_user (id),
  org_id uuid references organization (id),
  member_id uuid,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null
);
create index credential_expiry on credential (expires_at);

create table event (
  org_id uuid not null references organization (id),
  id uuid not null,
  at timestamptz not null,
  type text not null,
  subject text not null,
  about text not null,
  actor_kind text not null check (actor_kind in ('member', 'apiKey', 'customer', 'system')),
  actor_id text not null,
  data jsonb not null,
  stream uuid,
  stream_seq integer,
  previous_hash bytea,
  hash bytea,
  primary key (org_id, id),
  check ((stream is null) = (stream_seq is null) and (stream is null) = (hash is null) and (stream is null) = (previous_hash is null))
);
create unique index event_stream on event (org_id, stream, stream_seq) where stream is not null;
create index event_about on event (org_id, about, id);

-- Personal text of an event, erasable: the event holds only a salted digest of it.
create table event_text (
  org_id uuid not null,
  event_id uuid not null,
  salt bytea not null,
  text jsonb not null,
  primary key (org_id, event_id)
);
alter table event_text add foreign key (org_id, event_id) references event (org_id, id);

create table outbox (
  org_id uuid not null references organization (id),
  id uuid not null,
  task text not null,
  data jsonb not null,
  run_at timestamptz not null,
  created_at timestamptz not null,
  primary key (org_id, id)
);
create index outbox_waiting on outbox (created_at, org_id);

create table failed_task (
  org_id uuid not null references organization (id),
  id uuid not null,
  task text not null,
  data jsonb not null,
  failure text not null,
  attempts integer not null,
  failed_at timestamptz not null,
  primary key (org_id, id)
);

create table idempotency (
  org_id uuid not null references organization (id),
  actor_id text not null,
  key text not null check (length(key) between 1 and 255),
  operation text not null,
  input_hash bytea not null,
  output jsonb not null,
  created_at timestamptz not null,
  primary key (org_id, actor_id, key)
);
create index idempotency_age on idempotency (org_id, created_at);
