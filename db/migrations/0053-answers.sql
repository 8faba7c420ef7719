-- Who asks to be called answers, too: the proposal stays as it is.
alter table answer drop constraint answer_answer_check;
alter table answer add constraint answer_answer_check check (answer in ('accepted', 'declined', 'call_asked'));

-- An answer that nobody has given yet is reminded of, once.
create unique index notice_answer_reminder on notice (org_id, promise_id) where kind = 'answer_reminder';

-- Calls that deliver no notice. asked: the customer wants to be called. unanswered: nothing was heard of a new date.
alter table call alter column notice_id drop not null;
alter table call drop constraint call_why_check;
alter table call add constraint call_why_check
  check (why in ('preferred', 'urgent', 'no_address', 'bounced', 'refused', 'failed', 'asked', 'unanswered'));
alter table call add constraint call_notice check ((notice_id is null) = (why in ('asked', 'unanswered')));
-- When it is good to call, in the customer's words.
alter table call add column wished text check (length(wished) between 1 and 500);
create unique index call_about_answer on call (org_id, promise_id, why) where notice_id is null and state = 'open';
