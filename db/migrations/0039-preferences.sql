-- How a person wants to be dealt with. quiet_from, quiet_to: on the clock of their zone, across midnight too; none given and
-- not quiet_none: the firm's night.
alter table contact add column name_to_use text not null default '' check (length(name_to_use) <= 300);
alter table contact add column preferred_channel text check (preferred_channel in ('email', 'phone'));
alter table contact add column quiet_from time;
alter table contact add column quiet_to time;
alter table contact add column quiet_none boolean not null default false;
alter table contact add column standing_requests text not null default '' check (length(standing_requests) <= 2000);
alter table contact add constraint contact_quiet_check check (
  (quiet_from is null) = (quiet_to is null) and (quiet_from is null or (not quiet_none and quiet_from <> quiet_to)));
-- Where consent stands, as the record of it says; null: they were never asked, or never answered, which is no consent.
alter table contact add column news_consent boolean;
alter table contact add column feedback_consent boolean;

-- What people said to being written to about something else than their own matter. Only added to; gone with the contact.
create table contact_consent (
  org_id uuid not null references organization (id),
  id uuid not null,
  contact_id uuid not null,
  purpose text not null check (purpose in ('news', 'feedback')),
  given boolean not null,
  -- When they said it, how, and what was asked and said.
  occurred_at timestamptz not null,
  channel text not null check (channel in ('email', 'portal', 'phone', 'counter', 'website', 'paper')),
  words text not null check (length(words) <= 2000),
  recorded_at timestamptz not null,
  actor_kind text not null check (actor_kind in ('member', 'apiKey', 'customer', 'system')),
  actor_id text not null,
  primary key (org_id, id)
);
alter table contact_consent add foreign key (org_id, contact_id) references contact (org_id, id);
create index contact_consent_of on contact_consent (org_id, contact_id, purpose, occurred_at, id);

do $$
declare t text;
begin
  foreach t in array array['contact_consent'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I for all to kept_app using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', t);
    execute format('create policy backup on %I for select to kept_backup using (true)', t);
    execute format('grant select, insert, delete on %I to kept_app', t);
    execute format('grant select on %I to kept_backup', t);
  end loop;
end $$;
