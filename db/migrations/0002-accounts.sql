create table member (
  org_id uuid not null references organization (id),
  id uuid not null,
  user_id uuid not null references app_user (id),
  name text not null check (length(name) between 1 and 200),
  email text not null,
  role text not null check (role in ('owner', 'lead', 'frontline', 'viewer')),
  state text not null check (state in ('invited', 'active', 'removed')),
  language text not null check (language in ('en', 'pt', 'es', 'ca', 'pl', 'ru')),
  time_zone text,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, user_id)
);

create table session (
  org_id uuid not null references organization (id),
  id uuid not null,
  member_id uuid not null,
  secret_hash bytea not null,
  previous_secret_hash bytea,
  rotated_at timestamptz not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  user_agent text not null,
  primary key (org_id, id)
);
alter table session add foreign key (org_id, member_id) references member (org_id, id);
create index session_member on session (org_id, member_id);

create table api_key (
  org_id uuid not null references organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  role text not null check (role in ('owner', 'lead', 'frontline', 'viewer')),
  scopes text[] not null,
  secret_hash bytea not null,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  primary key (org_id, id)
);
