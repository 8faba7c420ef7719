create table promise (
  org_id uuid not null references organization (id),
  id uuid not null,
  chain_id uuid not null,
  predecessor_id uuid,
  kind text not null,
  wording text not null check (length(wording) between 1 and 2000),
  language text not null check (language in ('en', 'pt', 'es', 'ca', 'pl', 'ru')),
  beneficiary text not null check (beneficiary in ('customer', 'member', 'organization')),
  customer_id uuid,
  contact_id uuid,
  about text not null,
  owner_id uuid,
  basis text not null check (basis in ('policy', 'agreement', 'person', 'detected', 'claim', 'imported')),
  state text not null check (state in ('proposed', 'open', 'kept', 'broken', 'withdrawn', 'declined', 'renegotiated')),
  consent text not null check (consent in ('not_asked', 'pending', 'accepted', 'unanswered', 'declined')),
  made_at timestamptz not null,
  due_at timestamptz not null,
  window_from timestamptz,
  answer_by timestamptz,
  next_check_at timestamptz,
  clock jsonb not null,
  caveats jsonb not null,
  chance_when_made double precision,
  forecast jsonb,
  told_at timestamptz,
  answered_at timestamptz,
  occurred_at timestamptz,
  recorded_at timestamptz,
  ended_at timestamptz,
  reason text,
  followed boolean not null,
  -- Head of the chain's event stream; kept on the root (id = chain_id) and locked there before the chain grows.
  chain_seq integer,
  chain_hash bytea,
  version integer not null default 1,
  primary key (org_id, id),
  check ((chain_id = id) = (predecessor_id is null)),
  check ((chain_id = id) = (chain_seq is not null)),
  check (next_check_at is null or state in ('proposed', 'open'))
);
alter table promise add foreign key (org_id, customer_id) references customer (org_id, id);
alter table promise add foreign key (org_id, contact_id) references contact (org_id, id);
alter table promise add foreign key (org_id, predecessor_id) references promise (org_id, id);
create index promise_chain on promise (org_id, chain_id) where chain_id <> id;
create index promise_about on promise (org_id, about);
create index promise_customer on promise (org_id, customer_id) where customer_id is not null;
create index promise_due_anywhere on promise (next_check_at, org_id) where next_check_at is not null;
create index promise_due on promise (org_id, next_check_at, id) where next_check_at is not null;
create index promise_daily on promise (org_id, due_at, id) where followed;
create index promise_overdue on promise (org_id, due_at) where state = 'broken' and occurred_at is null and followed;

-- What must be told to a customer because of a change, written with the change.
create table notice (
  org_id uuid not null references organization (id),
  id uuid not null,
  promise_id uuid not null,
  kind text not null check (kind in ('proposed', 'made', 'moved', 'withdrawn')),
  contact_id uuid,
  state text not null check (state in ('waiting', 'told', 'undelivered')),
  failure text,
  told_at timestamptz,
  told_channel text,
  told_by text,
  created_at timestamptz not null,
  primary key (org_id, id)
);
alter table notice add foreign key (org_id, promise_id) references promise (org_id, id);
create index notice_promise on notice (org_id, promise_id);
create index notice_untold on notice (org_id, created_at, id) where state <> 'told';

create table answer (
  org_id uuid not null references organization (id),
  id uuid not null,
  promise_id uuid not null,
  answer text not null check (answer in ('accepted', 'declined')),
  wish_at timestamptz,
  wish_text text,
  given_by text not null check (given_by in ('customer', 'member')),
  member_id uuid,
  said_by text,
  channel text not null,
  answered_at timestamptz not null,
  recorded_at timestamptz not null,
  seen jsonb not null,
  origin jsonb not null,
  primary key (org_id, id)
);
alter table answer add foreign key (org_id, promise_id) references promise (org_id, id);
create index answer_promise on answer (org_id, promise_id);

create table ledger_anchor (
  org_id uuid not null references organization (id),
  day date not null,
  chains integer not null,
  digest bytea not null,
  signature bytea not null,
  created_at timestamptz not null,
  primary key (org_id, day)
);
