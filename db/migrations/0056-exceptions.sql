-- A request that gets attention whatever the rules say: since when, why, until when the customer needs it, what hangs on it.
alter table request add column exceptional_at timestamptz;
alter table request add column exceptional_by uuid;
alter table request add column exceptional_why text;
alter table request add column exceptional_until timestamptz;
alter table request add column exceptional_stakes text;
alter table request add column exceptional_promise_id uuid;
create index request_exceptional on request (org_id, exceptional_at) where exceptional_at is not null;

-- An escalation that somebody took, and gave back: the ladder goes on.
alter table promise_step drop constraint promise_step_state_check;
alter table promise_step add constraint promise_step_state_check check (
  state in ('waiting', 'held', 'raised', 'acknowledged', 'handed_back', 'skipped')
);

-- Whom to tell of promises that people make, by what is promised; what is not named here has the steps of all.
alter table default_steps add column by_kind jsonb not null default '{}';

-- What a colleague, or whoever is on duty in a team, is asked about a matter.
create table colleague_question (
  org_id uuid not null references organization (id),
  id uuid not null,
  about text not null,
  question text not null,
  state text not null check (state in ('asked', 'answered', 'withdrawn')),
  asked_by text not null,
  asked_by_member uuid,
  member_id uuid,
  team_id uuid,
  answer_by timestamptz not null,
  answer_promise_id uuid not null,
  answer text,
  answered_by uuid,
  answered_at timestamptz,
  created_at timestamptz not null,
  primary key (org_id, id),
  check ((member_id is null) <> (team_id is null))
);
alter table colleague_question add foreign key (org_id, answer_promise_id) references promise (org_id, id);
create index colleague_question_about on colleague_question (org_id, about, id);
create index colleague_question_recent on colleague_question (org_id, created_at, id);
create index colleague_question_asked on colleague_question (org_id, answer_by, id) where state = 'asked';

alter table colleague_question enable row level security;
alter table colleague_question force row level security;
create policy tenant on colleague_question for all to kept_app
  using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
create policy backup on colleague_question for select to kept_backup using (true);
grant select, insert, update, delete on colleague_question to kept_app;
grant select on colleague_question to kept_backup;
