-- The next number of an organization's requests: what people read to each other on the phone.
create table request_counter (
  org_id uuid primary key references organization (id),
  next_number integer not null
);

create table request (
  org_id uuid not null references organization (id),
  id uuid not null,
  number integer not null,
  kind text not null check (kind in ('question', 'job', 'order', 'appointment', 'complaint', 'return', 'suggestion')),
  subject text not null check (length(subject) between 1 and 500),
  description text not null default '',
  status text not null check (status in ('open', 'closed')),
  source text not null,
  external_id text,
  customer_id uuid,
  contact_id uuid,
  service_id uuid,
  owner_id uuid,
  category text not null default '',
  subcategory text not null default '',
  channel text not null default '',
  priority text not null default '',
  team text not null default '',
  area text not null default '',
  outcome text not null default '',
  opened_at timestamptz not null,
  closed_at timestamptz,
  complete_until timestamptz,
  followed boolean not null,
  import_id uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  search tsvector generated always as (
    to_tsvector('simple', number::text || ' ' || coalesce(external_id, '') || ' ' || subject || ' ' || category || ' ' || subcategory || ' ' || area)
  ) stored,
  primary key (org_id, id),
  check ((status = 'closed') = (closed_at is not null))
);
alter table request add foreign key (org_id, customer_id) references customer (org_id, id);
alter table request add foreign key (org_id, contact_id) references contact (org_id, id);
alter table request add foreign key (org_id, service_id) references service (org_id, id);
create unique index request_number on request (org_id, number);
create unique index request_external on request (org_id, source, external_id) where external_id is not null;
create index request_opened on request (org_id, opened_at, id);
create index request_open on request (org_id, opened_at, id) where status = 'open' and followed;
create index request_customer on request (org_id, customer_id, opened_at) where customer_id is not null;
create index request_search on request using gin (search);

create table message (
  org_id uuid not null references organization (id),
  id uuid not null,
  notice_id uuid,
  about text not null,
  customer_id uuid,
  contact_id uuid,
  channel text not null check (channel in ('email')),
  to_address text not null,
  language text not null,
  subject text not null,
  -- The customer's link stands in these as the marker {link}; the address is put in only while sending.
  text text not null,
  html text not null,
  state text not null check (state in ('queued', 'sent', 'held', 'failed')),
  attempts integer not null default 0,
  failure text,
  mail_id text not null,
  link_id uuid,
  action_link_id uuid,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (org_id, id)
);
alter table message add foreign key (org_id, notice_id) references notice (org_id, id);
create unique index message_notice on message (org_id, notice_id) where notice_id is not null;
create index message_recent on message (org_id, created_at, id);
create index message_about on message (org_id, about, created_at);

create table tracking_link (
  org_id uuid not null references organization (id),
  id uuid not null,
  kind text not null check (kind in ('view', 'action')),
  about text not null,
  promise_id uuid,
  customer_id uuid,
  contact_id uuid,
  expires_at timestamptz,
  used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null,
  primary key (org_id, id),
  check ((kind = 'action') = (promise_id is not null and expires_at is not null))
);
create index tracking_link_about on tracking_link (org_id, about);

create table import (
  org_id uuid not null references organization (id),
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('requests')),
  state text not null check (state in ('uploading', 'uploaded', 'checking', 'checked', 'importing', 'done', 'cancelled', 'failed')),
  bytes bigint not null,
  sha256 text,
  detected jsonb,
  mapping jsonb,
  rows_read bigint not null default 0,
  rows_valid bigint not null default 0,
  rows_bad bigint not null default 0,
  rows_imported bigint not null default 0,
  rows_known bigint not null default 0,
  resume jsonb,
  failure text,
  created_by text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  version integer not null default 1,
  primary key (org_id, id)
);
alter table request add foreign key (org_id, import_id) references import (org_id, id);

create table import_part (
  org_id uuid not null,
  import_id uuid not null,
  n integer not null,
  bytes bytea not null,
  primary key (org_id, import_id, n)
);
alter table import_part add foreign key (org_id, import_id) references import (org_id, id);

create table import_error (
  org_id uuid not null,
  import_id uuid not null,
  line bigint not null,
  code text not null,
  column_name text not null default '',
  excerpt text not null,
  detail text not null,
  primary key (org_id, import_id, line, code, column_name)
);
alter table import_error add foreign key (org_id, import_id) references import (org_id, id);
