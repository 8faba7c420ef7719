-- Addresses at which the firm is written to, and the mail that was received there, as it came.
create table mailbox (
  org_id uuid not null references organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  address text not null check (length(address) between 3 and 254),
  kind text not null check (kind in ('imap', 'listener')),
  host text not null default '',
  port integer not null default 0 check (port between 0 and 65535),
  security text not null default 'tls' check (security in ('tls', 'starttls', 'none')),
  username text not null default '',
  -- Sealed under the instance's secret.
  password bytea,
  folder text not null default 'INBOX',
  -- The authserv-id whose Authentication-Results are believed; empty: nobody's.
  trusted_server text not null default '',
  enabled boolean not null default true,
  archived_at timestamptz,
  -- Where fetching stands (RFC 9051): the UIDs of another validity mean nothing.
  uid_validity bigint,
  last_uid bigint not null default 0,
  state text not null default 'new' check (state in ('new', 'watching', 'failing')),
  failure text,
  checked_at timestamptz,
  received_at timestamptz,
  leased_by text,
  leased_until timestamptz not null default '1970-01-01T00:00:00Z',
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id)
);
create unique index mailbox_of_address on mailbox (org_id, lower(address)) where archived_at is null;
create index mailbox_to_watch on mailbox (leased_until, org_id) where kind = 'imap' and enabled and archived_at is null;

-- A mail as it was received: once, however often it comes.
create table received_mail (
  org_id uuid not null references organization (id),
  id uuid not null,
  mailbox_id uuid not null,
  fingerprint text not null,
  -- Key of the raw mail in the storage; null once it was let go.
  file text,
  bytes bigint not null check (bytes >= 0),
  -- The envelope: of mail taken by the listener.
  mail_from text,
  mail_to text,
  state text not null check (state in ('waiting', 'filed', 'ignored', 'failed')),
  -- Why it was ignored, or what failed.
  reason text,
  message_id uuid,
  received_at timestamptz not null,
  filed_at timestamptz,
  primary key (org_id, id)
);
alter table received_mail add foreign key (org_id, mailbox_id) references mailbox (org_id, id);
create unique index received_mail_once on received_mail (org_id, fingerprint);
create index received_mail_recent on received_mail (org_id, received_at, id);
create index received_mail_of on received_mail (org_id, mailbox_id, received_at, id);
create index received_mail_kept on received_mail (org_id, received_at) where file is not null;

-- Whose mailbox an address is: the listener knows no organization before it has asked.
create table mailbox_address (
  address text primary key,
  org_id uuid not null references organization (id),
  mailbox_id uuid not null
);

do $$
declare t text;
begin
  foreach t in array array['mailbox', 'received_mail'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I for all to kept_app using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', t);
    execute format('create policy backup on %I for select to kept_backup using (true)', t);
    execute format('grant select, insert, update, delete on %I to kept_app', t);
    execute format('grant select on %I to kept_backup', t);
  end loop;
end $$;
-- The one look across organizations: whose mailboxes nobody watches.
create policy watch on mailbox for select to kept_system using (kind = 'imap' and enabled and archived_at is null);
grant select (org_id, leased_until, kind, enabled, archived_at) on mailbox to kept_system;

alter table mailbox_address enable row level security;
alter table mailbox_address force row level security;
create policy directory on mailbox_address for all to kept_system using (true) with check (true);
create policy tenant on mailbox_address for all to kept_app using (org_id = nullif(current_setting('app.org_id', true), '')::uuid) with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
create policy backup on mailbox_address for select to kept_backup using (true);
grant select on mailbox_address to kept_system, kept_backup;
grant select, insert, delete on mailbox_address to kept_app;
