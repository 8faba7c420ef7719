-- What a role may grant by itself. Nothing in situation or remedy_id: in every one, for all. Amounts in minor units; null: no limit of that sort.
create table authority_limit (
  org_id uuid not null references organization (id),
  id uuid not null,
  role text not null check (role in ('owner', 'lead', 'frontline', 'program')),
  situation text check (situation in ('broken', 'at_risk', 'complaint', 'goodwill')),
  remedy_id uuid,
  per_request bigint check (per_request >= 0),
  per_customer_year bigint check (per_customer_year >= 0),
  per_firm_month bigint check (per_firm_month >= 0),
  per_member_month bigint check (per_member_month >= 0),
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id)
);
alter table authority_limit add foreign key (org_id, remedy_id) references remedy (org_id, id);
create unique index authority_limit_place on authority_limit (org_id, role, situation, remedy_id) nulls not distinct;

-- Sums of what was granted. remedy_id of only zeros: of all remedies. Key and period by dimension: the matter and nothing; a customer and
-- a year; nothing and a month; a member or program and a month.
create table authority_use (
  org_id uuid not null references organization (id),
  dimension text not null check (dimension in ('request', 'customer_year', 'firm_month', 'member_month')),
  key text not null,
  period text not null,
  remedy_id uuid not null,
  amount bigint not null check (amount >= 0),
  primary key (org_id, dimension, key, period, remedy_id)
);

create table approval (
  org_id uuid not null references organization (id),
  id uuid not null,
  state text not null check (state in ('asked', 'approved', 'declined', 'withdrawn')),
  about text not null,
  customer_id uuid not null,
  contact_id uuid,
  remedy_id uuid not null,
  situation text not null,
  amount bigint not null check (amount >= 0),
  currency text not null,
  promise_id uuid,
  due_at timestamptz,
  reason text not null,
  asked_by text not null,
  asked_by_member uuid,
  approver_id uuid not null,
  answer_by timestamptz not null,
  -- The promise to the colleague who asks.
  answer_promise_id uuid not null,
  answered_by uuid,
  answer_words text,
  answered_at timestamptz,
  created_at timestamptz not null,
  primary key (org_id, id)
);
alter table approval add foreign key (org_id, remedy_id) references remedy (org_id, id);
alter table approval add foreign key (org_id, customer_id) references customer (org_id, id);
create index approval_asked on approval (org_id, approver_id, answer_by) where state = 'asked';
create index approval_recent on approval (org_id, created_at, id);
create index approval_about on approval (org_id, about);

create table remedy_grant (
  org_id uuid not null references organization (id),
  id uuid not null,
  state text not null check (state in ('granted', 'taken_back')),
  about text not null,
  customer_id uuid not null,
  contact_id uuid,
  remedy_id uuid not null,
  situation text not null,
  amount bigint not null check (amount >= 0),
  currency text not null,
  -- The promise that it makes good, and the one that says until when it is done.
  for_promise_id uuid,
  promise_id uuid,
  reason text not null,
  -- On whose authority: whose limits it is taken from.
  granted_by text not null,
  granted_by_member uuid,
  approval_id uuid,
  expires_on date,
  year text not null,
  month text not null,
  taken_back_at timestamptz,
  taken_back_reason text,
  created_at timestamptz not null,
  primary key (org_id, id)
);
alter table remedy_grant add foreign key (org_id, remedy_id) references remedy (org_id, id);
alter table remedy_grant add foreign key (org_id, customer_id) references customer (org_id, id);
create index remedy_grant_about on remedy_grant (org_id, about);
create index remedy_grant_of_customer on remedy_grant (org_id, customer_id, created_at);
create index remedy_grant_recent on remedy_grant (org_id, created_at, id);

-- Who answers for a member on some days, both included, in the organization's zone.
create table deputy (
  org_id uuid not null references organization (id),
  member_id uuid not null,
  deputy_id uuid not null,
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  created_at timestamptz not null,
  primary key (org_id, member_id),
  check (member_id <> deputy_id)
);
alter table deputy add foreign key (org_id, member_id) references member (org_id, id);
alter table deputy add foreign key (org_id, deputy_id) references member (org_id, id);

do $$
declare t text;
begin
  foreach t in array array['authority_limit', 'authority_use', 'approval', 'remedy_grant', 'deputy'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I for all to kept_app using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', t);
    execute format('create policy backup on %I for select to kept_backup using (true)', t);
    execute format('grant select, insert, update, delete on %I to kept_app', t);
    execute format('grant select on %I to kept_backup', t);
  end loop;
end $$;
