-- One thread on one channel with one contact. waiting_since: the oldest message of the customer that nobody has answered;
-- reply_due_at: when the promise that answers it is due. Both follow from the messages and promises, and are worked out anew.
create table conversation (
  org_id uuid not null references organization (id),
  id uuid not null,
  channel text not null check (channel in ('email', 'portal', 'phone', 'counter')),
  -- person: somebody writes to us. automatic, list: machines do; they start no request and no promise.
  sort text not null default 'person' check (sort in ('person', 'automatic', 'list')),
  state text not null default 'open' check (state in ('open', 'closed')),
  subject text not null,
  customer_id uuid,
  contact_id uuid,
  -- How the other side is reached: an address or a number, and the name it gave itself.
  address text not null default '',
  address_name text not null default '',
  verified boolean not null default false,
  mailbox_id uuid,
  -- The matter it is about: request:ID, or conversation:ID as long as there is none.
  about text not null,
  owner_id uuid,
  owner_team_id uuid,
  language text check (language in ('en', 'pt', 'es', 'ca', 'pl', 'ru')),
  waiting_since timestamptz,
  reply_due_at timestamptz,
  -- What the inbox is sorted by: what was promised first, then what waits longest.
  due_at timestamptz,
  snoozed_until timestamptz,
  snoozed_for uuid,
  last_at timestamptz not null,
  last_by text not null check (last_by in ('customer', 'member', 'system')),
  merged_into uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id)
);
alter table conversation add foreign key (org_id, mailbox_id) references mailbox (org_id, id);
create index conversation_waiting on conversation (org_id, due_at, id)
  where state = 'open' and waiting_since is not null and sort = 'person' and snoozed_until is null and merged_into is null;
create index conversation_recent on conversation (org_id, last_at, id) where merged_into is null;
create index conversation_of_owner on conversation (org_id, owner_id, due_at, id)
  where state = 'open' and waiting_since is not null and sort = 'person' and snoozed_until is null and merged_into is null;
create index conversation_open on conversation (org_id, last_at, id)
  where state = 'open' and sort = 'person' and merged_into is null;
create index conversation_of_machines on conversation (org_id, last_at, id) where sort <> 'person' and merged_into is null;
create index conversation_about on conversation (org_id, about);
create index conversation_of_customer on conversation (org_id, customer_id, last_at) where customer_id is not null;
create index conversation_with on conversation (org_id, lower(address), last_at);
create index conversation_snoozed on conversation (org_id, snoozed_until) where snoozed_until is not null;

-- Messages of a conversation: what came in, what goes out, notes of colleagues, calls.
alter table message add column conversation_id uuid;
alter table message add column direction text not null default 'out' check (direction in ('in', 'out', 'note'));
-- Whether somebody of the firm wrote it, as against a rule; and who.
alter table message add column written boolean not null default false;
alter table message add column member_id uuid;
alter table message add column from_address text;
alter table message add column from_name text;
-- The sender was proven by the server that is trusted; null: not a mail that came in.
alter table message add column verified boolean;
alter table message add column authentication text;
-- Why it was not written by a person: auto_reply, list, bounce, loop.
alter table message add column automatic text;
-- What it quotes of earlier mails, folded away.
alter table message add column quoted text;
alter table message add column cc jsonb;
alter table message add column in_reply_to text;
alter table message add column refs text[];
alter table message add column received_mail_id uuid;
-- When it goes out, where that is later than when it was written.
alter table message add column send_at timestamptz;
alter table message add column cancelled_at timestamptz;
-- What a call came to.
-- What it contradicts of what was promised, and why it was sent all the same.
alter table message add column contradicts jsonb;
alter table message add column contradicts_reason text;
alter table message add column outcome text check (outcome in ('reached', 'not_reached', 'left_message'));
alter table message add column next_step text;
alter table message add column occurred_at timestamptz;
alter table message drop constraint message_channel_check;
alter table message add constraint message_channel_check check (channel in ('email', 'portal', 'phone', 'counter'));
alter table message drop constraint message_state_check;
alter table message add constraint message_state_check
  check (state in ('queued', 'sent', 'held', 'failed', 'received', 'written', 'cancelled'));
create index message_in_conversation on message (org_id, conversation_id, created_at, id) where conversation_id is not null;
create unique index message_of_mail on message (org_id, received_mail_id) where received_mail_id is not null;
create index message_by_mail_id on message (org_id, mail_id);

create table attachment (
  org_id uuid not null references organization (id),
  id uuid not null,
  message_id uuid not null,
  name text not null check (length(name) between 1 and 255),
  media_type text not null check (length(media_type) between 3 and 255),
  bytes bigint not null check (bytes >= 0),
  file text not null,
  -- Shown within the text, by this name.
  content_id text,
  inline boolean not null default false,
  created_at timestamptz not null,
  primary key (org_id, id)
);
alter table attachment add foreign key (org_id, message_id) references message (org_id, id);
create index attachment_of on attachment (org_id, message_id, id);

-- What a member has begun to write.
create table draft (
  org_id uuid not null references organization (id),
  conversation_id uuid not null,
  member_id uuid not null,
  text text not null,
  updated_at timestamptz not null,
  primary key (org_id, conversation_id, member_id)
);
alter table draft add foreign key (org_id, conversation_id) references conversation (org_id, id);
alter table draft add foreign key (org_id, member_id) references member (org_id, id);

-- Where mail comes back from.
alter table contact add column bounced_at timestamptz;
alter table contact add column bounce_reason text;

do $$
declare t text;
begin
  foreach t in array array['conversation', 'attachment', 'draft'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I for all to kept_app using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', t);
    execute format('create policy backup on %I for select to kept_backup using (true)', t);
    execute format('grant select, insert, update, delete on %I to kept_app', t);
    execute format('grant select on %I to kept_backup', t);
  end loop;
end $$;
