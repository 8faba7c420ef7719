-- Calls that were missed, by the id that the telephone system gave them: the same call told twice is one message.
alter table message drop constraint message_outcome_check;
alter table message add constraint message_outcome_check
  check (outcome in ('reached', 'not_reached', 'left_message', 'missed'));
alter table message add column call_id text;
create unique index message_of_call on message (org_id, call_id) where call_id is not null;

-- When somebody was told that nobody has answered; empty again with the answer, so that each wait is told of once.
alter table conversation add column alerted_at timestamptz;
create index conversation_unalerted on conversation (org_id, due_at, id)
  where state = 'open' and waiting_since is not null and sort = 'person' and snoozed_until is null and merged_into is null
    and alerted_at is null;
