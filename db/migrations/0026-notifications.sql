-- What concerns a member; one row per matter and kind until it is read. in_digest: to stand in a digest; digest_day: in whose.
create table notification (
  org_id uuid not null references organization (id),
  id uuid not null,
  member_id uuid not null,
  kind text not null,
  subject text not null,
  about text not null,
  data jsonb not null,
  actor_kind text not null,
  actor_id text not null,
  event_id uuid not null,
  times integer not null default 1,
  at timestamptz not null,
  read_at timestamptz,
  mailed_at timestamptz,
  pushed_at timestamptz,
  in_digest boolean not null,
  digest_day date,
  primary key (org_id, id)
);
alter table notification add foreign key (org_id, member_id) references member (org_id, id);
create unique index notification_unread_once on notification (org_id, member_id, kind, subject) where read_at is null;
create index notification_newest on notification (org_id, member_id, at, id);
create index notification_unread on notification (org_id, member_id, at, id) where read_at is null;
create index notification_for_digest on notification (org_id, member_id) where in_digest and read_at is null;
create index notification_age on notification (org_id, at);

-- How a member wants to hear of a kind; where there is no row, as usual.
create table notification_preference (
  org_id uuid not null references organization (id),
  member_id uuid not null,
  kind text not null,
  mail text not null check (mail in ('at_once', 'digest', 'off')),
  push boolean not null,
  primary key (org_id, member_id, kind)
);
alter table notification_preference add foreign key (org_id, member_id) references member (org_id, id);

-- A browser that shows push messages to a member.
create table push_device (
  org_id uuid not null references organization (id),
  id uuid not null,
  member_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  endpoint text not null check (length(endpoint) between 1 and 2000),
  p256dh text not null,
  auth text not null,
  created_at timestamptz not null,
  pushed_at timestamptz,
  primary key (org_id, id)
);
alter table push_device add foreign key (org_id, member_id) references member (org_id, id);
create unique index push_device_endpoint on push_device (org_id, endpoint);
create index push_device_of on push_device (org_id, member_id, id);

do $$
declare t text;
begin
  foreach t in array array['notification', 'notification_preference', 'push_device'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I for all to kept_app using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', t);
    execute format('create policy backup on %I for select to kept_backup using (true)', t);
    execute format('grant select, insert, update, delete on %I to kept_app', t);
    execute format('grant select on %I to kept_backup', t);
  end loop;
end $$;
